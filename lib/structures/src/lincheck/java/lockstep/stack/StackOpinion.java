package lockstep.stack;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Lincheck's model checker judges the stacks, by scenarios written by hand. It takes every access for sequentially
 * consistent, and a weak compare-and-set for a strong one: so it says nothing of access modes, and meets
 * {@link EliminationStack}'s array only where three threads do. A stack that looks and then pops is there to be refused: a
 * judge that passes everything would show.
 *
 * <p>It needs Lincheck 3.7 on the class path, so no ordinary build compiles it. {@code main} takes a minute or two.
 *
 * <p>Its general API, {@code runConcurrentTest}, passes everything on JDK 25, and is not used.
 */
public final class StackOpinion {

    private StackOpinion() {
    }

    /** What the stacks can do. Public, as all that follows, for Lincheck. */
    public abstract static class Subject {
        final ConcurrentStack<Integer> stack;

        Subject(ConcurrentStack<Integer> stack) {
            this.stack = stack;
        }

        /** In. */
        @Operation
        public void push(@Param(gen = IntGen.class) int element) {
            stack.push(element);
        }

        /** Out; 0 is empty. */
        @Operation
        public int pop() {
            Integer element = stack.pop();
            return element == null ? 0 : element;
        }

        /** The top; 0 is empty. */
        @Operation
        public int peek() {
            Integer element = stack.peek();
            return element == null ? 0 : element;
        }

        /** Whether there is none. */
        @Operation
        public boolean isEmpty() {
            return stack.isEmpty();
        }
    }

    /** The textbook's. */
    public static class Treiber extends Subject {
        /** An empty stack. */
        public Treiber() {
            super(new TreiberStack<>());
        }
    }

    /** The library's. */
    public static class Elimination extends Subject {
        /** An empty stack. */
        public Elimination() {
            super(new EliminationStack<>());
        }
    }

    /** The one under epochs. */
    public static class Reusing extends Subject {
        /** An empty stack. */
        public Reusing() {
            super(new ReusingStack<>());
        }
    }

    /** Wrong. */
    public static class LooksThenPops extends Subject {
        /** An empty stack. */
        public LooksThenPops() {
            super(new TreiberStack<>());
        }

        @Operation
        @Override
        public int pop() {
            int element = peek();
            super.pop();
            return element;
        }
    }

    /** What they are compared with. */
    public static class Sequential extends Subject {
        /** An empty stack. */
        public Sequential() {
            super(new PlainStack());
        }
    }

    private static final class PlainStack implements ConcurrentStack<Integer> {
        private final ArrayList<Integer> elements = new ArrayList<>();

        @Override
        public void push(Integer element) {
            elements.add(element);
        }

        @Override
        public Integer pop() {
            return elements.isEmpty() ? null : elements.remove(elements.size() - 1);
        }

        @Override
        public Integer peek() {
            return elements.isEmpty() ? null : elements.get(elements.size() - 1);
        }

        @Override
        public boolean isEmpty() {
            return elements.isEmpty();
        }

        @Override
        public Iterator<Integer> iterator() {
            throw new UnsupportedOperationException();
        }
    }

    /** First what happens before; then each thread's calls. */
    private static final List<List<String>> SCENARIOS = List.of(
            List.of("", "push 1, pop", "push 2, pop"),
            List.of("push 1", "push 2, push 3", "pop, pop"),
            List.of("push 1, push 2", "pop, push 3", "pop, pop"),
            List.of("push 1, push 2", "pop", "pop, pop, push 3, pop"),
            List.of("push 1", "pop, isEmpty", "push 2, peek"),
            List.of("push 1", "push 2", "pop", "pop, push 3"));

    /**
     * Judges all and prints what it finds.
     *
     * @param args none
     * @throws ReflectiveOperationException if a subject lacks a method
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        boolean right = true;
        for (Class<?> type : List.of(Treiber.class, Elimination.class, Reusing.class, LooksThenPops.class)) {
            long start = System.nanoTime();
            int refused = 0;
            for (List<String> scenario : SCENARIOS) {
                refused += passes(type, scenario) ? 0 : 1;
            }
            System.out.printf("%s: Lincheck refuses %d of %d scenarios, %d ms%n", type.getSimpleName(), refused,
                    SCENARIOS.size(), (System.nanoTime() - start) / 1_000_000);
            right &= refused > 0 == (type == LooksThenPops.class);
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean passes(Class<?> type, List<String> scenario) throws ReflectiveOperationException {
        List<List<Actor>> threads = new ArrayList<>();
        for (String calls : scenario) {
            threads.add(actors(type, calls));
        }
        var options = new ModelCheckingOptions().iterations(0).invocationsPerIteration(1_000)
                .minimizeFailedScenario(false).sequentialSpecification(Sequential.class)
                .addCustomScenario(new ExecutionScenario(threads.remove(0), threads, List.of(), null));
        try {
            options.check(type);
            return true;
        } catch (AssertionError e) {
            if (type != LooksThenPops.class) {
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
