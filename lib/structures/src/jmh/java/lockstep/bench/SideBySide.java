package lockstep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs several structures through one benchmark, each in JVMs of its own, and prints them in one table: how many pairs a
 * microsecond, the ratio to each peer, bytes allocated a pair, and how the turns were shared between the threads.
 *
 * <p>Threads that never run at the same time never contend, and show the speed of one thread. So who has not had the
 * processors to itself is told so, and gets no ratio. Threads that sleep, as a blocking queue's do, leave a processor of
 * their own accord: that counts as no want of it.
 */
final class SideBySide {

    /** Of the processor time that its threads could have had and wanted, what a run must have had to count. */
    private static final double QUIET = 0.9;

    private final Class<?> bench;
    private final String parameter;
    private final List<String> peers;
    private final int forks = Integer.getInteger("bench.forks", 3);
    private final int processors = Runtime.getRuntime().availableProcessors();

    /** Medians over the JVMs, but for the scores. */
    private record Row(double[] scores, double bytes, double share, double busy) {

        double score() {
            return scores[scores.length / 2];
        }

        boolean counts() {
            return busy >= QUIET;
        }
    }

    SideBySide(Class<?> bench, String parameter, List<String> peers) {
        this.bench = bench;
        this.parameter = parameter;
        this.peers = peers;
    }

    void headline() {
        System.out.printf("%s %s, %d processors, median and range of %d JVMs%n", System.getProperty("java.vm.name"),
                Runtime.version(), processors, forks);
    }

    /**
     * Runs and prints.
     *
     * @param title what is measured
     * @param method the benchmark method or group
     * @param threads how many threads; for a group, as many as it has
     * @param calls how many calls of the method make a pair
     * @param subjects which structures; the peers run always
     */
    void run(String title, String method, int threads, int calls, List<String> subjects) throws RunnerException {
        Set<String> all = new LinkedHashSet<>(peers);
        all.addAll(subjects);
        var options = new OptionsBuilder().include(bench.getName() + "\\." + method + "$").threads(threads).forks(forks)
                .param(parameter, all.toArray(String[]::new)).addProfiler(GCProfiler.class)
                .warmupIterations(3).warmupTime(TimeValue.milliseconds(400))
                .measurementIterations(3).measurementTime(TimeValue.milliseconds(500))
                .timeout(TimeValue.seconds(60)).verbosity(VerboseMode.SILENT).shouldFailOnError(true).build();
        Map<String, Row> rows = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            rows.put(result.getParams().getParam(parameter), row(result, threads, calls));
        }
        print(title, rows);
    }

    private Row row(RunResult result, int threads, int calls) {
        List<Double> scores = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            scores.add(fork.getPrimaryResult().getScore() / calls);
            bytes.add(of(fork.getSecondaryResults(), "gc.alloc.rate.norm") * calls);
            for (IterationResult iteration : fork.getIterationResults()) {
                Map<String, ? extends Result<?>> own = secondary(iteration);
                double turns = of(own, "turns");
                // The largest share that fits this sum and sum of squares; with two threads, the larger one's share.
                double spread = Math.max(0, threads * of(own, "squares") / (turns * turns) - 1);
                shares.add((1 + Math.sqrt((threads - 1) * spread)) / threads);
                // Each thread's time passes, and together they can have no more than the processors, nor than they want.
                double all = of(own, "passed") * Math.min(threads, processors) / threads;
                busy.add(of(own, "onCpu") / Math.min(all, of(own, "onCpu") + of(own, "inLine")));
            }
        }
        return new Row(scores.stream().mapToDouble(d -> d).sorted().toArray(), median(bytes), median(shares), median(busy));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // JMH gives raw ones
    private static Map<String, ? extends Result<?>> secondary(IterationResult iteration) {
        return (Map) iteration.getSecondaryResults();
    }

    private static double of(Map<String, ?> results, String name) {
        Result<?> found = (Result<?>) results.get(name);
        if (found == null) {
            throw new IllegalStateException("JMH does not tell " + name + ", but " + results.keySet());
        }
        return found.getScore();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void print(String title, Map<String, Row> rows) {
        System.out.printf("%n%s%n  %-16s %8s %17s", title, "", "pairs/us", "range");
        peers.forEach(peer -> System.out.printf(" %12s", "/" + (peer.length() > 11 ? peer.substring(0, 11) : peer)));
        System.out.printf(" %11s %13s%n", "bytes/pair", "largest share");
        boolean all = true;
        for (Map.Entry<String, Row> entry : rows.entrySet()) {
            Row row = entry.getValue();
            System.out.printf(Locale.ROOT, "  %-16s %8.2f %8.2f-%8.2f", entry.getKey(), row.score(), row.scores[0],
                    row.scores[row.scores.length - 1]);
            for (String peer : peers) {
                boolean counts = row.counts() && rows.get(peer).counts();
                System.out.printf(Locale.ROOT, " %12s", counts ? String.format(Locale.ROOT, "%.2f", row.score() / rows.get(peer).score()) : "-");
            }
            System.out.printf(Locale.ROOT, " %11.1f %13.2f%s%n", row.bytes, row.share,
                    row.counts() ? "" : String.format(Locale.ROOT, "  had %.0f %% of the processors", 100 * row.busy));
            all &= row.counts();
        }
        if (!all) {
            System.out.println("  Others were using this machine. Where its threads did not run at the same time, they did not contend: no ratio.");
        }
    }
}
