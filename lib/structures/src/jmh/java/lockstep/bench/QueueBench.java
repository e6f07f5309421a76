package lockstep.bench;

import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.queue.BoundedQueue;
import lockstep.queue.ConcurrentQueue;
import lockstep.queue.PushResult;
import lockstep.queue.SegQueue;
import lockstep.queue.SingleQueue;
import lockstep.queue.UnboundedQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Pairs a microsecond of the queues, side by side with the JDK's and those of JCTools: each thread offers and polls in turn,
 * with one, two and four threads; and one thread offers what another one polls.
 *
 * <p>Read the ratios, not the numbers, and only those of one run on a quiet machine. Throughput of pairs rewards a queue that
 * lets one thread do many operations in a row, and its queue is never long. What a thread waits for its turn is not measured;
 * the largest share shows how unfair it was. With more cores than here, queues whose indices are counted up by
 * fetch-and-add gain ground, as they never fail.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueueBench {

    /** So many elements the producer may be ahead of the consumer, that an unbounded queue does not grow for ever. */
    private static final int AHEAD = 4_096;
    /** How often the two tell each other where they are. */
    private static final int NEWS = 256;

    /** A queue behind another, as ours that can be closed are: so one call more costs them no more than it costs their peers. */
    private static final class Behind extends AbstractQueue<Object> {
        private final Queue<Object> queue;

        Behind(Queue<Object> queue) {
            this.queue = queue;
        }

        @Override
        public boolean offer(Object e) {
            return queue.offer(e);
        }

        @Override
        public Object poll() {
            return queue.poll();
        }

        @Override
        public Object peek() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<Object> iterator() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int size() {
            return queue.size();
        }
    }

    /** A closable queue by the names that the others have. */
    private static final class Closable extends AbstractQueue<Object> {
        private final ConcurrentQueue<Object> queue;

        Closable(ConcurrentQueue<Object> queue) {
            this.queue = queue;
        }

        @Override
        public boolean offer(Object e) {
            return queue.push(e) == PushResult.PUSHED;
        }

        @Override
        public Object poll() {
            return queue.pop(null);
        }

        @Override
        public Object peek() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<Object> iterator() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int size() {
            return queue.size();
        }
    }

    /** Which queue. */
    @Param({"SegQueue"})
    public String queue;

    private Queue<Object> subject;
    /** How many the consumer has had, in a place of its own. */
    private final AtomicLongArray received = new AtomicLongArray(64);

    /** Makes the queue. */
    @Setup
    public void setUp() {
        subject = switch (queue) {
            case "ConcurrentLinked" -> new ConcurrentLinkedQueue<>();
            case "XaddArray" -> new MpmcUnboundedXaddArrayQueue<>(1024);
            case "MpmcArray" -> new Behind(new MpmcArrayQueue<>(1024));
            case "ArrayBlocking" -> new Behind(new ArrayBlockingQueue<>(1024));
            case "ArrayBlocking(1)" -> new Behind(new ArrayBlockingQueue<>(1));
            case "SegQueue" -> new SegQueue<>();
            case "UnboundedQueue" -> new Closable(new UnboundedQueue<>());
            case "BoundedQueue" -> new Closable(new BoundedQueue<>(1024));
            case "SingleQueue" -> new Closable(new SingleQueue<>());
            default -> throw new IllegalArgumentException(queue);
        };
    }

    /** In and out. */
    @Benchmark
    public Object pair(Turns turns) {
        turns.done++;
        subject.offer(turns.element);
        return subject.poll();
    }

    /** In. */
    @Benchmark
    @Group("through")
    @GroupThreads(1)
    public void in(Turns turns, Control control) {
        if (turns.done++ % NEWS == 0) {
            while (turns.total + turns.done - received.get(32) > AHEAD && !control.stopMeasurement) {
                Thread.onSpinWait();
            }
        }
        while (!subject.offer(turns.element) && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    /** Out. */
    @Benchmark
    @Group("through")
    @GroupThreads(1)
    public Object out(Turns turns, Control control) {
        Object e;
        while ((e = subject.poll()) == null && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
        if (turns.done++ % NEWS == 0) {
            received.lazySet(32, turns.total + turns.done);
        }
        return e;
    }

    /**
     * Runs all and prints tables: the unbounded queues, the bounded ones, and those for one element.
     *
     * @param args the parts to run, of {@code unbounded}, {@code bounded} and {@code single}; none for all
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] args) throws RunnerException {
        List<String> parts = args.length > 0 ? List.of(args) : List.of("unbounded", "bounded", "single");
        for (String part : parts) {
            switch (part) {
                case "unbounded" -> run(part, List.of("ConcurrentLinked", "XaddArray"), List.of("SegQueue", "UnboundedQueue"), 4);
                case "bounded" -> run(part, List.of("MpmcArray", "ArrayBlocking"), List.of("BoundedQueue"), 4);
                case "single" -> run(part, List.of("ArrayBlocking(1)"), List.of("SingleQueue"), 2);
                default -> throw new IllegalArgumentException(part);
            }
        }
    }

    private static void run(String part, List<String> peers, List<String> subjects, int most) throws RunnerException {
        SideBySide bench = new SideBySide(QueueBench.class, "queue", peers);
        bench.headline();
        for (int threads = 1; threads <= most; threads *= 2) {
            String title = part + ": " + threads + (threads == 1 ? " thread that offers and polls" : " threads that offer and poll");
            bench.run(title, "pair", threads, 1, subjects);
        }
        bench.run(part + ": one thread that offers, one that polls", "through", 2, 2, subjects);
    }
}
