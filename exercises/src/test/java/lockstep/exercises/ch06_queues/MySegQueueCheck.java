package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

@Exercise(id = "6.4", title = "A queue without a bound", starter = MySegQueue.class, hints = {
    "push(): int slot = segment.tail.getAndIncrement() claims a slot for you alone. Below `slots` it exists: fill "
        + "it. Otherwise the segment is used up: go to its next one, and begin again there. pop(): all slots below "
        + "the tail were claimed by pushes.",
    "There is no next one? Link a new one by next.compareAndSet(null, ...). If that fails, another thread has linked "
        + "its own: use that one. pop() reads the head, then the tail; if there is something, it claims by "
        + "head.compareAndSet(slot, slot + 1), and waits until the slot is not null.",
    "push: loop { s = last.get(); i = s.tail.getAndIncrement(); if (i < slots) { s.slots.set(i, element); return; } "
        + "s.next.compareAndSet(null, new Segment<>(slots)); last.compareAndSet(s, s.next.get()); }   pop: loop { s "
        + "= first.get(); i = s.head.get(); if (i == slots) { if s.next.get() is null return null, else "
        + "first.compareAndSet(s, s.next.get()) } else if (i >= s.tail.get()) return null; else if "
        + "(s.head.compareAndSet(i, i + 1)) { wait for s.slots.get(i); set it to null; return } }"
})
@Tag("6.4")
class MySegQueueCheck {

    /** What a queue is, without threads. */
    static final class Sequential {

        private final ArrayDeque<Object> elements = new ArrayDeque<>();

        void push(Object element) {
            elements.add(element);
        }

        Object pop() {
            return elements.poll();
        }
    }

