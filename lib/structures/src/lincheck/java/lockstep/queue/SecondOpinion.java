package lockstep.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Lincheck's model checker judges {@link SegQueue}, with segments of one slot and of two, by scenarios written by hand. It takes
 * every access for sequentially consistent, so it says nothing of access modes; of the order of steps it says the same as
 * {@code lockstep.interleave} by another way. A queue that looks and then polls is there to be refused: a judge that
 * passes everything would show.
 *
 * <p>Its general API, {@code runConcurrentTest}, passes everything on JDK 25, and is not used.
 */
public final class SecondOpinion {

    private SecondOpinion() {
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
     * Judges all and prints what it finds.
     *
     * @param args none
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        boolean right = true;
        for (Class<?> type : List.of(LooksThenPolls.class, OneSlot.class, TwoSlots.class)) {
            long start = System.nanoTime();
            int refused = 0;
            for (List<String> scenario : SCENARIOS) {
                refused += passes(type, scenario) ? 0 : 1;
            }
            System.out.printf("%s: Lincheck refuses %d of %d scenarios, %d ms%n", type.getSimpleName(), refused, SCENARIOS.size(),
                    (System.nanoTime() - start) / 1_000_000);
            right &= refused > 0 == (type == LooksThenPolls.class);
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean passes(Class<?> type, List<String> scenario) throws ReflectiveOperationException {
        List<List<Actor>> threads = new ArrayList<>();
        for (String calls : scenario) {
            threads.add(actors(type, calls));
        }
        var options = new ModelCheckingOptions().iterations(0).invocationsPerIteration(300).minimizeFailedScenario(false)
                .sequentialSpecification(Sequential.class)
                .addCustomScenario(new ExecutionScenario(threads.remove(0), threads, List.of(), null));
        try {
            options.check(type);
            return true;
        } catch (AssertionError e) {
            if (type != LooksThenPolls.class) {
                System.out.println(e.getMessage());
            }
            return false;
        }
    }

    private static List<Actor> actors(Class<?> type, String calls) throws ReflectiveOperationException {
        List<Actor> actors = new ArrayList<>();
        for (String call : calls.isEmpty() ? new String[0] : calls.split(", ")) {
            String[] words = call.split(" ");
            actors.add(words.length == 1 ? new Actor(type.getMethod(words[0]), List.of())
                    : new Actor(type.getMethod(words[0], int.class), List.of(Integer.valueOf(words[1]))));
        }
        return actors;
    }
}
