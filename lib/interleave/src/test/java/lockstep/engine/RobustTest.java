package lockstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import lockstep.interleave.schedule.Unsupported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine itself: the same each time, no thread left behind, and answers that do not behave. */
@Timeout(120)
class RobustTest {
  static class Spin {
    final AtomicBoolean locked = new AtomicBoolean();

    void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    void unlock() {
      locked.setRelease(false);
    }
  }

  static int shared;

  static void count() {
    Spin lock = new Spin();
    Action add = () -> {
      lock.lock();
      shared++;
      lock.unlock();
    };
    Interleave.together(add, add, add);
    Interleave.check(shared == 3, "sum " + shared);
  }

  private static int workers() {
    int count = 0;
    for (Thread t : Thread.getAllStackTraces().keySet()) if (t.getName().startsWith("interleave-")) count++;
    return count;
  }

  /** How many there are once those of the test before have had their moment to end. */
  private static int settled() throws InterruptedException {
    return settled(0);
  }

  private static int settled(int wanted) throws InterruptedException {
    int now = workers();
    for (int i = 0; i < 500 && now > wanted; i++) { // they were told to end, and need a moment
      Thread.sleep(10);
      now = workers();
    }
    return now;
  }

  private static void assertNoWorkersLeft(int before) throws InterruptedException {
    int left = settled(before) - before;
    assertTrue(left <= 0, "left behind: " + left);
  }

