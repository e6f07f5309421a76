package lockstep.figures;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.seeded.OneByOne;

/**
 * Measures: how many of the seeded mistakes are found, how many right programs are accused, how long a verdict takes with the start of the JVM and how much heap
 * it needs, and executions a second on the two-thread lock. For a machine that does nothing else: {@code mvn -Pfigures -pl lib/interleave test-compile exec:exec}.
 */
public final class Figures {
  private static final int HEAP = 256;

  private Figures() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2) {
      boolean rightly = OneByOne.rightly(arguments[1]);
      System.out.println("judged " + rightly + " " + heap());
      return;
    }
    System.out.printf("JDK %s, %d processors, at most %d MB of heap%n", System.getProperty("java.vm.version"), Runtime.getRuntime().availableProcessors(), HEAP);
    speed("two threads take a lock once each", () -> count(1));
    speed("two threads take it twice each", () -> count(2));
    corpus();
  }

  // ---- executions a second ----

  private static class SpinLock {
    private final AtomicBoolean locked = new AtomicBoolean();

    void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    void unlock() {
      locked.setRelease(false);
    }
  }

  private static void count(int times) {
    SpinLock lock = new SpinLock();
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

  /** The best of eight seconds' batches: others may be using the machine. Without the reduction, which makes executions fewer and not faster. */
  private static void speed(String name, Scenario scenario) {
    Options all = Options.standard().preemptions(40).surprises(40).reduce(false).executions(1_000_000).millis(60_000);
    double best = 0;
    long executions = 0;
    long began = System.nanoTime();
    while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(8)) {
      long start = System.nanoTime();
      int batch = 0;
      while (batch < 5_000) batch += Interleave.explore(all, scenario).orThrow().executions();
      best = Math.max(best, batch * 1e9 / (System.nanoTime() - start));
      executions += batch;
    }
    System.out.printf(Locale.ROOT, "%-36s %,8.0f executions a second at best, %,.0f on the mean of %,d%n", name, best, executions * 1e9 / (System.nanoTime() - began), executions);
  }

  // ---- the seeded corpus ----

  /** One program, judged in a JVM of its own. */
  private record Judged(String name, boolean wrong, boolean rightly, long millis, int heap) {}

  private static void corpus() throws IOException, InterruptedException {
    List<Judged> all = new ArrayList<>();
    for (String name : OneByOne.names()) all.add(judge(name));
    List<Judged> wrong = all.stream().filter(Judged::wrong).toList();
    List<Judged> right = all.stream().filter(j -> !j.wrong).toList();
    long found = wrong.stream().filter(Judged::rightly).count();
    long accused = right.stream().filter(j -> !j.rightly).count();
    long kinds = wrong.stream().map(j -> OneByOne.kind(j.name)).distinct().count();
    System.out.printf(Locale.ROOT, "seeded mistakes: %d of %d found (%.1f %%), of %d kinds%n", found, wrong.size(), 100.0 * found / wrong.size(), kinds);
    System.out.printf(Locale.ROOT, "right programs: %d, false alarms: %d%n", right.size(), accused);
    all.stream().filter(j -> !j.rightly).forEach(j -> System.out.println("  " + (j.wrong ? "missed " : "accused ") + j.name));
    times("verdict with JVM start, all", all);
    times("  of the wrong ones", wrong);
    times("  of the right ones", right);
    Judged hungriest = all.stream().max(Comparator.comparingInt(Judged::heap)).orElseThrow();
    System.out.printf(Locale.ROOT, "heap: at most %d MB used (%s)%n", hungriest.heap, hungriest.name);
  }

  private static void times(String name, List<Judged> judged) {
    List<Judged> sorted = judged.stream().sorted(Comparator.comparingLong(Judged::millis)).toList();
    Judged worst = sorted.get(sorted.size() - 1);
    System.out.printf(Locale.ROOT, "%-28s median %,d ms, worst %,d ms (%s)%n", name, sorted.get(sorted.size() / 2).millis, worst.millis, worst.name);
  }

  private static Judged judge(String name) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process child = new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-Xmx" + HEAP + "m", "-cp",
        System.getProperty("java.class.path"), Figures.class.getName(), "judge", name).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    child.waitFor();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    String[] words = said.substring(Math.max(0, said.lastIndexOf("judged "))).strip().split(" ");
    if (words.length != 3 || !words[0].equals("judged")) {
      System.out.println(name + " got no verdict: " + said);
      return new Judged(name, OneByOne.wrong(name), false, millis, 0);
    }
    return new Judged(name, OneByOne.wrong(name), Boolean.parseBoolean(words[1]), millis, Integer.parseInt(words[2]));
  }

  /** The most heap that this JVM has used, in megabytes: the sum of its pools' peaks, so rather more than that. */
  private static long heap() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) bytes += pool.getPeakUsage().getUsed();
    }
    return bytes >> 20;
  }
}
