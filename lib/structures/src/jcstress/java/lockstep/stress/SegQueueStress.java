package lockstep.stress;

import java.util.Queue;
import lockstep.queue.SegQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * {@link SegQueue} under jcstress: at the beginning, and where a segment ends. What is empty is 0. What it sees is what this
 * machine's processor does, and its compiler.
 */
public final class SegQueueStress {

    /** The first segment's slots. */
    private static final int FIRST = 32;

    private SegQueueStress() {
    }

    /** A queue that has had some elements, and is empty. */
    static <E> Queue<E> after(int elements, E element) {
        Queue<E> queue = new SegQueue<>();
        for (int i = 0; i < elements; i++) {
            queue.offer(element);
            queue.poll();
        }
        return queue;
    }

    static int poll(Queue<Integer> queue) {
        Integer e = queue.poll();
        return e == null ? 0 : e;
    }

    /** Two threads each offer one element and poll one, with one slot left in the segment. Neither finds nothing, and none is left. */
    @JCStressTest
    @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "each its own")
    @Outcome(id = "2, 1, 0", expect = Expect.ACCEPTABLE, desc = "each the other's")
    @State
    public static class PairsAtTheEnd {
        private final Queue<Integer> queue = after(FIRST - 1, 0);

        /** One. */
        @Actor
        public void first(III_Result r) {
            queue.offer(1);
            r.r1 = poll(queue);
        }

        /** The other. */
        @Actor
        public void second(III_Result r) {
            queue.offer(2);
            r.r2 = poll(queue);
        }

        /** What is left. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = poll(queue);
        }
    }

    /** One offers two, which come out in order, and whole, wherever a new segment begins. */
    @JCStressTest
    @Outcome(id = "0, 0, 11, 22", expect = Expect.ACCEPTABLE, desc = "looked too early")
    @Outcome(id = "0, 11, 22, 0", expect = Expect.ACCEPTABLE, desc = "looked once too early")
    @Outcome(id = "11, 0, 22, 0", expect = Expect.ACCEPTABLE, desc = "before the second came")
    @Outcome(id = "11, 22, 0, 0", expect = Expect.ACCEPTABLE, desc = "both")
    @State
    public static class InOrderAtTheEnd {
        private final Queue<int[]> queue = after(FIRST - 1, new int[2]);

        private int sum() {
            int[] e = queue.poll();
            return e == null ? 0 : 10 * e[0] + e[1];
        }

        /** Offers. */
        @Actor
        public void offers() {
            queue.offer(new int[] {1, 1});
            queue.offer(new int[] {2, 2});
        }

        /** Polls. */
        @Actor
        public void polls(IIII_Result r) {
            r.r1 = sum();
            r.r2 = sum();
        }

        /** What is left. */
        @Arbiter
        public void left(IIII_Result r) {
            r.r3 = sum();
            r.r4 = sum();
        }
    }

    /** One element, wanted by a poll and by a removal: one gets it. */
    @JCStressTest
    @Outcome(id = "7, 0, 0", expect = Expect.ACCEPTABLE, desc = "polled")
    @Outcome(id = "0, 7, 0", expect = Expect.ACCEPTABLE, desc = "removed")
    @State
    public static class Wanted {
        private final Queue<Integer> queue = after(0, 0);

        /** One element. */
        public Wanted() {
            queue.offer(7);
        }

        /** Polls. */
        @Actor
        public void polls(III_Result r) {
            r.r1 = poll(queue);
        }

        /** Removes. */
        @Actor
        public void removes(III_Result r) {
            r.r2 = queue.remove((Object) 7) ? 7 : 0;
        }

        /** How many are left. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = queue.size();
        }
    }

    /** Both change one end and look at the other: one of them sees what the other has done. */
    @JCStressTest
    @Outcome(id = "1, 2, 2", expect = Expect.ACCEPTABLE, desc = "the offer before the look")
    @Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "the look before the offer")
    @Outcome(id = "1, 2, 1", expect = Expect.ACCEPTABLE, desc = "the offer and its look before the poll")
    @Outcome(id = "1, 0, 1", expect = Expect.FORBIDDEN, desc = "each before the other")
    @State
    public static class Looks {
        private final Queue<Integer> queue = after(0, 0);

        /** One element. */
        public Looks() {
            queue.offer(1);
        }

        private int peek() {
            Integer e = queue.peek();
            return e == null ? 0 : e;
        }

        /** Polls, and looks for another. */
        @Actor
        public void polls(III_Result r) {
            r.r1 = poll(queue);
            r.r2 = peek();
        }

        /** Offers, and looks at the first. */
        @Actor
        public void offers(III_Result r) {
            queue.offer(2);
            r.r3 = peek();
        }
    }
}
