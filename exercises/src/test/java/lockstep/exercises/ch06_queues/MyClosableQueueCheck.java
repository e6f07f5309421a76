package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.exercises.ch06_queues.MyClosableQueue.Result;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "6.5", title = "A queue that can be closed", starter = MyClosableQueue.class, hints = {
    "push() claims by tail.compareAndSet(t, t + 1). That step has to fail also if somebody closes the queue in "
        + "between. So \"closed\" must be part of that very word. Numbers never get so large that the sign is "
        + "needed: let a negative tail mean closed.",
    "close(): tail.getAndUpdate(t -> t | CLOSED), with CLOSED = Long.MIN_VALUE; was it closed before? push(): read "
        + "the tail once. Negative: CLOSED. `capacity` ahead of the head: FULL. Else claim. pop(): the head first, "
        + "then the tail, each once; the number without the bit is t & ~CLOSED.",
    "push: loop { t = tail.get(); if (t < 0) return Result.CLOSED; if (t - head.get() >= slots.length) return "
        + "Result.FULL; if (tail.compareAndSet(t, t + 1)) { fill(t, element); return Result.PUSHED; } }   pop: loop "
        + "{ h = head.get(); t = tail.get(); if ((t & ~CLOSED) == h) return t < 0 ? ifClosed : null; if "
        + "(head.compareAndSet(h, h + 1)) return take(h); }"
})
@Tag("6.5")
class MyClosableQueueCheck {

    /** What a pop gives when all is over. */
    private static final Integer OVER = -1;

    /** What a queue of two is, without threads. */
    static final class Sequential {

        private final ArrayDeque<Object> elements = new ArrayDeque<>();
        private boolean closed;

        Result push(Object element) {
            if (closed) {
                return Result.CLOSED;
            }
            if (elements.size() == 2) {
                return Result.FULL;
            }
            elements.add(element);
            return Result.PUSHED;
        }

        Object pop(Object ifClosed) {
            return closed && elements.isEmpty() ? ifClosed : elements.poll();
        }

        boolean close() {
            boolean was = closed;
            closed = true;
            return !was;
        }

        boolean isClosed() {
            return closed;
        }
    }

    @Property("holds `capacity` elements, the first in is the first out; full and empty are told, lap after lap")
    void isAQueue() {
        for (int capacity = 2; capacity <= 3; capacity++) {
            MyClosableQueue<Integer> queue = new MyClosableQueue<>(capacity);
            int in = 0;
            int out = 0;
            for (int lap = 0; lap < 4; lap++) {
                while (in - out < capacity) {
                    assertEquals(Result.PUSHED, queue.push(in), "push() with " + (in - out) + " elements in a queue "
                        + "of " + capacity);
                    in++;
                }
                assertEquals(Result.FULL, queue.push(99), "push() with " + capacity + " elements in a queue of "
                    + capacity);
                while (out < in) {
                    assertEquals(out, queue.pop(OVER), "pop(), after " + in + " pushes and " + out + " pops");
                    out++;
                }
                assertEquals(null, queue.pop(OVER), "pop() of an empty queue that is open");
            }
        }
    }

    @Property(value = "close() says true once; then push() says CLOSED, also if there is no room",
        hint = "\"Full\" tells the caller to try again later. If the queue is closed, that would be for ever: look "
            + "at \"closed\" first.")
    void closesOnce() {
        for (int left = 0; left <= 2; left++) {
            MyClosableQueue<Integer> queue = new MyClosableQueue<>(2);
            for (int i = 0; i < left; i++) {
                queue.push(i);
            }
            assertEquals(false, queue.isClosed(), "isClosed() before close()");
            assertEquals(true, queue.close(), "the first close()");
            assertEquals(false, queue.close(), "the second close()");
            assertEquals(true, queue.isClosed(), "isClosed() after close()");
            assertEquals(Result.CLOSED, queue.push(9), "push() after close(), with " + left + " elements in a queue "
                + "of 2");
        }
    }

