package lockstep.stress;

import lockstep.queue.BlockingAdapter;
import lockstep.queue.BoundedQueue;
import lockstep.queue.ConcurrentQueue;
import lockstep.queue.SingleQueue;
import lockstep.queue.UnboundedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The queues under jcstress: far more interleavings and compilations than a JUnit test, on this machine's processor.
 */
public final class ConcurrentQueueStress {

    private ConcurrentQueueStress() {
    }

    /** An element with a plain field. */
    static final class Box {
        int value;

        Box(int value) {
            this.value = value;
        }
    }

    /** Closed and drained. */
    static final Box END = new Box(9);

    static int value(Box box) {
        return box == null ? 0 : box.value;
    }

    /**
     * One pushes 1 and closes, the other forces 2 in and pops. r1: what 2 has displaced, 9 if it was refused; r2: what
     * was popped; r3: what is left; 0 is nothing. What is pushed comes out once.
     */
    abstract static class Closing {
        private final ConcurrentQueue<Box> queue;

        Closing(ConcurrentQueue<Box> queue) {
            this.queue = queue;
        }

        /** What a pop gave. */
        final int pop() {
            return value(queue.pop(END));
        }

        final void pushAndClose() {
            queue.push(new Box(1));
            queue.close();
        }

        /** What was displaced. */
        final int force() {
            return value(queue.forcePush(new Box(2), END));
        }

        /** What is left, as one number. */
        final int rest() {
            int rest = 0;
            for (Box box; (box = queue.pop(END)) != END; ) {
                if (box == null) {
                    return -1; // it is closed: null is wrong
                }
                rest = 10 * rest + box.value;
            }
            return rest;
        }
    }

    /** A ring of one slot. */
    @JCStressTest
    @Outcome(id = "9, 1, 0", expect = Expect.ACCEPTABLE, desc = "2 comes too late")
    @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "2 displaces 1")
    @Outcome(id = {"0, 2, 0", "0, 2, 1"}, expect = Expect.ACCEPTABLE, desc = "2 first; then 1 has room, or not")
    @State
    public static class BoundedClosing extends Closing {
        /** An empty queue. */
        public BoundedClosing() {
            super(new BoundedQueue<>(1));
        }

        /** Pushes 1, closes. */
        @Actor
        public void first() {
            pushAndClose();
        }

        /** Forces 2 in, then pops. */
        @Actor
        public void second(III_Result r) {
            r.r1 = force();
            r.r2 = pop();
        }

        /** What is left. */
        @Arbiter
        public void after(III_Result r) {
            r.r3 = rest();
        }
    }

    /** A single slot. */
    @JCStressTest
    @Outcome(id = "9, 1, 0", expect = Expect.ACCEPTABLE, desc = "2 comes too late")
    @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "2 displaces 1")
    @Outcome(id = {"0, 2, 0", "0, 2, 1"}, expect = Expect.ACCEPTABLE, desc = "2 first; then 1 has room, or not")
    @State
    public static class SingleClosing extends Closing {
        /** An empty queue. */
        public SingleClosing() {
            super(new SingleQueue<>());
        }

        /** Pushes 1, closes. */
        @Actor
        public void first() {
            pushAndClose();
        }

        /** Forces 2 in, then pops. */
        @Actor
        public void second(III_Result r) {
            r.r1 = force();
            r.r2 = pop();
        }

        /** What is left. */
        @Arbiter
        public void after(III_Result r) {
            r.r3 = rest();
        }
    }

    /** The end of a segment: 1,023 elements have gone before. */
    @JCStressTest
    @Outcome(id = "9, 1, 0", expect = Expect.ACCEPTABLE, desc = "2 comes too late")
    @Outcome(id = {"0, 1, 2", "0, 2, 1"}, expect = Expect.ACCEPTABLE, desc = "both are pushed")
    @State
    public static class SegmentEnd extends Closing {
        /** A queue whose first segment has one slot left. */
        public SegmentEnd() {
            super(nearTheEnd());
        }

        private static ConcurrentQueue<Box> nearTheEnd() {
            ConcurrentQueue<Box> queue = new UnboundedQueue<>();
            Box box = new Box(0);
            for (int i = 0; i < 1023; i++) {
                queue.push(box);
                queue.pop();
            }
            return queue;
        }

        /** Pushes 1, closes. */
        @Actor
        public void first() {
            pushAndClose();
        }

        /** Forces 2 in, then pops. */
        @Actor
        public void second(III_Result r) {
            r.r1 = force();
            r.r2 = pop();
        }

        /** What is left. */
        @Arbiter
        public void after(III_Result r) {
            r.r3 = rest();
        }
    }

    /**
     * A taker that sleeps, or is about to, is woken by the one put. A lost wake-up shows as a test that does not end.
     */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "in order")
    @State
    public static class Adapter {
        private final BlockingAdapter<Box> queue = new BlockingAdapter<>(new SingleQueue<>());

        /** Puts two into the room for one. */
        @Actor
        public void putter() {
            try {
                queue.put(new Box(1));
                queue.put(new Box(2));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Takes two. */
        @Actor
        public void taker(II_Result r) {
            try {
                r.r1 = queue.take().value;
                r.r2 = queue.take().value;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
