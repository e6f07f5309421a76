package lockstep.sidebyside;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * interleave and Lincheck's model checking, side by side: the same classes, the same calls by the same threads, each judged in a fresh JVM, in turn. Prints what
 * each says and how long it takes from the start of the JVM to the verdict.
 *
 * <p>Lincheck is used by its API for data structures with scenarios written by hand, so that it need not search for one, and does not make a failing one
 * smaller: nothing but the verdict is timed. (Its general API, {@code runConcurrentTest}, passes everything on JDK 25.) All else is as each tool comes.
 */
public final class SideBySide {
  private static final List<String> TOOLS = List.of("interleave", "lincheck");
  private static final int WRONG = 3;
  private static final int RIGHT = 4;

  private SideBySide() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2) System.exit(judge(arguments[0], subject(arguments[1])) ? RIGHT : WRONG);
    compare(arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]));
  }

  private static Subject subject(String name) {
    return Subject.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  // ---- in a JVM of its own ----

  private static boolean judge(String tool, Subject subject) throws ReflectiveOperationException {
    return tool.equals("interleave") ? interleave(subject) : lincheck(subject);
  }

  private static boolean interleave(Subject subject) {
    Verdict verdict = Interleave.explore(subject.scenario());
    System.out.println(verdict);
    return verdict.passed();
  }

  private static boolean lincheck(Subject subject) throws ReflectiveOperationException {
    List<List<Actor>> threads = new ArrayList<>();
    for (String calls : subject.calls()) {
      List<Actor> actors = new ArrayList<>();
      for (String call : calls.split(", ")) actors.add(actor(subject.type(), call.split(" ")));
      threads.add(actors);
    }
    var options = new ModelCheckingOptions().iterations(0).minimizeFailedScenario(false).sequentialSpecification(subject.sequential())
        .addCustomScenario(new ExecutionScenario(List.of(), threads, List.of(), null));
    try {
      options.check(subject.type());
      return true;
    } catch (AssertionError e) {
      System.out.println(e.getMessage());
      return false;
    }
  }

  private static Actor actor(Class<?> type, String[] call) throws ReflectiveOperationException {
    if (call.length == 1) return new Actor(type.getMethod(call[0]), List.of());
    Method method = type.getMethod(call[0], int.class);
    return new Actor(method, List.of(Integer.valueOf(call[1])));
  }

  // ---- the comparison ----

  /** One tool's verdicts on one subject. */
  private record Judged(String verdict, double seconds) {}

  private static void compare(int times) throws IOException, InterruptedException {
    System.out.printf("JDK %s, %d processors; each verdict from a fresh JVM, median of %d%n%n", System.getProperty("java.vm.version"),
        Runtime.getRuntime().availableProcessors(), times);
    System.out.printf("%-20s %-10s %12s %12s %8s%n", "class", "is", "interleave", "lincheck", "ratio");
    List<Double> ratios = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    int missed = 0;
    int weak = 0;
    for (Subject subject : Subject.all()) {
      Judged[] judged = new Judged[TOOLS.size()];
      for (int tool = 0; tool < judged.length; tool++) judged[tool] = run(TOOLS.get(tool), subject, times);
      double ratio = judged[1].seconds / judged[0].seconds;
      if (!subject.weak()) ratios.add(ratio);
      String truth = subject.right() ? "passes" : "refused";
      if (!judged[0].verdict.equals(truth)) mistakes.add("interleave: " + subject.name());
      if (!subject.weak() && !judged[1].verdict.equals(truth)) mistakes.add("lincheck: " + subject.name());
      if (subject.weak()) {
        weak++;
        if (judged[1].verdict.equals("passes")) missed++;
      }
      System.out.printf(Locale.ROOT, "%-20s %-10s %-7s %4.2f s %-7s %4.1f s %7.1fx%n", subject.name(), subject.right() ? "right" : subject.weak() ? "too weak" : "wrong",
          judged[0].verdict, judged[0].seconds, judged[1].verdict, judged[1].seconds, ratio);
    }
    Collections.sort(ratios);
    System.out.printf(Locale.ROOT, "%nOver the %d classes that both can judge: lincheck takes %.1f times as long (median; least %.1f, most %.1f).%n", ratios.size(),
        ratios.get(ratios.size() / 2), ratios.get(0), ratios.get(ratios.size() - 1));
    System.out.printf("Of %d locks that lack an acquire or a release, lincheck passes %d.%n", weak, missed);
    System.out.println(mistakes.isEmpty() ? "No wrong verdict on the others." : "Wrong verdicts: " + mistakes);
  }

  private static Judged run(String tool, Subject subject, int times) throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    List<String> verdicts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      Process child = new ProcessBuilder(List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-cp",
          System.getProperty("java.class.path"), SideBySide.class.getName(), tool, subject.name())).redirectErrorStream(true).start();
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = child.waitFor();
      seconds.add((System.nanoTime() - start) / 1e9);
      verdicts.add(status == RIGHT ? "passes" : status == WRONG ? "refused" : "failed");
      if (status != RIGHT && status != WRONG) System.out.println(tool + " on " + subject.name() + " ended with " + status + ": " + Arrays.toString(said.split("\n", 6)));
    }
    Collections.sort(seconds);
    boolean same = verdicts.stream().distinct().count() == 1;
    return new Judged(same ? verdicts.get(0) : "wavers", seconds.get(times / 2));
  }
}
