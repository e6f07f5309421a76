package lockstep.bench;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import lockstep.stack.ConcurrentStack;
import lockstep.stack.EliminationStack;
import lockstep.stack.ReusingStack;
import lockstep.stack.TreiberStack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Pairs a microsecond of the stacks, side by side with the JDK's deque: each thread pushes and pops in turn, with one, two and
 * four threads.
 *
 * <p>Read the ratios, not the numbers, and only those of one run on a quiet machine. Throughput of pairs rewards a stack that
 * lets one thread do many operations in a row, and pairs are what elimination likes best. What a thread waits for its turn is
 * not measured; the largest share shows how unfair it was.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StackBench {

    /** Push and pop by the names that all have. */
    private interface Subject {
        void push(Object e);

        Object pop();
    }

    private record OfStack(ConcurrentStack<Object> stack) implements Subject {
        @Override
        public void push(Object e) {
            stack.push(e);
        }

        @Override
        public Object pop() {
            return stack.pop();
        }
    }

    private record OfDeque(ConcurrentLinkedDeque<Object> deque) implements Subject {
        @Override
        public void push(Object e) {
            deque.push(e);
        }

        @Override
        public Object pop() {
            return deque.poll();
        }
    }

    /** Which stack. */
    @Param({"EliminationStack"})
    public String stack;

    private Subject subject;

    /** Makes the stack. */
    @Setup
    public void setUp() {
        subject = switch (stack) {
            case "ConcurrentLinkedDeque" -> new OfDeque(new ConcurrentLinkedDeque<>());
            case "TreiberStack" -> new OfStack(new TreiberStack<>());
            case "EliminationStack" -> new OfStack(new EliminationStack<>());
            case "ReusingStack" -> new OfStack(new ReusingStack<>());
            default -> throw new IllegalArgumentException(stack);
        };
    }

    /** Up and down. */
    @Benchmark
    public Object pair(Turns turns) {
        turns.done++;
        subject.push(turns.element);
        return subject.pop();
    }

    /**
     * Runs all and prints tables.
     *
     * @param args stacks to run besides the peers; none for all
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] args) throws RunnerException {
        List<String> subjects = args.length > 0 ? List.of(args) : List.of("EliminationStack", "ReusingStack");
        SideBySide peers = new SideBySide(StackBench.class, "stack", List.of("ConcurrentLinkedDeque", "TreiberStack"));
        peers.headline();
        for (int threads : new int[] {1, 2, 4}) {
            peers.run(threads + (threads == 1 ? " thread that pushes and pops" : " threads that push and pop"), "pair", threads, 1, subjects);
        }
    }
}
