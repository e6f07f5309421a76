package lockstep.sidebyside;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * interleave and Lincheck's model checking, side by side: the same classes, the same calls by the same threads. Prints what each says, and how long it takes:
 * in a fresh JVM with its start, as one waits for it; in a fresh JVM from the call of the tool to its verdict; and in one JVM that judges all classes in turn, as a
 * test suite does.
 */
public final class SideBySide {
  private static final Pattern JUDGED = Pattern.compile("(?m)^judged (\\w+) (\\w+) (\\d+) ms$");

  private final int times;
  private final Map<String, Times> fresh = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  /** How long one tool took for one subject, in seconds, each time; and what it said. */
  private record Times(List<String> verdicts, List<Double> withStart, List<Double> alone, List<Double> among) {
    Times() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    String verdict() {
      return verdicts.stream().distinct().count() == 1 ? verdicts.get(0) : verdicts.isEmpty() ? "failed" : "wavers";
    }
  }

  private SideBySide(int times) {
    this.times = times;
  }

  public static void main(String[] arguments) throws Exception {
    new SideBySide(arguments.length == 0 ? 3 : Integer.parseInt(arguments[0])).compare();
  }

  private void compare() throws IOException, InterruptedException {
    System.out.printf("JDK %s, %d processors; medians of %d%n", System.getProperty("java.vm.version"), Runtime.getRuntime().availableProcessors(), times);
    System.out.println("seconds: in a fresh JVM, with its start | the verdict alone | in one JVM with all the others");
    for (int i = 0; i < times; i++) {
      for (Subject subject : Subject.all()) {
        System.err.println("round " + (i + 1) + " of " + times + ": " + subject.name());
        run("interleave", subject.name());
        run("lincheck", subject.name());
      }
      System.err.println("round " + (i + 1) + " of " + times + ": all in one JVM");
      run("interleave", Judge.ALL);
      run("lincheck", Judge.ALL);
    }
    System.out.printf("%n%-19s %-9s| %-28s| %-28s| %s%n", "class", "is", "interleave", "Lincheck", "ratios");
    List<Double> withStart = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> among = new ArrayList<>();
    double oursTogether = 0;
    double theirsTogether = 0;
    List<String> weak = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (Subject subject : Subject.all()) {
      Times ours = times("interleave", subject.name());
      Times theirs = times("lincheck", subject.name());
      String truth = subject.right() ? "passes" : "refused";
      if (!ours.verdict().equals(truth)) mistakes.add("interleave on " + subject.name());
      double[] ratio = {median(theirs.withStart) / median(ours.withStart), median(theirs.alone) / median(ours.alone), median(theirs.among) / median(ours.among)};
      if (subject.weak()) {
        weak.add(subject.name());
        if (theirs.verdict().equals("passes")) missed.add(subject.name());
      } else {
        if (!theirs.verdict().equals(truth)) mistakes.add("Lincheck on " + subject.name());
        withStart.add(ratio[0]);
        alone.add(ratio[1]);
        among.add(ratio[2]);
        oursTogether += median(ours.among);
        theirsTogether += median(theirs.among);
      }
      System.out.printf(Locale.ROOT, "%-19s %-9s| %s| %s| %4.0fx %4.0fx %4.0fx%n", subject.name(), subject.right() ? "right" : subject.weak() ? "too weak" : "wrong",
          text(ours), text(theirs), ratio[0], ratio[1], ratio[2]);
    }
    System.out.printf("%nOver the %d classes that both can judge, Lincheck takes so many times as long:%n", alone.size());
    ratios("  fresh JVM, with its start", withStart);
    ratios("  fresh JVM, the verdict alone", alone);
    ratios("  one JVM for all", among);
    System.out.printf(Locale.ROOT, "  one JVM for all, all verdicts together: %.1f s and %.1f s, %.1f times as long%n", oursTogether, theirsTogether,
        theirsTogether / oursTogether);
    System.out.printf("Of %d locks that lack an acquire or a release, Lincheck passes %d.%n", weak.size(), missed.size());
    System.out.println(mistakes.isEmpty() ? "No other wrong verdict." : "Wrong verdicts: " + mistakes);
  }

  private static String text(Times times) {
    return String.format(Locale.ROOT, "%-7s %6.2f %6.2f %6.3f ", times.verdict(), median(times.withStart), median(times.alone), median(times.among));
  }

  private static void ratios(String name, List<Double> ratios) {
    Collections.sort(ratios);
    System.out.printf(Locale.ROOT, "%-32s median %.1f, least %.1f, most %.1f%n", name, median(ratios), ratios.get(0), ratios.get(ratios.size() - 1));
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) return Double.NaN;
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private Times times(String tool, String subject) {
    return fresh.computeIfAbsent(tool + " " + subject, name -> new Times());
  }

  /** Has one JVM judge one subject or all. */
  private void run(String tool, String what) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process child = new ProcessBuilder(List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-cp",
        System.getProperty("java.class.path"), Judge.class.getName(), tool, what)).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = child.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    Matcher judged = JUDGED.matcher(said);
    int verdicts = 0;
    while (judged.find()) {
      verdicts++;
      Times times = times(tool, judged.group(1));
      times.verdicts.add(judged.group(2));
      double verdict = Math.max(1, Integer.parseInt(judged.group(3))) / 1e3;
      if (what.equals(Judge.ALL)) {
        times.among.add(verdict);
      } else {
        times.alone.add(verdict);
        times.withStart.add(seconds);
      }
    }
    if (status != 0 || verdicts != (what.equals(Judge.ALL) ? Subject.all().size() : 1)) {
      mistakes.add(tool + " on " + what + " ended with " + status + " after " + verdicts + " verdicts: " + said.lines().limit(5).toList());
    }
  }
}
