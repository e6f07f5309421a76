package lockstep.stack;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lockstep.opinion.SecondOpinion;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What Lincheck makes of the stacks, and of one that looks and then pops. It takes a weak compare-and-set for a strong
 * one: so it meets {@link EliminationStack}'s array only where three threads do.
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
     * Whether each of them gets the verdict that it should.
     *
     * @return whether the wrong one was refused, and no other
     * @throws ReflectiveOperationException if a subject lacks a method
     */
    public static boolean isAsExpected() throws ReflectiveOperationException {
        return new SecondOpinion(Sequential.class, 1_000, SCENARIOS)
                .tells(LooksThenPops.class, Treiber.class, Elimination.class, Reusing.class);
    }
}
