package lockstep.queue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import lockstep.opinion.SecondOpinion;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What Lincheck makes of {@link SegQueue}, with segments of one slot and of two, and of a queue that looks and then polls.
 */
public final class QueueOpinion {

    private QueueOpinion() {
    }

    /** What the queues can do. Public, as all that follows, for Lincheck. */
    public abstract static class Subject {
        final Queue<Integer> queue;

        Subject(Queue<Integer> queue) {
            this.queue = queue;
        }

        /** In. */
        @Operation
        public boolean offer(@Param(gen = IntGen.class) int e) {
            return queue.offer(e);
        }

        /** Out; 0 is empty. */
        @Operation
        public int poll() {
            Integer e = queue.poll();
            return e == null ? 0 : e;
        }

        /** The first; 0 is empty. */
        @Operation
        public int peek() {
            Integer e = queue.peek();
            return e == null ? 0 : e;
        }

        /** How many. */
        @Operation
        public int size() {
            return queue.size();
        }

        /** From the middle. */
        @Operation
        public boolean remove(@Param(gen = IntGen.class) int e) {
            return queue.remove((Object) e);
        }
    }

    /** Segments of one slot, then two. */
    public static class OneSlot extends Subject {
        /** An empty queue. */
        public OneSlot() {
            super(new SegQueue<>(1, 2));
        }
    }

    /** Segments of two slots. */
    public static class TwoSlots extends Subject {
        /** An empty queue. */
        public TwoSlots() {
            super(new SegQueue<>(2, 2));
        }
    }

    /** Wrong. */
    public static class LooksThenPolls extends Subject {
        /** An empty queue. */
        public LooksThenPolls() {
            super(new SegQueue<>());
        }

        @Operation
        @Override
        public int poll() {
            int e = peek();
            super.poll();
            return e;
        }
    }

    /** What they are compared with. */
    public static class Sequential extends Subject {
        /** An empty queue. */
        public Sequential() {
            super(new ArrayDeque<>());
        }
    }

    /** First what happens before; then each thread's calls. */
    private static final List<List<String>> SCENARIOS = List.of(
            List.of("", "offer 1, poll", "offer 2, poll"),
            List.of("offer 1", "offer 2, offer 3, poll", "poll, poll"),
            List.of("offer 1, offer 2", "poll, offer 3", "poll, size"),
            List.of("offer 1, offer 2", "remove 2, offer 3", "poll, poll"),
            List.of("offer 1", "poll, peek", "offer 2, peek"),
            List.of("offer 1, offer 2, offer 3", "remove 2", "size, poll, size"),
            List.of("", "offer 1", "offer 2", "poll, poll"));

    /**
     * Whether each of them gets the verdict that it should.
     *
     * @return whether the wrong one was refused, and no other
     * @throws ReflectiveOperationException if a subject lacks a method
     */
    public static boolean isAsExpected() throws ReflectiveOperationException {
        return new SecondOpinion(Sequential.class, 300, SCENARIOS)
                .tells(LooksThenPolls.class, OneSlot.class, TwoSlots.class);
    }
}
