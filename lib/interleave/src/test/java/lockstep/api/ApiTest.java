package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Action;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Progress;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;

/** What the library offers beyond verdicts on races: replay, invariants, linearizability, progress, honest words, clear refusals. */
class ApiTest {
  static class Tas {
    final AtomicBoolean locked = new AtomicBoolean();

    void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    void unlock() {
      locked.setRelease(false);
    }
  }

  static class Opaque extends Tas {
    @Override void unlock() {
      locked.setOpaque(false);
    }
  }

  static void count(Tas lock) {
    int[] count = new int[1];
    Action add = () -> {
      lock.lock();
      count[0]++;
      lock.unlock();
    };
    Interleave.together(add, add);
    Interleave.check(count[0] == 2, "sum");
  }

  static final Scenario BROKEN = () -> count(new Opaque());

  @Test void aMissingReleaseIsExplained() {
    Verdict v = Interleave.explore(BROKEN);
    assertEquals(Kind.DATA_RACE, v.kind());
    assertTrue(v.cause().contains("locked.setOpaque(false)") && v.cause().contains("that store has no release"), v.cause());
    assertTrue(v.steps().stream().anyMatch(s -> s.text().equals("locked.getAndSet(true) → false") && s.where().startsWith("Tas:")), v.toString());
    assertTrue(v.steps().stream().filter(s -> s.culprit()).count() == 2, v.toString());
    assertTrue(v.html().contains("<svg") && v.html().contains("setOpaque"), v.html());
    assertThrows(AssertionError.class, v::orThrow);
  }

