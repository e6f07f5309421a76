package lockstep.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;

/**
 * Measures locks side by side in one run: how many times a second can threads lock, do a little work, and unlock?
 *
 * <p>A number alone means little on a machine that does other things too. So every lock is measured in every round,
 * one after the other, the median of the rounds counts, and what is printed first is the ratio to a baseline of the same run.
 * It is a lesson's instrument, good for factors of two. For a few per cent take JMH.
 *
 * <pre>{@code
 * var result = Throughput.against("ReentrantLock", new ReentrantLock())
 *         .lock("TasLock", new TasLock())
 *         .threads(1, 2)
 *         .seconds(3)
 *         .run();
 * System.out.println(result);
 * display(result.chart(), "text/html");
 * }</pre>
 */
public final class Throughput {

    private static final int ROUNDS = 5;
    private static final int LEAST_ROUNDS = 3;

    /** Fewer hand-overs in a whole round, and threads have hardly met. */
    private static final int MET = 20;

    private record Entrant(String name, Runnable lock, Runnable unlock) {}

    /** What {@link Rally} offers across class loaders. */
    interface Loop {
        long run(int thread);

        void halt();

        long sections();

        long handOvers();
    }

    private final List<Entrant> entrants = new ArrayList<>();
    private int[] threads = {1, 2};
    private double seconds = 3;
    private int insideSteps = 1;
    private int outsideSteps;
    private boolean overcrowded;

    private Throughput() {}

    /** Begins a measurement with the lock that all others are compared with. */
    public static Throughput against(String name, Lock baseline) {
        return new Throughput().lock(name, baseline);
    }

    /** Begins a measurement with the lock that all others are compared with, given by its two methods. */
    public static Throughput against(String name, Runnable lock, Runnable unlock) {
        return new Throughput().lock(name, lock, unlock);
    }

    /** Adds a lock. */
    public Throughput lock(String name, Lock lock) {
        return lock(name, lock::lock, lock::unlock);
    }

    /** Adds a lock by its two methods: {@code lock("mine", mine::lock, mine::unlock)}. */
    public Throughput lock(String name, Runnable lock, Runnable unlock) {
        if (entrants.stream().anyMatch(e -> e.name.equals(name))) {
            throw new IllegalArgumentException("There is a lock \"" + name + "\" already");
        }
        entrants.add(new Entrant(name, lock, unlock));
        return this;
    }

    /** With how many threads each lock is measured. More than processors are left out, and the result says so. */
    public Throughput threads(int... counts) {
        if (counts.length == 0 || Arrays.stream(counts).anyMatch(n -> n < 1 || n > 64)) {
            throw new IllegalArgumentException("Thread counts must lie between 1 and 64");
        }
        threads = Arrays.stream(counts).distinct().sorted().toArray();
        return this;
    }

    /** Allows more threads than processors. What is measured then is the scheduler as much as the lock. */
    public Throughput overcrowded() {
        overcrowded = true;
        return this;
    }

    /** About how long the whole measurement takes. */
    public Throughput seconds(double total) {
        if (!(total > 0 && total <= 60)) {
            throw new IllegalArgumentException("A measurement takes more than 0 and at most 60 seconds");
        }
        seconds = total;
        return this;
    }

    /** Steps of work inside and outside the lock, about a nanosecond each. To begin with: 1 and 0. */
    public Throughput work(int inside, int outside) {
        if (inside < 0 || outside < 0) {
            throw new IllegalArgumentException("Work can't be negative");
        }
        insideSteps = inside;
        outsideSteps = outside;
        return this;
    }

