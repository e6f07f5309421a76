package lockstep.reduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small concurrent program, made up from a seed: two or three threads of one to three statements each, on two shared
 * variables in all access modes, with updates, fences, a monitor, a lock that is also tried and looked at, parking, waiting and spinning. A few fail. Its
 * outcome is what every thread read, and what is left at the end.
 */
final class RandomProgram {
  private static final String[] LOADS = {"getOpaque", "getAcquire", "getVolatile"};
  private static final String[] STORES = {"setOpaque", "setRelease", "setVolatile"};
  private static final String[] ADDS = {"getAndAdd", "getAndAddAcquire", "getAndAddRelease"};
  private static final String[] SWAPS = {"getAndSet", "getAndSetAcquire", "getAndSetRelease"};
  private static final String[] COMPARES = {"compareAndSet", "weakCompareAndSetPlain", "weakCompareAndSetAcquire",
      "weakCompareAndSetRelease"};

  private final Random random;
  private final StringBuilder code = new StringBuilder();
  private final List<String> results = new ArrayList<>();
  private final boolean waits;
  private final boolean parks;
  private final boolean fails;
  private int values;

  private RandomProgram(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    int flavour = random.nextInt(10);
    waits = flavour == 0;
    parks = flavour == 1;
    fails = flavour == 2;
  }

  /** The source of a class of that name: a {@link lockstep.interleave.Scenario}. */
  static String source(long seed, String name) {
    return new RandomProgram(seed).write(name);
  }

  private String write(String name) {
    int threads = random.nextInt(3) == 0 ? 3 : 2;
    String[] bodies = new String[threads];
    for (int t = 0; t < threads; t++) {
      code.setLength(0);
      int statements = threads == 3 ? 1 + random.nextInt(2) : 1 + random.nextInt(3);
      for (int i = 0; i < statements; i++) statement(t, threads);
      bodies[t] = code.toString();
    }
    StringBuilder all = new StringBuilder("""
        import java.lang.invoke.*;
        import java.util.concurrent.*;
        import java.util.concurrent.locks.*;
        import lockstep.interleave.*;
        public final class %s implements Scenario {
          static final VarHandle X, Y;
          static {
            try {
              X = MethodHandles.lookup().findVarHandle(%1$s.class, "x", int.class);
              Y = MethodHandles.lookup().findVarHandle(%1$s.class, "y", int.class);
            } catch (ReflectiveOperationException e) {
              throw new ExceptionInInitializerError(e);
            }
          }
          int x, y, plain, guarded;
          final int[] r = new int[%d];
          final ReentrantLock lock = new ReentrantLock();
          final Thread[] threads = new Thread[%d];
        """.formatted(name, results.size() + 1, threads));
    for (int t = 0; t < threads; t++) {
      all.append("  void thread").append(t).append("() throws InterruptedException {\n").append(bodies[t]).append("  }\n");
    }
    all.append("  public void run() throws Exception {\n");
    for (int t = 0; t < threads; t++) {
      all.append("    threads[").append(t).append("] = new Thread(() -> { try { thread").append(t)
          .append("(); } catch (InterruptedException e) { throw new AssertionError(e); } });\n");
    }
    all.append("    for (Thread t : threads) t.start();\n    for (Thread t : threads) t.join();\n");
    all.append("    Interleave.observe((int) X.getVolatile(this), (int) Y.getVolatile(this), plain, guarded");
    for (int i = 0; i < results.size(); i++) all.append(", r[").append(i).append(']');
    return all.append(");\n  }\n}\n").toString();
  }

  private void statement(int thread, int threads) {
    String place = random.nextBoolean() ? "X" : "Y";
    int kind = random.nextInt(waits || parks || fails ? 22 : 19);
    if (kind < 4) line(result() + " = (int) " + place + "." + of(LOADS) + "(this);");
    else if (kind < 8) line(place + "." + of(STORES) + "(this, " + ++values + ");");
    else if (kind < 9) line(result() + " = (int) " + place + "." + of(ADDS) + "(this, 10);");
    else if (kind < 10) line(result() + " = (int) " + place + "." + of(SWAPS) + "(this, " + ++values + ");");
    else if (kind < 11) {
      line(result() + " = " + place + "." + of(COMPARES) + "(this, " + random.nextInt(2) + ", " + ++values + ") ? 1 : 0;");
    } else if (kind < 12) line("VarHandle." + of("fullFence", "acquireFence", "releaseFence") + "();");
    else if (kind < 13) line("synchronized (this) { " + result() + " = plain++; }");
    else if (kind < 14) {
      String r = result();
      line("if (lock.tryLock()) { " + r + " = (int) " + place + ".getOpaque(this); lock.unlock(); } else " + r + " = -1;");
    } else if (kind < 15) line("lock.lock(); " + place + ".setOpaque(this, " + ++values + "); lock.unlock();");
    else if (kind < 16) {
      line("for (int i = 0; i < 2 && (int) " + place + "." + of(LOADS) + "(this) == 0; i++) Thread.onSpinWait();");
    } else if (kind < 17) line("Interleave.observe(\"t" + thread + "\");");
    else if (kind < 18) line("lock.lock(); " + result() + " = guarded++; lock.unlock();");
    else if (kind < 19) {
      String r = result();
      line(switch (random.nextInt(3)) {
        case 0 -> r + " = lock.isLocked() ? 1 : 0;";
        case 1 -> "if (lock.tryLock(1, TimeUnit.SECONDS)) { " + r + " = guarded++; lock.unlock(); } else " + r + " = -1;";
        default -> "if (lock.tryLock()) { " + r + " = guarded++; lock.unlock(); } else " + r + " = -1;";
      });
    } else if (waits) {
      line(random.nextInt(3) == 0 ? "synchronized (this) { notify(); }"
          : "synchronized (this) { wait(1); " + result() + " = plain++; }");
    } else if (fails) {
      line(random.nextBoolean() ? "while ((int) " + place + "." + of(LOADS) + "(this) == 0) Thread.onSpinWait();"
          : random.nextBoolean() ? "plain++; " + place + "." + of(STORES) + "(this, 7);"
          : "if ((int) " + place + "." + of(LOADS) + "(this) == 7) " + result() + " = plain;");
    } else {
      line(random.nextBoolean() ? "LockSupport.unpark(threads[" + (thread + 1) % threads + "]);"
          : "LockSupport.parkNanos(1); " + result() + " = (int) " + place + ".getOpaque(this);");
    }
  }

  private String result() {
    results.add("");
    return "r[" + (results.size() - 1) + "]";
  }

  private String of(String... names) {
    return names[random.nextInt(names.length)];
  }

  private void line(String text) {
    code.append("    ").append(text).append('\n');
  }
}
