package lockstep.sidebyside;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * One tool judges one subject, or all of them in turn, in this JVM. Says {@code judged NAME passes 123 ms} or {@code refused} of each.
 *
 * <p>Lincheck is used by its API for data structures with a scenario written by hand, so that it need not search for one, and does not make a failing one
 * smaller: nothing but the verdict is timed. (Its general API, {@code runConcurrentTest}, passes everything on JDK 25.) All else is as each tool comes.
 */
public final class Judge {
  static final String ALL = "all";

  private Judge() {}

  /** The tool's name, then the subject's, or {@link #ALL}. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    for (Subject subject : Subject.all()) {
      if (!arguments[1].equals(ALL) && !arguments[1].equals(subject.name())) continue;
      long start = System.nanoTime();
      boolean passes = arguments[0].equals("interleave") ? interleave(subject) : lincheck(subject);
      System.out.printf("judged %s %s %d ms%n", subject.name(), passes ? "passes" : "refused", (System.nanoTime() - start) / 1_000_000);
    }
    System.exit(0);
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
}
