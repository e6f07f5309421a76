package lockstep.litmus;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joptsimple.OptionParser;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Runs jcstress, in a JVM of its own, over the tests that {@link StressSources} made, and reads back what it counted from the file that it leaves. */
final class StressRun {
  private final Path folder;
  private final Map<String, SortedMap<String, Long>> seen = new TreeMap<>();
  private final List<String> troubles = new ArrayList<>();

  StressRun(Path folder) {
    this.folder = folder;
  }

  /** Runs the tests in a jar; jcstress's own words go to {@code jcstress.log}. */
  void run(Path jar, String arguments) throws IOException, InterruptedException {
    for (Path old : results()) Files.delete(old);
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp",
        jar + File.pathSeparator + where(Main.class) + File.pathSeparator + where(OptionParser.class), "org.openjdk.jcstress.Main", "-r", "report"));
    command.addAll(List.of(arguments.strip().split("\\s+")));
    Process jcstress = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(folder.resolve("jcstress.log").toFile()).start();
    Thread end = new Thread(() -> end(jcstress));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      int status = jcstress.waitFor();
      if (status != 0) throw new AssertionError("jcstress ended with " + status + ": see " + folder.resolve("jcstress.log"));
    } finally {
      end(jcstress);
      Runtime.getRuntime().removeShutdownHook(end);
    }
    List<Path> files = results();
    if (files.size() != 1) throw new AssertionError("jcstress left no result: see " + folder.resolve("jcstress.log"));
    read(files.get(0));
  }

  private static void end(Process jcstress) {
    jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
    jcstress.destroyForcibly();
  }

  private static String where(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How often each outcome of a test was seen, as raw as jcstress counts them; null if jcstress did not run it. */
  SortedMap<String, Long> seen(String test) {
    return seen.get(test);
  }

  /** Tests that did not end as tests should. */
  List<String> troubles() {
    return troubles;
  }

  private List<Path> results() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().matches("jcstress-results-.*\\.bin\\.gz")).sorted(Comparator.naturalOrder()).toList();
    }
  }

  private void read(Path file) throws IOException {
    var collector = new DiskReadCollector(file.toString(), this::add);
    try {
      collector.dump();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    } finally {
      collector.close();
    }
  }

  private void add(TestResult result) {
    String test = result.getName().substring(result.getName().lastIndexOf('.') + 1);
    if (result.status() != Status.NORMAL) troubles.add(test + ": " + result.status() + " " + result.getMessages());
    SortedMap<String, Long> counts = seen.computeIfAbsent(test, name -> new TreeMap<>());
    for (String state : result.getStateKeys()) counts.merge(state, result.getCount(state), Long::sum);
  }

  /** jcstress's "1, 0, 0, 0" as this suite writes it. */
  static String outcome(String state, int notes) {
    int[] values = Stream.of(state.split(", ")).mapToInt(Integer::parseInt).toArray();
    if (IntStream.range(notes, values.length).anyMatch(i -> values[i] != 0)) throw new AssertionError("a note too many: " + state);
    return Places.outcome(notes, values);
  }
}
