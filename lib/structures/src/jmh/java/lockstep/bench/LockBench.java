package lockstep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import lockstep.guard.Guard;
import lockstep.guard.GuardLock;
import lockstep.spin.BackoffLock;
import lockstep.spin.CasLock;
import lockstep.spin.SpinThenParkLock;
import lockstep.spin.TasLock;
import lockstep.spin.TicketLock;
import lockstep.spin.TtasLock;
import lockstep.value.SpinValueLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Turns a second of all locks, side by side with the JDK's, on one counter: uncontended, with two threads, and with four.
 *
 * <p>Read the ratios, not the numbers, and only those of one run on a quiet machine. Even so, throughput under contention
 * rewards the unfair: a lock whose holder takes it a thousand times in a row needs no cache line to travel. What a thread
 * waits for its turn is not measured here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LockBench {

    /** One lock with its counter. Each runs in a JVM of its own, so that its calls are inlined. */
    abstract static class Subject {
        long counter;

        abstract void turn(int tokens);

        final void work(int tokens) {
            counter++;
            if (tokens > 0) {
                Blackhole.consumeCPU(tokens);
            }
        }
    }

    static final class OfLock extends Subject {
        private final Lock lock;

        OfLock(Lock lock) {
            this.lock = lock;
        }

        @Override
        void turn(int tokens) {
            lock.lock();
            try {
                work(tokens);
            } finally {
                lock.unlock();
            }
        }
    }

    static final class OfSynchronized extends Subject {
        @Override
        void turn(int tokens) {
            synchronized (this) {
                work(tokens);
            }
        }
    }

    static final class OfStampedLock extends Subject {
        private final StampedLock lock = new StampedLock();

        @Override
        void turn(int tokens) {
            long stamp = lock.writeLock();
            try {
                work(tokens);
            } finally {
                lock.unlockWrite(stamp);
            }
        }
    }

    static final class OfSemaphore extends Subject {
        private final Semaphore semaphore = new Semaphore(1);

        @Override
        void turn(int tokens) {
            semaphore.acquireUninterruptibly();
            try {
                work(tokens);
            } finally {
                semaphore.release();
            }
        }
    }

    static final class OfValueLock extends Subject {
        private final SpinValueLock<Subject> lock = new SpinValueLock<>(this);

        @Override
        void turn(int tokens) {
            Subject value = lock.lock();
            try {
                value.work(tokens);
            } finally {
                lock.unlock();
            }
        }
    }

    static final class OfGuardLock extends Subject {
        private final GuardLock<Subject> lock = new GuardLock<>(this);

        @Override
        void turn(int tokens) {
            try (Guard<Subject> guard = lock.lock()) {
                guard.get().work(tokens);
            }
        }
    }

    /** Which lock. */
    @Param({"ReentrantLock", "synchronized", "StampedLock", "Semaphore", "TasLock", "CasLock", "TtasLock", "BackoffLock",
            "TicketLock", "SpinThenParkLock", "SpinValueLock", "GuardLock"})
    public String lock;

    /** How much to do under the lock: 0, or about 75 ns. */
    @Param({"0", "75"})
    public int nanos;

    private Subject subject;
    private int tokens;

    /** Makes the lock. */
    @Setup
    public void setUp() {
        tokens = nanos == 0 ? 0 : tokensFor(nanos);
        subject = switch (lock) {
            case "ReentrantLock" -> new OfLock(new ReentrantLock());
            case "synchronized" -> new OfSynchronized();
            case "StampedLock" -> new OfStampedLock();
            case "Semaphore" -> new OfSemaphore();
            case "TasLock" -> new OfLock(new TasLock());
            case "CasLock" -> new OfLock(new CasLock());
            case "TtasLock" -> new OfLock(new TtasLock());
            case "BackoffLock" -> new OfLock(new BackoffLock());
            case "TicketLock" -> new OfLock(new TicketLock());
            case "SpinThenParkLock" -> new OfLock(new SpinThenParkLock());
            case "SpinValueLock" -> new OfValueLock();
            case "GuardLock" -> new OfGuardLock();
            default -> throw new IllegalArgumentException(lock);
        };
    }

    /** The best of some tries, as others may be using the machine. */
    private static int tokensFor(int nanos) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                Blackhole.consumeCPU(50);
            }
            best = Math.min(best, (System.nanoTime() - start) / 50_000.0);
        }
        return Math.max(1, (int) Math.round(nanos / best));
    }

    /** One turn: lock, count, work, unlock. */
    @Benchmark
    public void turn() {
        subject.turn(tokens);
    }

    /**
     * Runs all and prints tables.
     *
     * @param args locks to run; none for all. Ratios are to ReentrantLock and synchronized, which always run.
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] args) throws RunnerException {
        List<String> locks = new ArrayList<>();
        if (args.length > 0) {
            locks.addAll(List.of("ReentrantLock", "synchronized"));
            locks.addAll(List.of(args));
        }
        int forks = Integer.getInteger("bench.forks", 3);
        System.out.printf("%s %s, %d processors, median and range of %d JVMs%n", System.getProperty("java.vm.name"),
                Runtime.version(), Runtime.getRuntime().availableProcessors(), forks);
        for (int threads : new int[] {1, 2, 4}) {
            var options = new OptionsBuilder().include(LockBench.class.getName() + ".turn").threads(threads).forks(forks)
                    .warmupIterations(2).warmupTime(TimeValue.milliseconds(400))
                    .measurementIterations(2).measurementTime(TimeValue.milliseconds(500))
                    .timeout(TimeValue.seconds(60)).verbosity(VerboseMode.SILENT);
            if (!locks.isEmpty()) {
                options.param("lock", locks.toArray(String[]::new));
            }
            Map<String, Map<String, double[]>> byWork = new TreeMap<>();
            for (RunResult result : new Runner(options.build()).run()) {
                double[] scores = result.getBenchmarkResults().stream()
                        .mapToDouble(fork -> fork.getPrimaryResult().getScore()).sorted().toArray();
                byWork.computeIfAbsent(result.getParams().getParam("nanos"), k -> new LinkedHashMap<>())
                        .put(result.getParams().getParam("lock"), scores);
            }
            byWork.forEach((nanos, scores) -> print(threads, nanos, scores));
        }
    }

    private static void print(int threads, String nanos, Map<String, double[]> scores) {
        System.out.printf("%n%d thread%s, %s%n", threads, threads == 1 ? "" : "s",
                nanos.equals("0") ? "an empty section" : nanos + " ns of work");
        System.out.printf("  %-18s %8s %17s %14s %13s%n", "", "turns/us", "range", "/ReentrantLock", "/synchronized");
        double reentrant = median(scores.get("ReentrantLock"));
        double monitor = median(scores.get("synchronized"));
        scores.forEach((lock, s) -> System.out.printf(Locale.ROOT, "  %-18s %8.2f %8.2f-%8.2f %14.2f %13.2f%n", lock, median(s),
                s[0], s[s.length - 1], median(s) / reentrant, median(s) / monitor));
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
