package lockstep.figures;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;

/**
 * Measures: executions a second on the two-thread lock scenario, and the time to a verdict with the start of the JVM. Run it on a machine that does nothing else:
 * {@code java -cp <tests and classes> lockstep.figures.Figures}.
 */
public final class Figures {
  private Figures() {}

  static class Spin {
    final AtomicBoolean locked = new AtomicBoolean();

    void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    void unlock() {
      locked.setRelease(false);
    }
  }

  static class Broken extends Spin {
    @Override void unlock() {
      locked.setOpaque(false);
    }
  }

  static void count(Spin lock, int times) {
    int[] count = new int[1];
    Action add = () -> {
      for (int i = 0; i < times; i++) {
        lock.lock();
        count[0]++;
        lock.unlock();
      }
    };
    Interleave.together(add, add);
    Interleave.check(count[0] == 2 * times, "sum " + count[0]);
  }

  private static final Scenario RIGHT = () -> count(new Spin(), 1);
  private static final Scenario WRONG = () -> count(new Broken(), 1);
  private static final Scenario LONG = () -> count(new Spin(), 2);

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      System.out.println(Interleave.explore(arguments[0].equals("right") ? RIGHT : WRONG));
      return;
    }
    speed("two threads, one round each", RIGHT);
    speed("two threads, two rounds each", LONG);
    verdicts("right");
    verdicts("wrong");
  }

  private static void speed(String name, Scenario scenario) {
    Options all = Options.standard().preemptions(40).surprises(40).reduce(false).executions(1_000_000).millis(60_000);
    double best = 0;
    long executions = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      int run = 0;
      while (run < 5_000) {
        Verdict v = Interleave.explore(all, scenario);
        run += v.executions();
      }
      best = Math.max(best, run * 1e9 / (System.nanoTime() - start));
      executions += run;
    }
    System.out.printf(Locale.ROOT, "%-30s %,9.0f executions a second (best of %,d executions)%n", name, best, executions);
  }

  private static void verdicts(String which) throws Exception {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      long start = System.nanoTime();
      Process p = new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
          Figures.class.getName(), which).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      p.waitFor();
      millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
    Collections.sort(millis);
    System.out.printf(Locale.ROOT, "a %s lock, with JVM start        median %d ms, worst %d ms%n", which, millis.get(millis.size() / 2), millis.get(millis.size() - 1));
  }
}
