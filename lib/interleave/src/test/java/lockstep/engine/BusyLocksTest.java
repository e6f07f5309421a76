package lockstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;

/** A lock of java.util.concurrent that is held over plain fields only is seen busy by those who look; and nobody pays for it where none looks. */
class BusyLocksTest {
  private static final Options ALL = Options.standard().preemptions(40).surprises(40);

  /** One thread works under the lock, on plain fields only; another one looks, and must find it both busy and free. */
  private static void sawBoth(Scenario scenario) {
    for (Options options : new Options[] {ALL, ALL.reduce(false)}) {
      Verdict verdict = Interleave.explore(options, scenario);
      assertTrue(verdict.passed() && verdict.complete(), verdict::toString);
      assertEquals("[busy, free]", verdict.outcomes().toString());
    }
  }

  private static void told(boolean busy) {
    Interleave.observe(busy ? "busy" : "free");
  }

  @Test void aReentrantLock() {
    sawBoth(() -> {
      var lock = new ReentrantLock();
      int[] inside = new int[1];
      Interleave.together(() -> {
        lock.lock();
        inside[0]++;
        lock.unlock();
      }, () -> {
        boolean got = lock.tryLock();
        told(!got);
        if (!got) return;
        inside[0]++;
        lock.unlock();
      });
    });
    sawBoth(() -> {
      var lock = new ReentrantLock();
      int[] inside = new int[1];
      Interleave.together(() -> {
        lock.lock();
        lock.lock();
        inside[0]++;
        lock.unlock();
        lock.unlock();
      }, () -> told(lock.isLocked()));
    });
    sawBoth(() -> {
      var lock = new ReentrantLock();
      Interleave.together(() -> {
        lock.lock();
        lock.unlock();
      }, () -> {
        boolean got = lock.tryLock(1, TimeUnit.SECONDS);
        told(!got);
        if (got) lock.unlock();
      });
    });
  }

  /** Waiting for a signal gives the lock back as well: whoever looks before it signals finds it busy in no other place. */
  @Test void aLockThatWaitsForItsSignal() {
    Verdict verdict = Interleave.explore(ALL.surprises(0), () -> {
      var lock = new ReentrantLock();
      Condition changed = lock.newCondition();
      boolean[] go = new boolean[1];
      Interleave.together(() -> {
        lock.lock();
        while (!go[0]) changed.await();
        lock.unlock();
      }, () -> {
        told(lock.isLocked());
        lock.lock();
        go[0] = true;
        changed.signal();
        lock.unlock();
      });
    });
    assertTrue(verdict.passed(), verdict::toString);
    assertEquals("[busy, free]", verdict.outcomes().toString());
  }

  /** The same with a time limit. */
  @Test void aLockGivenUpByAwait() {
    sawBoth(() -> {
      var lock = new ReentrantLock();
      Condition never = lock.newCondition();
      Interleave.together(() -> {
        lock.lock();
        never.awaitNanos(1);
        lock.unlock();
      }, () -> told(lock.isLocked()));
    });
    sawBoth(() -> {
      var lock = new ReentrantReadWriteLock().writeLock();
      Condition never = lock.newCondition();
      Interleave.together(() -> {
        lock.lock();
        never.awaitNanos(1);
        lock.unlock();
      }, () -> {
        boolean got = lock.tryLock();
        told(!got);
        if (got) lock.unlock();
      });
    });
  }

  @Test void whoWaitsInLine() {
    sawBoth(() -> {
      var lock = new ReentrantLock();
      Action work = () -> {
        lock.lock();
        lock.unlock();
      };
      Interleave.together(work, work, () -> told(lock.hasQueuedThreads()));
    });
  }

  @Test void aReadWriteLock() {
    sawBoth(() -> {
      var lock = new ReentrantReadWriteLock();
      Interleave.together(() -> {
        lock.readLock().lock();
        lock.readLock().unlock();
      }, () -> {
        boolean got = lock.writeLock().tryLock();
        told(!got);
        if (got) lock.writeLock().unlock();
      });
    });
    sawBoth(() -> {
      var lock = new ReentrantReadWriteLock();
      Interleave.together(() -> {
        lock.writeLock().lock();
        lock.writeLock().unlock();
      }, () -> told(lock.isWriteLocked()));
    });
  }

  @Test void aStampedLock() {
    sawBoth(() -> {
      var lock = new StampedLock();
      Interleave.together(() -> lock.unlockWrite(lock.writeLock()), () -> told(lock.tryOptimisticRead() == 0));
    });
    sawBoth(() -> {
      var lock = new StampedLock();
      Interleave.together(() -> lock.unlockRead(lock.readLock()), () -> {
        long stamp = lock.tryWriteLock();
        told(stamp == 0);
        if (stamp != 0) lock.unlock(stamp);
      });
    });
    sawBoth(() -> {
      var lock = new StampedLock();
      Interleave.together(() -> {
        lock.asWriteLock().lock();
        lock.asWriteLock().unlock();
      }, () -> {
        long stamp = lock.tryReadLock();
        told(stamp == 0);
        if (stamp != 0) lock.unlock(stamp);
      });
    });
  }