    @Property(value = "after close() what is left can be popped, once and in order; then pop() says that it is over, "
        + "again and again",
        hint = "Closed is not over: over is closed AND empty. And when you compare head and tail, compare numbers: "
            + "without the close bit.")
    void theRestComesOut() {
        for (int before = 0; before <= 3; before++) {
            for (int left = 0; left <= 2; left++) {
                MyClosableQueue<Integer> queue = new MyClosableQueue<>(2);
                for (int i = 0; i < before; i++) {
                    queue.push(i);
                    queue.pop(OVER);
                }
                for (int i = 0; i < left; i++) {
                    queue.push(10 + i);
                }
                queue.close();
                queue.push(9);
                for (int i = 0; i < left; i++) {
                    assertEquals(10 + i, queue.pop(OVER), "pop(-1) number " + (i + 1) + " after close(), with "
                        + left + " elements left");
                }
                for (int i = 1; i <= 3; i++) {
                    assertEquals(OVER, queue.pop(OVER), "pop(-1) of a queue that is closed, and all was popped");
                }
            }
        }
    }

    @Property(value = "under every schedule nothing gets in after \"closed and empty\" was told: pushed means that "
        + "it can be popped",
        hint = "A push finds the queue open, and is stopped there. Somebody closes the queue and finds it empty. "
            + "Then the push goes on. So finding it open and claiming a place must be one step: the close bit "
            + "belongs into the word that the push changes.")
    @Interleaved(executions = 400, surprises = 0)
    void nothingComesLate() {
        MyClosableQueue<Integer> queue = new MyClosableQueue<>(2);
        Result[] told = new Result[1];
        Integer[] got = {null, null};
        Interleave.together(() -> told[0] = queue.push(1), () -> {
            queue.close();
            got[0] = queue.pop(OVER);
            got[1] = queue.pop(OVER);
        });
        Integer last = queue.pop(OVER);
        String story = "One thread pushed 1 and was told " + told[0] + ". Another closed the queue, and its pop(-1) "
            + "said " + got[0] + " and then " + got[1]
            + ". In the end pop(-1) said " + last + ".";
        boolean in = told[0] == Result.PUSHED;
        if (got[0] == null || got[1] == null || last == null) {
            fail(story + " After close(), null is wrong: nothing more can come.");
        }
        if (got[0] != (in ? 1 : -1) || got[1] != -1 || last != -1) {
            fail(story);
        }
    }

    @Property(value = "under every schedule pop() says \"over\" only if it is, when the last push and the close come "
        + "just then",
        hint = "Did you ask twice, first whether it is empty, then whether it is closed? A push and a close may have "
            + "come in between. Read the tail once: one value says both. And a push that is under way, claimed and "
            + "not filled, is in the queue.")
    @Interleaved(executions = 400, surprises = 0)
    void overIsOver() {
        History queue = new History(new MyClosableQueue<Integer>(2), Sequential::new);
        Interleave.together(
            () -> {
                queue.call("push", 1);
                queue.call("close");
            },
            () -> {
                queue.call("pop", OVER);
                queue.call("pop", OVER);
            });
        queue.call("pop", OVER);
        queue.check();
    }

    @Property(value = "under every schedule one of two threads closes the queue, and no push is undone by that",
        hint = "Looking whether it is closed and closing it must be one step: getAndUpdate, or a compareAndSet in a "
            + "loop. A set() after a get() takes back what another thread has done in between.")
    @Interleaved(executions = 400, surprises = 0)
    void oneCloses() {
        History queue = new History(new MyClosableQueue<Integer>(2), Sequential::new);
        Interleave.together(
            () -> {
                queue.call("push", 1);
                queue.call("close");
            },
            () -> {
                queue.call("close");
                queue.call("push", 2);
            });
        queue.call("pop", OVER);
        queue.call("pop", OVER);
        queue.check();
    }

