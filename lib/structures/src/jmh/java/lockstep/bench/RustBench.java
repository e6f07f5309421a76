package lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The queues side by side with Rust's: the pairs of {@link QueueBench}, and the same work in {@code src/rust/main.rs}.
 *
 * <p>A JVM and a Rust process take turns, as often as there are forks, so that whatever else the machine does hits both. Read
 * the ratios, and only where both had the processors to themselves; otherwise there is none. Rust's queues free their own
 * memory, at the price of a second atomic operation; a collector does it for Java's, on a processor of its own if there
 * is one. There is no table of stacks, as no crate that Debian packages has one that is lock-free.
 *
 * <p>Needs cargo and the crates, as Debian packages them: nothing is fetched.
 */
public final class RustBench {

    /** Of the processor time that its threads could have had, what a run must have had to count. */
    private static final double QUIET = 0.9;
    private static final List<String> CRATES = List.of("crossbeam-queue", "concurrent-queue");
    private static final int FORKS = Integer.getInteger("bench.forks", 3);
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** A queue of ours, and one of Rust's by the name that the program gives it. */
    private record Match(String java, String rust, String fullName, int mostThreads) { }

    private static final List<Match> MATCHES = List.of(
            new Match("SegQueue", "SegQueue", "crossbeam SegQueue", 4),
            new Match("UnboundedQueue", "unbounded", "ConcurrentQueue unbounded", 4),
            new Match("BoundedQueue", "bounded", "ConcurrentQueue bounded", 4),
            new Match("BoundedQueue", "ArrayQueue", "crossbeam ArrayQueue", 4),
            new Match("SingleQueue", "single", "ConcurrentQueue bounded(1)", 2));

    /** What one process has measured. */
    private record Sample(double score, double share, double busy) { }

    private RustBench() {
    }

    /**
     * Builds the Rust program, runs all, and prints a table for each number of threads.
     *
     * @param args Java's queues to run; none for all
     * @throws Exception if anything cannot be run
     */
    public static void main(String[] args) throws Exception {
        Path crates = Path.of(System.getProperty("rust.crates", "/usr/share/cargo/registry"));
        if (!hasCargo() || !hasCrates(crates)) {
            System.out.println("Nothing was measured: the Rust side needs cargo and two crates in " + crates
                    + "; on Debian and Ubuntu: apt install cargo librust-crossbeam-queue-dev librust-concurrent-queue-dev");
            return;
        }
        Path program = build(crates);
        System.out.printf("%s %s and %s, %d processors, median and range of %d processes each%n",
                System.getProperty("java.vm.name"), Runtime.version(), said("rustc", "--version"), PROCESSORS, FORKS);
        for (int threads = 1; threads <= 4; threads *= 2) {
            System.out.printf("%n%d %s in turn%n  %-15s %8s %17s %6s   %-27s %8s %17s %6s %6s%n", threads,
                    threads == 1 ? "thread that pushes and pops" : "threads that push and pop",
                    "Java", "pairs/us", "range", "share", "Rust", "pairs/us", "range", "share", "ratio");
            for (Match match : MATCHES) {
                if (threads <= match.mostThreads && (args.length == 0 || List.of(args).contains(match.java))) {
                    run(match, threads, program);
                }
            }
        }
    }