    /** Measures. */
    public Result run() {
        int processors = Runtime.getRuntime().availableProcessors();
        int[] counts = Arrays.stream(threads).filter(n -> overcrowded || n <= processors).toArray();
        List<String> notes = new ArrayList<>();
        if (counts.length < threads.length) {
            notes.add("This machine gives Java " + processors + (processors == 1 ? " processor" : " processors")
                    + ", so " + list(Arrays.stream(threads).filter(n -> n > processors).toArray())
                    + " threads are left out: they could not run at the same time.");
        }
        if (counts.length == 0) {
            counts = new int[] {processors};
        }
        long begin = System.nanoTime();
        long slice = Math.max(2_000_000L, (long) (seconds * 1e9 / ((ROUNDS + 1.0) * counts.length * entrants.size())));
        double[][][] rates = new double[entrants.size()][counts.length][ROUNDS];
        long[][] handOvers = new long[entrants.size()][counts.length];
        long[][] sections = new long[entrants.size()][counts.length];
        List<Constructor<?>> copies = new ArrayList<>();
        for (int e = 0; e < entrants.size(); e++) {
            copies.add(freshCopyOfRally());
        }
        int rounds = 0;
        for (int round = -1; round < ROUNDS; round++) { // round -1 warms up
            if (round >= LEAST_ROUNDS && System.nanoTime() - begin > 1.1e9 * seconds) {
                break; // a busy machine: better fewer rounds than a reader who waits
            }
            rounds = round + 1;
            for (int c = 0; c < counts.length; c++) {
                for (int e = 0; e < entrants.size(); e++) {
                    Loop loop = make(copies.get(e), entrants.get(e));
                    double rate = measure(entrants.get(e).name, loop, counts[c], slice);
                    if (round >= 0) {
                        rates[e][c][round] = rate;
                        handOvers[e][c] += loop.handOvers();
                        sections[e][c] += loop.sections();
                    }
                }
            }
        }
        Map<String, double[]> medians = new LinkedHashMap<>();
        Map<String, double[]> perThousand = new LinkedHashMap<>();
        for (Entrant entrant : entrants) {
            medians.put(entrant.name, new double[counts.length]);
            perThousand.put(entrant.name, new double[counts.length]);
        }
        for (int c = 0; c < counts.length; c++) {
            List<String> strangers = new ArrayList<>();
            for (int e = 0; e < entrants.size(); e++) {
                double[] sorted = Arrays.copyOf(rates[e][c], rounds);
                Arrays.sort(sorted);
                medians.get(entrants.get(e).name)[c] = sorted[rounds / 2];
                perThousand.get(entrants.get(e).name)[c] = 1000.0 * handOvers[e][c] / Math.max(1, sections[e][c]);
                if (counts[c] > 1 && handOvers[e][c] < (long) MET * rounds) {
                    strangers.add(entrants.get(e).name);
                }
            }
            if (!strangers.isEmpty()) {
                notes.add(counts[c] + " threads hardly met at " + String.join(", ", strangers) + ": the lock changed hands fewer than "
                        + MET + " times a round. These numbers say little about waiting.");
            }
        }
        return new Result(counts, medians, perThousand, notes, insideSteps, outsideSteps, processors, rounds,
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Sections a second. */
    private static double measure(String name, Loop loop, int count, long nanos) {
        CountDownLatch ready = new CountDownLatch(count);
        CountDownLatch gate = new CountDownLatch(1);
        long[] done = new long[count];
        Throwable[] failure = new Throwable[1];
        Thread[] team = new Thread[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            team[i] = new Thread(() -> {
                try {
                    ready.countDown();
                    gate.await();
                    done[index] = loop.run(index);
                } catch (Throwable t) {
                    failure[0] = t;
                    loop.halt();
                }
            }, name + " " + (i + 1));
            team[i].setDaemon(true);
            team[i].start();
        }
        try {
            ready.await();
            long start = System.nanoTime();
            gate.countDown();
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
            loop.halt();
            long deadline = System.nanoTime() + 5_000_000_000L;
            for (Thread thread : team) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                if (thread.isAlive()) {
                    throw new IllegalStateException(name + ": a thread does not come out of lock(). It goes on waiting in the background.");
                }
            }
            long elapsed = System.nanoTime() - start;
            if (failure[0] != null) {
                throw new IllegalStateException(name + " threw " + failure[0], failure[0]);
            }
            long total = Arrays.stream(done).sum();
            if (total != loop.sections()) {
                throw new IllegalStateException(String.format(Locale.ROOT,
                        "%s is no lock: %,d sections were run, and the counter inside says %,d.", name, total, loop.sections()));
            }
            return total * 1e9 / elapsed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The measurement was interrupted", e);
        } finally {
            loop.halt();
        }
    }

    private Loop make(Constructor<?> copy, Entrant entrant) {
        try {
            return (Loop) copy.newInstance(entrant.lock, entrant.unlock, insideSteps, outsideSteps);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The constructor of a {@link Rally} class of its own, with a profile of its own. */
    static Constructor<?> freshCopyOfRally() {
        try (InputStream in = Throughput.class.getResourceAsStream("Rally.class")) {
            byte[] bytes = in.readAllBytes();
            Class<?> copy = java.lang.invoke.MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return copy.getDeclaredConstructor(Runnable.class, Runnable.class, int.class, int.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String list(int[] numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : i == numbers.length - 1 ? " and " : ", ").append(numbers[i]);
        }
        return text.toString();
    }

    /** What a run has measured. */
    public static final class Result {

        private final int[] threads;
        private final Map<String, double[]> rates;
        private final Map<String, double[]> handOvers;
        private final List<String> notes;
        private final int inside;
        private final int outside;
        private final int processors;
        private final int rounds;
        private final Duration took;

        private Result(int[] threads, Map<String, double[]> rates, Map<String, double[]> handOvers, List<String> notes,
                int inside, int outside, int processors, int rounds, Duration took) {
            this.threads = threads;
            this.rates = rates;
            this.handOvers = handOvers;
            this.notes = notes;
            this.inside = inside;
            this.outside = outside;
            this.processors = processors;
            this.rounds = rounds;
            this.took = took;
        }

        /** The thread counts that were measured, in ascending order. */
        public List<Integer> threads() {
            return Arrays.stream(threads).boxed().toList();
        }

        /** The locks, the baseline first. */
        public List<String> locks() {
            return List.copyOf(rates.keySet());
        }

        /** What the reader should know of these numbers; empty if nothing is odd. */
        public List<String> notes() {
            return List.copyOf(notes);
        }

        /** Sections a second, all threads together: the median of the rounds. */
        public double perSecond(String lock, int threadCount) {
            return of(rates, lock)[index(threadCount)];
        }

        /** How many times as fast as the baseline. */
        public double ratio(String lock, int threadCount) {
            return perSecond(lock, threadCount) / perSecond(locks().get(0), threadCount);
        }

        /** How many of a thousand sections began with the lock in another thread's hands than before. */
        public double handOversPerThousand(String lock, int threadCount) {
            return of(handOvers, lock)[index(threadCount)];
        }

        /** A bar chart for {@code display(…, "text/html")}: a group for each lock, a bar for each thread count. */
        public String chart() {
            return chart("Locking and unlocking, side by side");
        }

        /** The same under another title. */
        public String chart(String title) {
            Chart chart = Chart.bars(title, "million sections a second", locks());
            for (int c = 0; c < threads.length; c++) {
                int column = c;
                chart.series(threads[c] == 1 ? "1 thread" : threads[c] + " threads",
                        locks().stream().mapToDouble(name -> rates.get(name)[column] / 1e6).toArray());
            }
            return chart.html();
        }

        /** The numbers as a table, ratios first, with the notes below it. */
        @Override
        public String toString() {
            String baseline = locks().get(0);
            int width = Math.max(8, locks().stream().mapToInt(String::length).max().orElse(0));
            StringBuilder text = new StringBuilder();
            for (int count : threads) {
                text.append(String.format(Locale.ROOT, "%s on %d processor%s%n", count == 1 ? "1 thread" : count + " threads",
                        processors, processors == 1 ? "" : "s"));
                text.append(String.format(Locale.ROOT, "  %-" + width + "s %12s  %14s%s%n", "lock", "ratio", "million / s",
                        count == 1 ? "" : "  changes hands"));
                for (String name : locks()) {
                    text.append(String.format(Locale.ROOT, "  %-" + width + "s %12s  %14s", name,
                            name.equals(baseline) ? "1" : Chart.number(round(ratio(name, count))) + " times",
                            Chart.number(perSecond(name, count) / 1e6)));
                    if (count > 1) {
                        text.append(String.format(Locale.ROOT, "  %s in 1000", Chart.number(round(handOversPerThousand(name, count)))));
                    }
                    text.append(String.format("%n"));
                }
            }
            text.append(String.format(Locale.ROOT, "Measured for %.1f s in %d interleaved rounds, medians; %d step%s of work inside, %d outside. ratio: against %s.",
                    took.toMillis() / 1000.0, rounds, inside, inside == 1 ? "" : "s", outside, baseline));
            for (String note : notes) {
                text.append(String.format("%n")).append(note);
            }
            return text.toString();
        }

        private static double round(double value) {
            return value >= 10 ? Math.rint(value) : Math.rint(value * 100) / 100;
        }

        private int index(int threadCount) {
            int index = Arrays.binarySearch(threads, threadCount);
            if (index < 0) {
                throw new IllegalArgumentException(threadCount + " threads were not measured, only " + list(threads));
            }
            return index;
        }

        private static double[] of(Map<String, double[]> map, String lock) {
            double[] values = map.get(lock);
            if (values == null) {
                throw new IllegalArgumentException("No lock \"" + lock + "\" was measured, only " + map.keySet());
            }
            return values;
        }
    }
}