    @Property(value = "the first in is the first out, and each comes out once, in one segment and in many",
        hint = "Follow push number `slots`, the first that finds the segment used up: where does its element go, and "
            + "how often? And what does pop() do when it has taken the last slot's element?")
    void firstInFirstOut() {
        for (int slots : new int[] {2, 3, 1}) {
            MySegQueue<Integer> queue = new MySegQueue<>(slots);
            for (int i = 1; i <= 9; i++) {
                queue.push(i);
            }
            List<Integer> got = drain(queue, 12);
            if (!got.equals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9))) {
                fail("1 to 9 were pushed, with segments of " + slots(slots) + ". They came out as " + got + ".");
            }
        }
    }

    @Property(value = "pop() of an empty queue says null, and takes nothing from what is pushed later",
        hint = "Does pop() claim a slot before it knows that there is something in it? Then who fills that slot "
            + "fills it for nobody.")
    void emptyIsNull() {
        for (int slots = 1; slots <= 3; slots++) {
            MySegQueue<Integer> queue = new MySegQueue<>(slots);
            for (int i = 1; i <= 2 * slots + 1; i++) {
                expect(null, queue.pop(), "pop() of an empty queue, with segments of " + slots(slots));
                queue.push(i);
                expect(i, queue.pop(), "pop() after an empty pop(), then push(" + i + "), with segments of "
                    + slots(slots));
            }
            expect(null, queue.pop(), "pop() when all was popped, with segments of " + slots(slots));
        }
    }

    @Property(value = "under every schedule two threads at a segment's edge lose nothing and double nothing",
        hint = "Two threads may want the same slot, and two may want to link a segment. One wins by one atomic step; "
            + "the other must see that it has lost, and go on with what the winner did. Its element is not in the "
            + "queue yet.")
    @Interleaved(executions = 400, surprises = 0)
    void noPushIsLost() {
        MySegQueue<Integer> queue = new MySegQueue<>(1);
        Interleave.together(() -> queue.push(1), () -> {
            queue.push(2);
            queue.push(3);
        });
        List<Integer> got = drain(queue, 5);
        if (got.size() != 3 || !got.contains(1) || got.indexOf(2) < 0 || got.indexOf(2) > got.indexOf(3)) {
            fail("One thread pushed 1, the other 2 and then 3, with segments of 1 slot. Then they came out as "
                + got + ".");
        }
    }

    @Property(value = "under every schedule pops get each element once, the older ones first",
        hint = "Looking at the head and moving it must be one step, or two pops take the same slot. And `first` may "
            + "be moved to the next segment only by a thread that saw this very segment used up.")
    @Interleaved(executions = 400, surprises = 0)
    void noPopIsDoubled() {
        MySegQueue<Integer> queue = new MySegQueue<>(1);
        for (int i = 1; i <= 4; i++) {
            queue.push(i);
        }
        Integer[] got = new Integer[4];
        Interleave.together(
            () -> got[0] = queue.pop(),
            () -> {
                got[1] = queue.pop();
                got[2] = queue.pop();
            });
        got[3] = queue.pop();
        boolean fine = got[3] != null && got[3] == 4 && got[1] != null && got[2] != null && got[0] != null
            && got[1] < got[2] && got[0] + got[1] + got[2] == 6 && !got[0].equals(got[1]) && !got[0].equals(got[2]);
        if (!fine) {
            fail("1, 2, 3 and 4 were in the queue, with segments of 1 slot. One thread popped " + got[0]
                + ", another " + got[1]
                + " and then " + got[2] + "; after that, pop() said " + got[3] + ".");
        }
    }

    @Property(value = "under every schedule one order of all calls explains what pop() says, null above all",
        hint = "A push that has claimed a slot, and not filled it, may be stopped there, while later pushes are long "
            + "done. So a claimed slot that is null does not mean \"empty\": wait until it is filled.")
    @Interleaved(executions = 400, surprises = 0)
    void oneOrderExplainsAll() {
        History queue = new History(new MySegQueue<Integer>(2), Sequential::new);
        Interleave.together(
            () -> {
                queue.call("push", 1);
                queue.call("pop");
            },
            () -> {
                queue.call("push", 2);
                queue.call("pop");
            });
        queue.call("pop");
        queue.check();
    }

    @Property(value = "under every schedule a pop gets what comes in across the edge: all of it, in order",
        hint = "A pop that has claimed a slot has to wait for its element: nobody else will ever look there. And it "
            + "goes on to the next segment only when it has claimed the last slot of this one, or seen it claimed.")
    @Interleaved(executions = 300, surprises = 1)
    void popMeetsPush() {
        MySegQueue<Integer> queue = new MySegQueue<>(2);
        List<Integer> got = new ArrayList<>();
        Interleave.together(
            () -> {
                queue.push(1);
                queue.push(2);
                queue.push(3);
            },
            () -> {
                for (int i = 0; i < 3; i++) {
                    Integer next = queue.pop();
                    if (next != null) {
                        got.add(next);
                    }
                }
            });
        got.addAll(drain(queue, 4));
        if (!got.equals(List.of(1, 2, 3))) {
            fail("One thread pushed 1, 2 and 3, with segments of 2 slots. Another popped meanwhile, and what was "
                + "left was popped afterwards. They came out as " + got + ".");
        }
    }

    @Property(value = "who pops an element sees what was written into it before it was pushed",
        hint = "The slot publishes the element: write it with set() or setRelease(), read it with get() or "
            + "getAcquire(). Plain and opaque order nothing.")
    @Interleaved(executions = 300)
    void publishes() {
        MySegQueue<int[]> queue = new MySegQueue<>(2);
        queue.push(new int[] {41});
        Interleave.together(() -> queue.push(new int[] {42}), () -> {
            expectContent(queue.pop());
            expectContent(queue.pop());
        });
    }

    @Property(value = "what was popped is let go, and so are segments that are used up",
        hint = "A slot that keeps its element keeps it from the collector: put null there. And `first` has to move "
            + "on, or all segments since the beginning can still be reached from it.",
        seconds = 6)
    void letsGo() {
        MySegQueue<Object> queue = new MySegQueue<>(4);
        boolean held = Held.isHeld(pushAndPop(queue));
        if (queue.pop() != null) { // the queue itself has been here all the while
            fail("One element was pushed and popped, and pop() returned one more.");
        }
        if (held) {
            fail("An element was pushed and popped, and the queue still holds it: the garbage collector could not "
                + "take it.");
        }
        MySegQueue<Integer> small = new MySegQueue<>(1);
        int before = 0;
        for (int i = 0; i < 120; i++) {
            if (i == 20) {
                before = Held.objects(small);
            }
            small.push(i);
            small.pop();
        }
        int more = Held.objects(small) - before;
        if (more > 20) {
            fail("100 elements went through an empty queue, one after the other, with segments of 1 slot. Now it "
                + "holds on to " + more
                + " objects more than before: segments that are used up.");
        }
    }

    @Property(value = "on this machine, too: each element comes out once, and those of one thread in their order",
        hint = "Is each claim one atomic step? And who has lost at the edge of a segment, does it try again?",
        seconds = 10)
    void eachOnce() {
        Trial.shaken(30, () -> {
            int threads = Trial.threads();
            int each = 6;
            MySegQueue<Integer> queue = new MySegQueue<>(2);
            Queue<Integer> out = new ConcurrentLinkedQueue<>();
            Trial.together(threads, me -> {
                int latest = -1;
                for (int i = 0; i < each; i++) {
                    queue.push(100 * me + i);
                    Integer got = queue.pop();
                    if (got == null) {
                        fail("Each thread pushes before it pops, so something is always there; yet pop() said null.");
                    }
                    if (got / 100 == me) {
                        if (got <= latest) {
                            fail("A thread pushed " + latest + " and " + got + " in this order: smaller first. It "
                                + "popped " + latest + " before " + got + ".");
                        }
                        latest = got;
                    }
                    out.add(got);
                }
            });
            expect(null, queue.pop(), threads + " threads pushed and popped " + each + " each; then pop()");
            assertEquals(threads * each, out.stream().distinct().count(),
                threads + " threads pushed " + each + " each. Different elements that came out");
        });
    }

    private static WeakReference<Object> pushAndPop(MySegQueue<Object> queue) {
        Object element = new Object();
        queue.push(element);
        if (queue.pop() != element) {
            fail("An object was pushed; pop() did not return that same object.");
        }
        return new WeakReference<>(element);
    }

    private static void expectContent(int[] got) {
        if (got != null && got[0] != 41 && got[0] != 42) {
            fail("An array holding 42 was pushed. Who popped it read " + got[0] + " there.");
        }
    }

    /** Pops until nothing is left; a queue that goes on and on gives `most`. */
    private static List<Integer> drain(MySegQueue<Integer> queue, int most) {
        List<Integer> got = new ArrayList<>();
        for (Integer next; got.size() < most && (next = queue.pop()) != null; ) {
            got.add(next);
        }
        return got;
    }

    private static void expect(Integer wanted, Integer got, String what) {
        if (wanted == null ? got != null : !wanted.equals(got)) {
            fail(what + ": got " + got + ", not " + wanted + ".");
        }
    }

    private static String slots(int n) {
        return n == 1 ? "1 slot" : n + " slots";
    }
}