    @Property(value = "under every schedule one order of all calls explains what pops say, empty above all",
        hint = "Two values that you compare were read at two moments. pop(): the head first, then the tail, or "
            + "others have pushed and popped in between. And two pops must not claim the same number.")
    @Interleaved(executions = 400, surprises = 0)
    void emptyIsEmpty() {
        History queue = new History(new MyClosableQueue<Integer>(2), Sequential::new);
        Action pushAndPop = () -> {
            queue.call("push", 1);
            queue.call("pop", OVER);
        };
        Interleave.together(pushAndPop, pushAndPop);
        queue.call("pop", OVER);
        queue.check();
    }

    @Property(value = "under every schedule one order of all calls explains what pushes say, full above all",
        hint = "Two values that you compare were read at two moments. push(): the tail first, then the head; and the "
            + "claim fails if the tail is another one by then.")
    @Interleaved(executions = 400, surprises = 0)
    void fullIsFull() {
        History queue = new History(new MyClosableQueue<Integer>(2), Sequential::new);
        queue.call("push", 1);
        Interleave.together(
            () -> queue.call("push", 2),
            () -> {
                queue.call("pop", OVER);
                queue.call("push", 3);
            });
        queue.call("pop", OVER);
        queue.call("pop", OVER);
        queue.check();
    }

    @Property(value = "who is told that it is over sees what was written before the close, and who pops sees what "
        + "was pushed",
        hint = "The tail carries it: every read and every change of it is volatile, or at least acquire and release.")
    @Interleaved(executions = 300)
    void publishes() {
        MyClosableQueue<int[]> queue = new MyClosableQueue<>(2);
        int[] over = {0};
        Interleave.together(() -> {
            queue.push(new int[] {42});
            over[0] = 42;
            queue.close();
        }, () -> {
            int[] got = queue.pop(over);
            if (got != null && got[0] != 42) {
                fail("42 was written into an array and then pushed, and into another before the close. pop() "
                    + "returned one of them, and there it read "
                    + got[0] + ".");
            }
        });
    }

    @Property(value = "what was popped is let go", seconds = 6)
    void letsGo() {
        MyClosableQueue<Object> queue = new MyClosableQueue<>(2);
        boolean held = Held.isHeld(pushAndPop(queue));
        if (queue.pop(OVER) != null) { // the queue itself has been here all the while
            fail("One element was pushed and popped, and pop() returned one more.");
        }
        if (held) {
            fail("An element was pushed and popped, and the queue still holds it: the garbage collector could not "
                + "take it.");
        }
    }

    @Property(value = "on this machine, too: all that was pushed is popped, once each, although the close comes in "
        + "the middle",
        hint = "Is the claim one step, that fails if the queue was closed meanwhile?", seconds = 10)
    void eachOnce() {
        Trial.shaken(30, () -> {
            MyClosableQueue<Integer> queue = new MyClosableQueue<>(3);
            Queue<Integer> out = new ConcurrentLinkedQueue<>();
            AtomicInteger pushed = new AtomicInteger();
            Trial.together(
                () -> pushed.addAndGet(produce(queue, 100)),
                () -> {
                    pushed.addAndGet(produce(queue, 200));
                    queue.close();
                },
                () -> {
                    for (Integer got; (got = queue.pop(OVER)) != OVER; ) {
                        if (got == null) {
                            Thread.yield();
                        } else {
                            out.add(got);
                        }
                    }
                });
            if (out.size() != pushed.get() || out.stream().distinct().count() != out.size()) {
                fail(pushed + " pushes said PUSHED, until the queue was closed. Until it was over, there came out "
                    + out + ", that is " + out.size() + ".");
            }
        });
    }

    /** Pushes six, or as many as get in before the close, and says how many that were. */
    private static int produce(MyClosableQueue<Integer> queue, int from) {
        for (int i = 0; i < 6; i++) {
            Result told;
            while ((told = queue.push(from + i)) == Result.FULL) {
                Thread.yield();
            }
            if (told == Result.CLOSED) {
                return i;
            }
        }
        return 6;
    }

    private static WeakReference<Object> pushAndPop(MyClosableQueue<Object> queue) {
        Object element = new Object();
        queue.push(element);
        if (queue.pop(OVER) != element) {
            fail("An object was pushed; pop() did not return that same object.");
        }
        return new WeakReference<>(element);
    }
}
