package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "6.6", title = "A push that never fails", starter = MyForceQueue.class, hints = {
    "Two steps, pop and push, leave room between them for another thread. Begin with the tail instead: "
        + "tail.getAndIncrement() draws a number whether there is room or not. Which element is in the slot of that "
        + "number, if there was none?",
    "Push number t uses the slot of pop number t - capacity. If the head stands exactly there, that element is the "
        + "oldest and has to go: claim it as pop() does, by a compare-and-set of the head. If a pop is faster, "
        + "nothing has to go. If the head has not come so far, a forced push before yours has still to make its own "
        + "room: wait.",
    "long mine = tail.getAndIncrement(); long oldest = mine - slots.length; while (head.get() < oldest) "
        + "Thread.onSpinWait(); E displaced = head.compareAndSet(oldest, oldest + 1) ? take(oldest) : null; "
        + "fill(mine, element); return displaced;"
})
@Tag("6.6")
class MyForceQueueCheck {

    /** What a queue of two is, without threads. */
    static final class Sequential {

        private final ArrayDeque<Object> elements = new ArrayDeque<>();

        boolean push(Object element) {
            return elements.size() < 2 && elements.add(element);
        }

        Object forcePush(Object element) {
            Object oldest = elements.size() == 2 ? elements.poll() : null;
            elements.add(element);
            return oldest;
        }

        Object pop() {
            return elements.poll();
        }
    }

    @Property(value = "as long as there is room, forcePush() adds at the end, and says null",
        hint = "Nothing has to go when there is room.")
    void roomIsUsed() {
        for (int capacity = 2; capacity <= 3; capacity++) {
            MyForceQueue<Integer> queue = new MyForceQueue<>(capacity);
            for (int lap = 0; lap < 3; lap++) {
                for (int i = 0; i < capacity; i++) {
                    assertEquals(null, queue.forcePush(10 * lap + i), "forcePush() with " + i + " elements in a "
                        + "queue of " + capacity);
                }
                for (int i = 0; i < capacity; i++) {
                    assertEquals(10 * lap + i, queue.pop(), "pop(), after " + capacity + " forced pushes that began "
                        + "with " + 10 * lap);
                }
                assertEquals(null, queue.pop(), "pop() when all was popped");
            }
        }
    }

    @Property(value = "if there is none, the oldest goes and is returned; the others keep their order, the new one "
        + "is the last",
        hint = "The oldest is the element at the head. It leaves the queue as by a pop: the head moves on. And the "
            + "new one comes in at the tail.")
    void theOldestGoes() {
        for (int capacity = 2; capacity <= 3; capacity++) {
            MyForceQueue<Integer> queue = new MyForceQueue<>(capacity);
            for (int i = 0; i < capacity; i++) {
                queue.push(i);
            }
            for (int i = capacity; i < 4 * capacity + 1; i++) {
                assertEquals(i - capacity, queue.forcePush(i), "forcePush(" + i + ") with the numbers before it in a "
                    + "full queue of " + capacity
                    + ", the oldest being " + (i - capacity) + ",");
                assertEquals(false, queue.push(99), "push() after that: the queue is as full as before");
            }
            for (int i = 3 * capacity + 1; i < 4 * capacity + 1; i++) {
                assertEquals(i, queue.pop(), "pop(), after the numbers 0 to " + 4 * capacity + " were pushed by "
                    + "force into a queue of " + capacity + ",");
            }
            assertEquals(null, queue.pop(), "pop() when all was popped");
        }
    }

    @Property(value = "under every schedule of a forced push and a push, none is lost: each element is popped, or "
        + "displaced, once",
        hint = "Between a pop and a push of yours there is room for another thread's push. Then one more has to go, "
            + "and you can return only one.")
    @Interleaved(executions = 400, surprises = 0)
    void noneIsLost() {
        MyForceQueue<Integer> queue = new MyForceQueue<>(2);
        queue.push(1);
        queue.push(2);
        Integer[] gone = new Integer[1];
        boolean[] pushed = new boolean[1];
        Interleave.together(() -> gone[0] = queue.forcePush(3), () -> pushed[0] = queue.push(4));
        List<Integer> left = drain(queue);
        List<Integer> all = new ArrayList<>(left);
        all.add(gone[0]);
        List<Integer> wanted = new ArrayList<>(List.of(1, 2, 3));
        if (pushed[0]) {
            wanted.add(4);
        }
        if (all.size() != wanted.size() || !all.containsAll(wanted)) {
            fail("1 and 2 were in a queue of 2. One thread forced 3 in, and got " + gone[0] + ". Another pushed 4, "
                + "and was told "
                + pushed[0] + ". Then " + left + " came out. Each of " + wanted + " should be there once.");
        }
    }