  @Test void theVerdictIsTheSameEachTime() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Verdict v = Interleave.explore(() -> {
        var n = new AtomicInteger();
        Action add = () -> n.set(n.get() + 1);
        Interleave.together(add, add, add);
        Interleave.check(n.get() == 3, "sum " + n.get());
      });
      seen.add(v.kind() + v.token() + v.executions() + v.steps());
    }
    assertEquals(1, seen.size(), seen.toString());
  }

  @Test void aScheduleCanBeReplayed() {
    Verdict v = Interleave.explore(BROKEN);
    Verdict again = Interleave.replay(v.token(), BROKEN);
    assertEquals(v.kind(), again.kind());
    assertEquals(v.steps(), again.steps());
    assertEquals(1, again.executions());
    assertThrows(IllegalArgumentException.class, () -> Interleave.replay("nonsense", BROKEN));
    assertThrows(IllegalArgumentException.class, () -> Interleave.replay("1.z", BROKEN));
  }

  @Test void aSeedChangesTheOrderAndNotTheVerdict() {
    for (long seed = 1; seed < 6; seed++) {
      assertEquals(Kind.DATA_RACE, Interleave.explore(Options.standard().seed(seed), BROKEN).kind());
      assertTrue(Interleave.explore(Options.standard().seed(seed), () -> count(new Tas())).passed());
    }
  }

  @Test void theWordsSayHowFarItWent() {
    Scenario right = () -> count(new Tas());
    assertTrue(Interleave.explore(Options.standard().preemptions(1), right).coverage().startsWith("all schedules with at most 1 preemption and"));
    assertTrue(Interleave.explore(Options.standard().executions(1), right).toString().contains("1 schedules, not all"));
    Verdict alone = Interleave.explore(() -> Interleave.together(() -> { }));
    assertTrue(alone.complete() && alone.toString().startsWith("no mistake found: all schedules ("), alone.toString());
  }

  @Test void invariantsHoldAfterEveryStep() {
    Verdict v = Interleave.explore(() -> {
      var a = new AtomicInteger();
      var b = new AtomicInteger();
      Interleave.always("a is never ahead of b", () -> a.get() <= b.get());
      Interleave.together(() -> {
        a.incrementAndGet();
        b.incrementAndGet();
      });
    });
    assertEquals(Kind.INVARIANT, v.kind());
    assertTrue(Interleave.explore(() -> {
      var a = new AtomicInteger();
      var b = new AtomicInteger();
      Interleave.always("a is never ahead of b", () -> a.get() <= b.get());
      Interleave.together(() -> {
        b.incrementAndGet();
        a.incrementAndGet();
      });
    }).passed());
  }

  // ---- linearizability ----

  static class Node {
    final int value;
    Node next;

    Node(int value) {
      this.value = value;
    }
  }

  static class Stack {
    final AtomicReference<Node> top = new AtomicReference<>();

    void push(int x) {
      Node node = new Node(x);
      do node.next = top.get();
      while (!top.compareAndSet(node.next, node));
    }

    Integer pop() {
      while (true) {
        Node node = top.get();
        if (node == null) return null;
        if (top.compareAndSet(node, node.next)) return node.value;
      }
    }
  }

  /** Gives up when somebody is in the way. */
  static class Hasty extends Stack {
    @Override Integer pop() {
      Node node = top.get();
      return node != null && top.compareAndSet(node, node.next) ? node.value : null;
    }
  }

  static class Sequential {
    private final ArrayDeque<Integer> items = new ArrayDeque<>();

    void push(int x) {
      items.push(x);
    }

    Integer pop() {
      return items.poll();
    }
  }

  static void use(Stack stack) {
    var history = new History(stack, Sequential::new);
    Interleave.together(() -> {
      history.call("push", 1);
      history.call("pop");
    }, () -> {
      history.call("push", 2);
      history.call("pop");
    });
    history.check();
  }

  @Test void linearizability() {
    Interleave.explore(() -> use(new Stack())).orThrow();
    Verdict v = Interleave.explore(() -> use(new Hasty()));
    assertEquals(Kind.NOT_LINEARIZABLE, v.kind());
    assertTrue(v.cause().contains("pop() → null"), v.cause());
  }

  // ---- progress ----

  /** Each sets its flag, and takes it back if the other's is set too. */
  static class Polite {
    final AtomicBoolean[] flags = {new AtomicBoolean(), new AtomicBoolean()};
    final AtomicInteger done = new AtomicInteger();

    void act(int me) {
      while (true) {
        flags[me].set(true);
        if (!flags[1 - me].get()) {
          done.incrementAndGet();
          flags[me].set(false);
          return;
        }
        flags[me].set(false);
      }
    }
  }

  @Test void progress() {
    assertEquals(Progress.Level.BLOCKING, Interleave.progress(() -> count(new Tas())).level());
    Progress stack = Interleave.progress(() -> {
      var s = new Stack();
      Interleave.together(() -> s.push(1), s::pop);
    });
    assertEquals(Progress.Level.LOCK_FREE, stack.level(), stack.toString());
    Progress monitor = Interleave.progress(() -> {
      var m = new Object();
      Action act = () -> {
        synchronized (m) {
          m.hashCode();
        }
      };
      Interleave.together(act, act);
    });
    assertEquals(Progress.Level.BLOCKING, monitor.level(), monitor.toString());
  }

  @Test void runningInStepForEver() {
    Verdict v = Interleave.explore(Options.standard().stride(1).steps(2_000).preemptions(0).surprises(0).executions(1), () -> {
      var p = new Polite();
      Interleave.together(() -> p.act(0), () -> p.act(1));
    });
    assertEquals(Kind.LIVELOCK, v.kind(), v.toString());
  }

  @Test void deadlockLivelockAndStarvationAreToldApart() {
    Verdict starved = Interleave.explore(() -> {
      var served = new AtomicBoolean();
      var rounds = new AtomicInteger();
      Interleave.together(() -> {
        while (true) rounds.incrementAndGet();
      }, () -> {
        while (!served.get()) Thread.onSpinWait();
      });
    });
    assertEquals(Kind.STARVATION, starved.kind(), starved.toString());
    assertTrue(starved.cause().contains("T1 goes on and on at ApiTest:") && starved.cause().contains("T2 spins at ApiTest:"), starved.cause());
    Verdict livelock = Interleave.explore(() -> {
      var ball = new AtomicInteger();
      Interleave.together(() -> {
        while (true) ball.compareAndSet(0, 1);
      }, () -> {
        while (true) ball.compareAndSet(1, 0);
      });
    });
    assertEquals(Kind.LIVELOCK, livelock.kind(), livelock.toString());
    Verdict deadlock = Interleave.explore(() -> {
      var never = new AtomicBoolean();
      Interleave.together(() -> {
        while (!never.get()) Thread.onSpinWait();
      });
    });
    assertEquals(Kind.DEADLOCK, deadlock.kind(), deadlock.toString());
    assertTrue(deadlock.cause().contains("T1 spins at ApiTest:"), deadlock.cause());
  }

  @Test void anEndlessLoopOnAPlainFieldIsSeen() {
    Verdict v = Interleave.explore(() -> {
      var stop = new Stop();
      Interleave.together(() -> {
        while (!stop.now) Thread.onSpinWait();
      }, () -> stop.now = true);
    });
    assertEquals(Kind.DATA_RACE, v.kind(), v.toString());
  }

  static class Stop {
    boolean now;
  }

  // ---- who waits for all plays host to them ----

  @Test void threadsOfThreads() {
    Verdict v = Interleave.explore(() -> {
      var sum = new AtomicInteger();
      Action two = () -> Interleave.together(sum::incrementAndGet, () -> sum.addAndGet(10));
      Interleave.together(two, two);
      Interleave.check(sum.get() == 22, "sum " + sum);
    });
    assertEquals(null, v.kind(), v.toString());
    assertTrue(v.executions() > 1, v.toString());
  }

  @Test void aLostUpdateOfGrandchildrenIsFound() {
    Verdict v = Interleave.explore(() -> {
      var sum = new AtomicInteger();
      Action add = () -> sum.set(sum.get() + 1);
      Interleave.together(() -> Interleave.together(add, add), add);
      Interleave.check(sum.get() == 3, "sum " + sum);
    });
    assertEquals(Kind.EXCEPTION, v.kind(), v.toString());
    Interleave.replay(v.token(), () -> { }); // nothing of the failed execution is left that would keep the next from ending
  }

  @Test void deadlockedChildrenAreNamed() {
    Verdict v = Interleave.explore(() -> {
      Object a = new Object();
      Object b = new Object();
      Interleave.together(() -> { synchronized (a) { synchronized (b) { } } }, () -> { synchronized (b) { synchronized (a) { } } }, () -> { });
    });
    assertEquals(Kind.DEADLOCK, v.kind(), v.toString());
    assertTrue(v.cause().contains("T1 waits") && v.cause().contains("T2 waits") && !v.cause().contains("T3"), v.toString());
  }

  @Test void anInterruptOfTheHostIsHeardWhenAllHaveEnded() {
    Verdict v = Interleave.explore(() -> {
      Thread host = Thread.currentThread();
      var x = new AtomicInteger();
      try {
        Interleave.together(host::interrupt, x::incrementAndGet, x::incrementAndGet);
        Interleave.check(false, "nobody was told");
      } catch (AssertionError e) {
        Interleave.check(e.getCause() instanceof InterruptedException, "told " + e);
        Interleave.check(x.get() == 2, "told too soon");
      }
    });
    assertEquals(null, v.kind(), v.toString());
  }

  // ---- refusals ----

  private static void refused(String call, Scenario scenario) {
    Verdict v = Interleave.explore(scenario);
    assertEquals(Kind.UNSUPPORTED, v.kind(), v.toString());
    assertTrue(v.cause().contains(call), v.cause());
  }

  @Test void whatIsNotHandledIsRefused() {
    refused("java.util.concurrent.CompletableFuture.delayedExecutor", () -> CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.DAYS));
    refused("java.lang.Class.forName", () -> Class.forName("java.lang.String"));
    refused("storeStoreFence", () -> java.lang.invoke.VarHandle.storeStoreFence());
    refused("java.lang.Thread.getAllStackTraces", () -> Thread.getAllStackTraces());
    refused("parallelStream", () -> java.util.List.of(1).parallelStream().count());
    refused("java.nio.file.Path.of", () -> java.nio.file.Files.exists(java.nio.file.Path.of("x")));
    refused("computeIfAbsent", () -> {
      var map = new ConcurrentHashMap<Integer, Integer>();
      var lock = new java.util.concurrent.locks.ReentrantLock();
      Action act = () -> map.computeIfAbsent(1, k -> {
        lock.lock();
        return 1;
      });
      lock.lock();
      Interleave.together(act);
    });
    refused("static state in an interface", () -> Interleave.check(Outside.STATE[0] == 0, "state"));
    refused("does not do the same", () -> {
      var x = new AtomicInteger();
      Thread real = Thread.currentThread();
      real.setPriority(9 - real.getPriority()); // outlives the execution
      Interleave.together(() -> x.set(real.getPriority()), x::get, x::get);
      x.get();
      Interleave.together(() -> {
        if (real.getPriority() > 4) x.incrementAndGet();
      }, x::get, x::get);
    });
  }

  interface Outside {
    int[] STATE = {0};
  }

  @Test void surroundingsAreRefused() {
    int[] captured = {1};
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Interleave.explore(() -> captured[0]++));
    assertTrue(e.getMessage().contains("make it inside"), e.getMessage());
    assertThrows(IllegalStateException.class, () -> Interleave.together(() -> { }));
  }

  // ---- language ----

  sealed interface Shape permits Square, Circle {}

  record Square(int side) implements Shape {}

  record Circle(int radius) implements Shape {}

  enum Mode { ON, OFF; final int[] uses = new int[1]; }

  static long fieldLong;
  static double[] doubles = {1.5};

  @Test void ordinaryLanguageWorks() {
    Interleave.explore(() -> {
      Shape s = new Square(3);
      int area = s instanceof Square q ? q.side() * q.side() : 0;
      String text = switch (Mode.OFF) {
        case ON -> "on";
        case OFF -> "off";
      };
      fieldLong += 5;
      doubles[0] += 1;
      long[][] grid = new long[2][3];
      grid[1][2] = 7L;
      char[] cs = {'a'};
      cs[0]++;
      Mode.ON.uses[0]++;
      StringBuilder b = new StringBuilder();
      for (var e : new java.util.TreeMap<>(java.util.Map.of("k", 1)).entrySet()) b.append(e.getKey()).append(e.getValue());
      Interleave.check(area == 9 && text.equals("off") && fieldLong == 5 && doubles[0] == 2.5 && grid[1][2] == 7 && cs[0] == 'b' && Mode.ON.uses[0] == 1
          && b.toString().equals("k1"), "language " + area + text + fieldLong + doubles[0] + b);
      int sum = java.util.stream.IntStream.range(0, 4).map(x -> x * x).sum();
      try {
        throw new IllegalStateException("x" + sum);
      } catch (IllegalStateException e) {
        Interleave.check(e.getMessage().equals("x14"), "exception");
      } finally {
        sum = 0;
      }
      Interleave.check(sum == 0 && new Square(2).equals(new Square(2)) && new Square(2).toString().equals("Square[side=2]"), "records");
      Interleave.together(Mode.ON::name, new AtomicInteger()::get, new AtomicInteger()::get);
      assertNotNull(Thread.currentThread().getName());
      assertFalse(Thread.currentThread().isInterrupted());
    }).orThrow();
  }
}
