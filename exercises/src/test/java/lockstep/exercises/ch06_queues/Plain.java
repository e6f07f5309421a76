package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What one thread can find out about a bounded queue. */
public final class Plain {

    /** A queue of the learner's, whatever its class. */
    public record Queue(Predicate<Object> push, Supplier<Object> pop) { }

    private Plain() {}

    /** Pushes a few and pops a few, in a pattern that goes round the ring many times, at every fill. */
    public static void keepsOrder(int capacity, IntFunction<Queue> made) {
        Queue queue = made.apply(capacity);
        Deque<Object> expected = new ArrayDeque<>();
        int next = 1;
        for (int round = 0; round < 6 * capacity; round++) {
            for (int i = 0; i <= round % capacity && expected.size() < capacity; i++) {
                if (!queue.push.test(next)) {
                    fail("capacity " + capacity + ", " + expected.size() + " in the queue: push(" + next + ") said false");
                }
                expected.add(next++);
            }
            for (int i = 0; i <= (round + round / capacity) % capacity && !expected.isEmpty(); i++) {
                Object got = queue.pop.get();
                if (!expected.peek().equals(got)) {
                    fail("capacity " + capacity + ", " + expected + " in the queue: pop() returned " + got);
                }
                expected.poll();
            }
        }
    }

    /** Fills it and empties it, beginning at each slot of the ring in turn. */
    public static void holds(int capacity, IntFunction<Queue> made) {
        Queue queue = made.apply(capacity);
        int next = 1;
        for (int lap = 0; lap < 2 * capacity + 1; lap++) {
            String begin = "capacity " + capacity + ", " + lap + " pushed and popped so far at the start: ";
            assertEquals(null, queue.pop.get(), begin + "the queue was empty, and pop() returned something");
            List<Object> in = new ArrayList<>();
            for (int i = 0; i < capacity; i++) {
                if (!queue.push.test(next)) {
                    fail(begin + "only " + i + " were in the queue, and push() said it was full");
                }
                in.add(next++);
            }
            for (int i = 0; i < 2; i++) {
                if (queue.push.test(-next)) {
                    fail(begin + capacity + " were in the queue, and push() took one more");
                }
            }
            for (Object one : in) {
                assertEquals(one, queue.pop.get(), begin + in + " were in the queue, then two pushes were refused. A pop() after that returned");
            }
            assertEquals(null, queue.pop.get(), begin + "all were popped again, and pop() returned something");
            queue.push.test(next); // so that the next round begins one slot further on
            assertEquals(next++, queue.pop.get(), begin + "one was pushed into the empty queue. pop() returned");
        }
    }

    /** Keeps the queue, and nothing else but weak references to what went through it. */
    public static void letsGo(int capacity, IntFunction<Queue> made) {
        Queue queue = made.apply(capacity);
        List<WeakReference<Object>> gone = new ArrayList<>();
        fill(queue, capacity, gone);
        empty(queue, capacity);
        for (int i = 0; i < 5 && held(gone) > 0; i++) {
            System.gc();
        }
        int held = held(gone);
        if (queue.pop.get() != null) { // the queue itself has been here all the while
            fail("All were popped, and pop() returned one more.");
        }
        if (held > 0) {
            fail(capacity + " were pushed and popped again, and nobody has them any more. The garbage collector could not have "
                    + held + " of them: the queue still points to them.");
        }
    }

    private static void fill(Queue queue, int capacity, List<WeakReference<Object>> gone) {
        for (int i = 0; i < capacity; i++) {
            Object element = new Object();
            gone.add(new WeakReference<>(element));
            if (!queue.push.test(element)) {
                fail("only " + i + " were in the queue, and push() said it was full");
            }
        }
    }

    private static void empty(Queue queue, int capacity) {
        for (int i = 0; i < capacity; i++) {
            if (queue.pop.get() == null) {
                fail("there were " + (capacity - i) + " in the queue, and pop() returned null");
            }
        }
    }

    private static int held(List<WeakReference<Object>> gone) {
        return (int) gone.stream().filter(reference -> reference.get() != null).count();
    }
}