  private static Action write(StampedLock lock, int[] cell) {
    return () -> {
      long stamp = lock.writeLock();
      cell[0]++;
      lock.unlockWrite(stamp);
    };
  }

  /** What is read on a stamp of 0 is forgiven if it is tried again, and is a race if it is used. */
  @Test void aStampOfNought() {
    Verdict again = Interleave.explore(() -> {
      var lock = new StampedLock();
      var cell = new int[1];
      Interleave.together(write(lock, cell), () -> {
        int seen;
        long stamp = lock.tryOptimisticRead();
        seen = cell[0];
        if (stamp == 0 || !lock.validate(stamp)) {
          stamp = lock.readLock();
          seen = cell[0];
          lock.unlockRead(stamp);
        }
        Interleave.check(seen <= 1, "?");
      });
    });
    assertTrue(again.passed(), again::toString);
    Verdict used = Interleave.explore(() -> {
      var lock = new StampedLock();
      var cell = new int[1];
      Interleave.together(write(lock, cell), () -> {
        long stamp = lock.tryOptimisticRead();
        int seen = cell[0];
        if (stamp != 0 && !lock.validate(stamp)) return;
        Interleave.check(seen <= 1, "?");
      });
    });
    assertEquals(Kind.DATA_RACE, used.kind(), used::toString);
  }

  /** Whoever spins on tryLock waits for a holder, and the holder's own loop is none. */
  @Test void spinningOnALockThatIsBusyEnds() {
    Verdict spins = Interleave.explore(() -> {
      var lock = new ReentrantLock();
      int[] count = new int[1];
      Action add = () -> {
        while (!lock.tryLock()) Thread.onSpinWait();
        count[0]++;
        lock.unlock();
      };
      Interleave.together(add, add);
      Interleave.check(count[0] == 2, "lost");
    });
    assertTrue(spins.passed(), spins::toString);
    Verdict looks = Interleave.explore(() -> {
      var lock = new ReentrantLock();
      boolean[] ready = new boolean[1];
      Interleave.together(() -> {
        boolean seen = false;
        while (!seen) {
          lock.lock();
          seen = ready[0];
          lock.unlock();
        }
      }, () -> {
        while (!lock.tryLock(1, TimeUnit.SECONDS)) Thread.onSpinWait();
        ready[0] = true;
        lock.unlock();
      });
    });
    assertTrue(looks.passed(), looks::toString);
    Verdict never = Interleave.explore(() -> {
      var lock = new ReentrantLock();
      boolean[] ready = new boolean[1];
      Interleave.together(() -> {
        boolean seen = false;
        while (!seen) {
          lock.lock();
          seen = ready[0];
          lock.unlock();
        }
      }, lock::isLocked);
    });
    assertEquals(Kind.DEADLOCK, never.kind(), never::toString);
  }

  /** A failing schedule with such steps says so in its name, and is the same again. */
  @Test void itsScheduleIsReplayed() {
    Scenario skips = () -> {
      var lock = new ReentrantLock();
      int[] saved = new int[1];
      Action save = () -> {
        if (!lock.tryLock()) return;
        saved[0]++;
        lock.unlock();
      };
      Interleave.together(save, save);
      Interleave.check(saved[0] == 2, "skipped");
    };
    Verdict verdict = Interleave.explore(skips);
    assertEquals(Kind.EXCEPTION, verdict.kind(), verdict::toString);
    assertTrue(verdict.token().startsWith("u-"), verdict.token());
    Verdict again = Interleave.replay(verdict.token(), skips);
    assertEquals(verdict.steps(), again.steps());
    assertEquals(verdict.token(), again.token());
  }

  /** Nobody looks, or only when all others are through: as many executions as if giving back were no step. */
  @Test void whereNobodyLooksItCostsNothing() {
    int[] counts = new int[2];
    for (int i = 0; i < 2; i++) {
      boolean looks = i == 1;
      counts[i] = Interleave.explore(ALL, () -> {
        var lock = new ReentrantLock();
        int[] count = new int[1];
        Action add = () -> {
          lock.lock();
          count[0]++;
          lock.unlock();
        };
        Interleave.together(add, add, add);
        if (looks) Interleave.check(!lock.isLocked() && lock.tryLock(), "left locked");
      }).orThrow().executions();
    }
    assertEquals(counts[0], counts[1]);
  }
}