    @Property(value = "under every schedule two forced pushes displace two elements: the two oldest",
        hint = "Each has its own oldest: the one with its number less the capacity. If the head is not there yet, "
            + "the other forced push has still to move it.")
    @Interleaved(executions = 400, surprises = 0)
    void twoForce() {
        MyForceQueue<Integer> queue = new MyForceQueue<>(2);
        queue.push(1);
        queue.push(2);
        Integer[] gone = new Integer[2];
        Interleave.together(() -> gone[0] = queue.forcePush(3), () -> gone[1] = queue.forcePush(4));
        List<Integer> left = drain(queue);
        boolean firstWasFirst = List.of(1, 2).equals(asList(gone[0], gone[1])) && left.equals(List.of(3, 4));
        boolean secondWasFirst = List.of(1, 2).equals(asList(gone[1], gone[0])) && left.equals(List.of(4, 3));
        if (!firstWasFirst && !secondWasFirst) {
            fail("1 and 2 were in a queue of 2. One thread forced 3 in, and got " + gone[0] + "; another forced 4 "
                + "in, and got " + gone[1] + ". Then "
                + left + " came out. Whoever came first should have got 1, and the other one 2; and what they forced "
                + "in comes out in the same order.");
        }
    }

    @Property(value = "under every schedule of forced pushes and pops one order of all calls explains what they return",
        hint = "If a pop takes the oldest just before you, there is room: nothing has to go. And what you take, no "
            + "pop may get as well.")
    @Interleaved(executions = 400, surprises = 0)
    void oneOrderExplainsAll() {
        History queue = new History(new MyForceQueue<Integer>(2), Sequential::new);
        queue.call("push", 1);
        queue.call("push", 2);
        Interleave.together(
            () -> {
                queue.call("forcePush", 3);
                queue.call("forcePush", 4);
            },
            () -> {
                queue.call("pop");
                queue.call("push", 5);
            });
        queue.call("pop");
        queue.call("pop");
        queue.call("pop");
        queue.check();
    }

    @Property(value = "who gets an element that was displaced sees what was written into it before it was pushed",
        hint = "Displace as you would pop: take() waits until the slot's turn says that it is filled.")
    @Interleaved(executions = 300)
    void publishes() {
        MyForceQueue<int[]> queue = new MyForceQueue<>(2);
        queue.push(new int[] {42});
        Interleave.together(() -> queue.forcePush(new int[] {42}), () -> {
            queue.forcePush(new int[] {42});
            int[] got = queue.forcePush(new int[] {42});
            if (got == null) {
                got = queue.pop();
            }
            if (got != null && got[0] != 42) {
                fail("Arrays holding 42 were forced in. Who got one of them back read " + got[0] + " there.");
            }
        });
    }

    @Property(value = "on this machine, too: each element is popped or displaced once, and those of one thread in "
        + "their order",
        hint = "One forced push may displace one element at most.", seconds = 10)
    void eachOnce() {
        Trial.shaken(30, () -> {
            MyForceQueue<Integer> queue = new MyForceQueue<>(2);
            Queue<Integer> out = new ConcurrentLinkedQueue<>();
            Trial.together(Trial.threads() + 1, me -> {
                for (int i = 0; i < 8; i++) {
                    Integer got = me == 0 ? queue.pop() : queue.forcePush(100 * me + i);
                    if (got != null) {
                        out.add(got);
                    }
                }
            });
            out.addAll(drain(queue));
            int forced = Trial.threads() * 8;
            if (out.size() != forced || out.stream().distinct().count() != forced) {
                fail(Trial.threads() + " threads forced 8 elements each into a queue of 2, and another popped. In "
                    + "the end " + out.size() + " had come out, "
                    + out.stream().distinct().count() + " different ones: " + out + ".");
            }
        });
    }

    /** Pops until nothing is left; a queue that goes on and on gives five. */
    private static List<Integer> drain(MyForceQueue<Integer> queue) {
        List<Integer> got = new ArrayList<>();
        for (Integer next; got.size() < 5 && (next = queue.pop()) != null; ) {
            got.add(next);
        }
        return got;
    }

    private static List<Integer> asList(Integer a, Integer b) {
        return Arrays.asList(a, b);
    }
}