  @Test void theSameTwentyTimes() {
    Set<String> right = new HashSet<>();
    Set<String> wrong = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Verdict v = Interleave.explore(Options.standard().preemptions(2).surprises(1), RobustTest::count);
      right.add(v.kind() + " " + v.executions() + " " + v.skipped() + " " + v.preemptions() + " " + v.complete());
      v = Interleave.explore(() -> {
        var ready = new AtomicInteger();
        var data = new int[1];
        Interleave.together(() -> {
          data[0] = 1;
          ready.setOpaque(1);
        }, () -> {
          if (ready.get() == 1) Interleave.check(data[0] == 1, "data");
        });
      });
      wrong.add(v.kind() + " " + v.token() + " " + v.executions() + " " + v.skipped() + v.steps());
    }
    assertEquals(1, right.size(), right.toString());
    assertEquals(1, wrong.size(), wrong.toString());
  }

  @Test void noThreadIsLeftBehind() throws InterruptedException {
    int before = settled();
    AtomicInteger most = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    Thread watcher = new Thread(() -> {
      while (!done.get()) {
        most.accumulateAndGet(workers(), Math::max);
        try {
          Thread.sleep(5);
        } catch (InterruptedException e) {
          return;
        }
      }
    });
    watcher.start();
    Verdict v = Interleave.explore(Options.standard().preemptions(9).surprises(9).executions(10_000).millis(100_000).reduce(false), RobustTest::count);
    done.set(true);
    watcher.join();
    assertEquals(10_000, v.executions());
    assertTrue(most.get() <= before + 3, "three threads play all executions: " + most.get());
    assertNoWorkersLeft(before);
  }

  /** A waiting thread that counts its looks has no end of schedules, and all are long: steps bound it, not executions. */
  @Test void effortBoundsLongExecutions() {
    Scenario looks = () -> {
      AtomicBoolean held = new AtomicBoolean();
      AtomicInteger count = new AtomicInteger();
      Action visit = () -> {
        while (held.getAndSet(true)) count.incrementAndGet();
        held.set(false);
      };
      Interleave.together(visit, visit);
    };
    Options options = Options.standard().executions(1_000_000).millis(100_000).effort(50_000);
    Verdict v = Interleave.explore(options, looks).orThrow();
    assertFalse(v.complete());
    assertTrue(v.executions() < 50_000 / 4, "each has more than four steps: " + v.executions());
    assertEquals(v.executions(), Interleave.explore(options, looks).executions(), "it bounds them in the same way each time");
    assertEquals(1, Interleave.explore(options.effort(1), looks).executions());
  }

  @Test void whoCatchesEverythingIsStillEnded() throws InterruptedException {
    int before = settled();
    Scenario swallows = () -> {
      Spin lock = new Spin();
      Action add = () -> {
        try {
          lock.lock();
          shared++;
          lock.unlock();
        } catch (Throwable t) {
          shared = 7; // no matter what
        }
      };
      try {
        Interleave.together(add, add);
      } catch (Throwable t) {
        shared = 7;
      }
      Interleave.check(shared == 2, "sum " + shared);
    };
    Interleave.explore(swallows).orThrow();
    Verdict wrong = Interleave.explore(() -> {
      var x = new int[1];
      Action add = () -> {
        try {
          x[0]++;
        } catch (Throwable t) {
          x[0] = 0;
        }
      };
      Interleave.together(add, add);
    });
    assertEquals(Kind.DATA_RACE, wrong.kind(), wrong.toString());
    assertNoWorkersLeft(before);
  }

  @Test void whoCatchesEverythingForEverIsStillEnded() throws InterruptedException {
    int before = settled();
    Verdict v = Interleave.explore(() -> {
      var x = new AtomicInteger();
      var y = new int[1];
      Interleave.together(() -> {
        while (true) {
          try {
            if (x.get() == 1) return;
          } catch (Throwable t) {
            // again
          }
        }
      }, () -> y[0]++, () -> {
        y[0]++; // a race: this execution is over, and the first thread will not hear of it
        x.set(1);
      });
    });
    assertEquals(Kind.DATA_RACE, v.kind(), v.toString());
    assertNoWorkersLeft(before);
  }

  static int deep(AtomicInteger x, int n) {
    return n == 0 ? x.incrementAndGet() : deep(x, n - 1) + 1;
  }

  @Test void recursion() {
    Interleave.explore(() -> {
      var x = new AtomicInteger();
      Interleave.together(() -> deep(x, 1_000), () -> deep(x, 1_000));
      Interleave.check(x.get() == 2, "twice");
    }).orThrow();
    Verdict endless = Interleave.explore(() -> {
      var x = new AtomicInteger();
      Interleave.together(() -> deep(x, -1), () -> x.get());
    });
    assertEquals(Kind.EXCEPTION, endless.kind(), endless.toString());
    assertTrue(endless.cause().contains("StackOverflowError"), endless.cause());
  }

  @Test void anInterruptEndsTheExploration() throws InterruptedException {
    int before = settled();
    AtomicReference<Throwable> seen = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    Thread explorer = new Thread(() -> {
      try {
        Interleave.explore(Options.standard().preemptions(99).surprises(99).executions(100_000_000).millis(100_000).reduce(false), RobustTest::count);
      } catch (Throwable e) {
        seen.set(e);
      }
      flag.set(Thread.currentThread().isInterrupted());
    });
    explorer.start();
    while (explorer.getState() != Thread.State.TIMED_WAITING) Thread.sleep(1); // it waits for the exploration
    explorer.interrupt();
    explorer.join();
    assertTrue(seen.get() instanceof Unsupported && seen.get().getMessage().contains("interrupted"), String.valueOf(seen.get()));
    assertTrue(flag.get(), "the interrupt is not swallowed");
    assertNoWorkersLeft(before);
  }

  /** They wait for each other: both count in the same static field. */
  @Test void twoExplorationsAtOnce() throws InterruptedException {
    List<Verdict> verdicts = new ArrayList<>();
    List<Thread> explorers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread t = new Thread(() -> {
        Verdict v = Interleave.explore(Options.standard().preemptions(1).surprises(1), RobustTest::count);
        synchronized (verdicts) {
          verdicts.add(v);
        }
      });
      explorers.add(t);
      t.start();
    }
    for (Thread t : explorers) t.join();
    assertEquals(3, verdicts.size());
    Set<Integer> executions = new HashSet<>();
    for (Verdict v : verdicts) executions.add(v.orThrow().executions());
    assertEquals(1, executions.size(), executions.toString());
  }

  @Test void aScenarioCannotExploreAnother() {
    Verdict v = Interleave.explore(() -> Interleave.explore(RobustTest::count));
    assertEquals(Kind.EXCEPTION, v.kind(), v.toString());
    assertTrue(v.cause().contains("A scenario cannot explore another"), v.cause());
  }
}
