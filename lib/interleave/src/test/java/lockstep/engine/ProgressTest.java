package lockstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;

/** Progress and its failures are told apart, and each thread that is stuck is named with its line. */
class ProgressTest {
  /** Each raises its flag and takes it back if the other's is up. Alone, a thread gets through; in step, neither does. */
  static class Polite {
    final AtomicBoolean[] flags = {new AtomicBoolean(), new AtomicBoolean()};
    final AtomicInteger done = new AtomicInteger();

    void act(int me) {
      while (true) {
        flags[me].set(true);
        boolean free = !flags[1 - me].get();
        if (free) done.incrementAndGet();
        flags[me].set(false);
        if (free) return;
      }
    }
  }

  /** Who fails to change the number was overtaken by somebody who did: somebody always gets through. */
  static class Counted {
    final AtomicInteger turns = new AtomicInteger();

    void act() {
      int seen;
      do seen = turns.get();
      while (!turns.compareAndSet(seen, seen + 1));
    }
  }

  /** A thread that stops with its flag up keeps the other from ever getting through: that is blocking, not obstruction-free. */
  @Test void aFlagLeftUpBlocks() {
    Progress p = Interleave.progress(() -> {
      var polite = new Polite();
      Interleave.together(() -> polite.act(0), () -> polite.act(1));
    });
    assertEquals(Progress.Level.BLOCKING, p.level(), p.toString());
  }

  /**
   * Obstruction-free: each operation marks the object as its own and then completes it if the mark is still there. Whoever
   * runs alone gets through, whoever stopped before; two in step overwrite each other's mark for ever.
   */
  static class Marked {
    final AtomicInteger owner = new AtomicInteger();

    void act(int me) {
      do owner.set(me);
      while (!owner.compareAndSet(me, 0));
    }
  }

  @Test void obstructionFreeIsNotLockFree() {
    Progress p = Interleave.progress(() -> {
      var marked = new Marked();
      Interleave.together(() -> marked.act(1), () -> marked.act(2));
    });
    assertEquals(Progress.Level.OBSTRUCTION_FREE, p.level(), p.toString());
    assertTrue(p.verdict().kind() == Kind.LIVELOCK || p.verdict().kind() == Kind.STARVATION, p.toString());
    assertTrue(p.verdict().cause().contains("T1") && p.verdict().cause().contains("ProgressTest:")
        || p.verdict().cause().contains("Marked:"), p.verdict().cause());
  }

  @Test void lockFree() {
    Progress p = Interleave.progress(() -> {
      var counted = new Counted();
      Interleave.together(counted::act, counted::act);
    });
    assertEquals(Progress.Level.LOCK_FREE, p.level(), p.toString());
  }

  @Test void aDeadlockNamesEachThreadAndItsLine() {
    Verdict v = Interleave.explore(() -> {
      var a = new ReentrantLock();
      var b = new Object();
      Action one = () -> {
        a.lock();
        synchronized (b) {
          b.hashCode();
        }
        a.unlock();
      };
      Action two = () -> {
        synchronized (b) {
          a.lock();
          a.unlock();
        }
      };
      Interleave.together(one, two);
    });
    assertEquals(Kind.DEADLOCK, v.kind(), v.toString());
    assertTrue(v.cause().matches(".*T1 waits at ProgressTest:\\d+ for b, held by T2.*"), v.cause());
    assertTrue(v.cause().matches(".*T2 waits at ProgressTest:\\d+ for a, held by T1.*"), v.cause());
  }

  /** One spins on what a parked one should have done. */
  @Test void aSpinnerAndASleeperAreADeadlock() {
    Verdict v = Interleave.explore(() -> {
      var go = new AtomicBoolean();
      var m = new Object();
      Interleave.together(() -> {
        while (!go.get()) Thread.onSpinWait();
      }, () -> {
        synchronized (m) {
          m.wait();
          m.wait();
          m.wait();
        }
        go.set(true);
      });
    });
    assertEquals(Kind.DEADLOCK, v.kind(), v.toString());
    assertTrue(v.cause().matches(".*T1 spins at ProgressTest:\\d+ on go.*T2 waits at ProgressTest:\\d+ for a signal.*"), v.cause());
  }
}