    private static void run(Match match, int threads, Path program) throws Exception {
        List<Sample> java = new ArrayList<>();
        List<Sample> rust = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            java.add(java(match.java, threads));
            rust.add(rust(match.rust, threads, program));
        }
        double javaBusy = median(java.stream().mapToDouble(Sample::busy));
        double rustBusy = median(rust.stream().mapToDouble(Sample::busy));
        String ratio = Math.min(javaBusy, rustBusy) < QUIET ? "-" : String.format(Locale.ROOT, "%.2f", score(java) / score(rust));
        System.out.printf("  %-15s %s   %-27s %s %6s%n", match.java, told(java), match.fullName, told(rust), ratio);
        if (ratio.equals("-")) {
            System.out.printf("    Others were using this machine: Java had %.0f %% of the processors, Rust %.0f %%. No ratio.%n",
                    100 * javaBusy, 100 * rustBusy);
        }
    }

    private static String told(List<Sample> samples) {
        double[] scores = samples.stream().mapToDouble(Sample::score).sorted().toArray();
        return String.format(Locale.ROOT, "%8.2f %8.2f-%8.2f %6.2f", score(samples), scores[0], scores[scores.length - 1],
                median(samples.stream().mapToDouble(Sample::share)));
    }

    private static double score(List<Sample> samples) {
        return median(samples.stream().mapToDouble(Sample::score));
    }

    private static double median(java.util.stream.DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** One JVM, with the times of {@link SideBySide}, which are the Rust program's too. */
    private static Sample java(String queue, int threads) throws RunnerException {
        var options = new OptionsBuilder().include(QueueBench.class.getName() + "\\.pair$").threads(threads).forks(1)
                .param("queue", queue)
                .warmupIterations(3).warmupTime(TimeValue.milliseconds(400))
                .measurementIterations(3).measurementTime(TimeValue.milliseconds(500))
                .timeout(TimeValue.seconds(60)).verbosity(VerboseMode.SILENT).shouldFailOnError(true).build();
        RunResult result = new Runner(options).runSingle();
        double share = 0;
        double busy = 0;
        var iterations = result.getBenchmarkResults().iterator().next().getIterationResults();
        for (IterationResult iteration : iterations) {
            var own = iteration.getSecondaryResults();
            double turns = of(own, "turns");
            double spread = Math.max(0, threads * of(own, "squares") / (turns * turns) - 1);
            share += (1 + Math.sqrt((threads - 1) * spread)) / threads;
            busy += of(own, "onCpu") / (of(own, "passed") * Math.min(threads, PROCESSORS) / threads);
        }
        return new Sample(result.getPrimaryResult().getScore(), share / iterations.size(), busy / iterations.size());
    }

    @SuppressWarnings("rawtypes") // JMH gives raw ones
    private static double of(Map<String, Result> results, String name) {
        return results.get(name).getScore();
    }

    private static Sample rust(String queue, int threads, Path program) throws IOException, InterruptedException {
        String[] words = said(program.toString(), queue, String.valueOf(threads)).split(" ");
        return new Sample(Double.parseDouble(words[2]), Double.parseDouble(words[3]), Double.parseDouble(words[4]));
    }

    private static boolean hasCargo() throws InterruptedException {
        try {
            said("cargo", "--version");
            said("rustc", "--version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasCrates(Path crates) throws IOException {
        if (!Files.isDirectory(crates)) {
            return false;
        }
        try (Stream<Path> found = Files.list(crates)) {
            List<String> names = found.map(path -> path.getFileName().toString()).toList();
            return CRATES.stream().allMatch(crate -> names.stream().anyMatch(name -> name.startsWith(crate + "-")));
        }
    }

    /** A copy is built, in target: cargo writes beside the source. */
    private static Path build(Path crates) throws IOException, InterruptedException {
        Path folder = Path.of("target", "rust");
        Files.createDirectories(folder);
        for (String file : List.of("Cargo.toml", "main.rs")) {
            Files.copy(Path.of("src", "rust", file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        said("cargo", "build", "--quiet", "--release", "--offline", "--manifest-path", folder.resolve("Cargo.toml").toString(),
                "--target-dir", folder.resolve("target").toString(), "--config", "source.crates-io.replace-with=\"packaged\"",
                "--config", "source.packaged.directory=\"" + crates + "\"");
        return folder.resolve("target").resolve("release").resolve("pairs").toAbsolutePath();
    }

    /** What a command prints; its complaints are shown. */
    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException(Arrays.toString(command) + " failed");
        }
        return output;
    }
}
