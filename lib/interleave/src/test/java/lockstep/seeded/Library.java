package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import lockstep.interleave.Scenario;

/**
 * The rest of {@code java.util.concurrent}, used well and badly; and what the checker says of itself that it does not
 * see.
 */
final class Library {
  private Library() {}

  /** A point that is read optimistically, as in StampedLock's Javadoc. */
  static class Point {
    final StampedLock lock = new StampedLock();
    int x;
    int y;

    void move(int by) {
      long stamp = lock.writeLock();
      try {
        x += by;
        y += by;
      } finally {
        lock.unlockWrite(stamp);
      }
    }
  }

  @Right(kind = "StampedLock misuse",
      source = "StampedLock's Javadoc, distanceFromOrigin: validate, else take the read lock")
  static class OptimisticValidated implements Scenario {
    @Override public void run() {
      Point p = new Point();
      together(() -> p.move(1), () -> {
        long stamp = p.lock.tryOptimisticRead();
        int a = p.x;
        int b = p.y;
        if (!p.lock.validate(stamp)) {
          stamp = p.lock.readLock();
          a = p.x;
          b = p.y;
          p.lock.unlockRead(stamp);
        }
        check(a == b, "torn");
      });
    }
  }

  @Wrong(kind = "StampedLock misuse", expect = {EXCEPTION, DATA_RACE},
      source = "an optimistic read whose stamp nobody validates")
  static class OptimisticUnvalidated implements Scenario {
    @Override public void run() {
      Point p = new Point();
      together(() -> p.move(1), () -> {
        p.lock.tryOptimisticRead();
        int a = p.x;
        int b = p.y;
        check(a == b, "torn");
      });
    }
  }

  @Wrong(kind = "StampedLock misuse", expect = {EXCEPTION, DATA_RACE}, source = "validated first, read then")
  static class ValidatedTooEarly implements Scenario {
    @Override public void run() {
      Point p = new Point();
      together(() -> p.move(1), () -> {
        long stamp = p.lock.tryOptimisticRead();
        if (p.lock.validate(stamp)) {
          int a = p.x;
          int b = p.y;
          check(a == b, "torn");
        }
      });
    }
  }

  @Wrong(kind = "StampedLock misuse", expect = DEADLOCK, source = "StampedLock is not reentrant (its Javadoc)")
  static class StampedTwice implements Scenario {
    @Override public void run() {
      StampedLock lock = new StampedLock();
      together(() -> {
        long outer = lock.writeLock();
        long inner = lock.readLock();
        lock.unlockRead(inner);
        lock.unlockWrite(outer);
      });
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK, source = "a rendezvous that both sides begin by giving")
  static class BothGive implements Scenario {
    @Override public void run() {
      SynchronousQueue<String> there = new SynchronousQueue<>();
      SynchronousQueue<String> back = new SynchronousQueue<>();
      together(() -> {
        there.put("question");
        back.take();
      }, () -> {
        back.put("answer");
        there.take();
      });
    }
  }

  @Right(kind = "deadlock", source = "one gives, one takes; what was written before is seen after")
  static class GiveAndTake implements Scenario {
    @Override public void run() {
      SynchronousQueue<int[]> there = new SynchronousQueue<>();
      together(() -> {
        int[] box = new int[1];
        box[0] = 4;
        there.put(box);
      }, () -> check(there.take()[0] == 4, "empty"));
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION, source = "getNow before it is there")
  static class FutureAskedTooEarly implements Scenario {
    @Override public void run() {
      CompletableFuture<String> name = new CompletableFuture<>();
      together(() -> name.complete("Ada"), () -> check(name.getNow(null) != null, "nobody"));
    }
  }

  @Right(kind = "unsafe publication", source = "completing happens before whatever join returns to")
  static class FutureJoined implements Scenario {
    int before;

    @Override public void run() {
      CompletableFuture<String> name = new CompletableFuture<>();
      together(() -> {
        before = 1;
        name.complete("Ada");
      }, () -> check(name.join().length() == 3 && before == 1, "nobody"));
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "a future that is never completed when the work throws (no completeExceptionally)")
  static class FutureForgotten implements Scenario {
    @Override public void run() {
      CompletableFuture<Integer> number = new CompletableFuture<>();
      together(() -> {
        try {
          number.complete(Integer.parseInt("x"));
        } catch (NumberFormatException e) {
          // logged
        }
      }, number::join);
    }
  }

  @Wrong(kind = "unsafe publication", expect = {DATA_RACE, EXCEPTION},
      source = "writes after it has completed the future")
  static class CompletedTooEarly implements Scenario {
    int after;

    @Override public void run() {
      CompletableFuture<String> name = new CompletableFuture<>();
      together(() -> {
        name.complete("Ada");
        after = 1;
      }, () -> {
        name.join();
        check(after == 1, "not yet");
      });
    }
  }

  @Right(kind = "barrier reuse", source = "a Phaser for two, twice")
  static class PhaserTwice implements Scenario {
    @Override public void run() {
      Phaser phaser = new Phaser(2);
      int[] cells = new int[2];
      together(() -> {
        cells[0] = 1;
        phaser.arriveAndAwaitAdvance();
        int other = cells[1];
        phaser.arriveAndAwaitAdvance();
        cells[0] = other;
      }, () -> {
        cells[1] = 2;
        phaser.arriveAndAwaitAdvance();
        int other = cells[0];
        phaser.arriveAndAwaitAdvance();
        cells[1] = other;
      });
      check(cells[0] == 2 && cells[1] == 1, "out of step");
    }
  }

  @Wrong(kind = "barrier reuse", expect = DATA_RACE, source = "arrive without awaiting: the phase may not be over")
  static class PhaserNotAwaited implements Scenario {
    @Override public void run() {
      Phaser phaser = new Phaser(2);
      int[] cells = new int[1];
      together(() -> {
        cells[0] = 1;
        phaser.arriveAndAwaitAdvance();
      }, () -> {
        phaser.arrive();
        check(cells[0] <= 1, "?");
      });
    }
  }

  @Right(kind = "unsafe publication", source = "an Exchanger orders both ways")
  static class Exchanged implements Scenario {
    @Override public void run() {
      Exchanger<int[]> exchanger = new Exchanger<>();
      together(() -> check(exchanger.exchange(new int[] {1})[0] == 2, "?"),
          () -> check(exchanger.exchange(new int[] {2})[0] == 1, "?"));
    }
  }

  @Wrong(kind = "wrong monitor", expect = {EXCEPTION, DATA_RACE},
      source = "tryLock with a time-out whose answer nobody reads")
  static class TimedLockUnread implements Scenario {
    int count;

    @Override public void run() {
      ReentrantLock lock = new ReentrantLock();
      together(() -> {
        lock.lock();
        count++;
        lock.unlock();
      }, () -> {
        lock.tryLock(1, TimeUnit.SECONDS);
        count++;
        if (lock.isHeldByCurrentThread()) lock.unlock();
      });
    }
  }

  @Right(kind = "wrong monitor", source = "the same, read")
  static class TimedLockRead implements Scenario {
    int count;

    @Override public void run() {
      ReentrantLock lock = new ReentrantLock();
      AtomicBoolean gaveUp = new AtomicBoolean();
      together(() -> {
        lock.lock();
        count++;
        lock.unlock();
      }, () -> {
        if (!lock.tryLock(1, TimeUnit.SECONDS)) {
          gaveUp.set(true);
          return;
        }
        count++;
        lock.unlock();
      });
      check(count == (gaveUp.get() ? 1 : 2), "lost");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION,
      source = "tryLock for a job that must be done: it is skipped when the lock is busy")
  static class SkippedWhenBusy implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    int saved;

    void save() {
      if (lock.tryLock()) {
        try {
          saved++;
        } finally {
          lock.unlock();
        }
      }
    }

    @Override public void run() {
      together(this::save, this::save);
      check(saved == 2, "one is not saved");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION, source = "the same, with an atomic count")
  static class SkippedWhenBusyAtomic implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final AtomicInteger saved = new AtomicInteger();

    void save() {
      if (lock.tryLock()) {
        try {
          saved.incrementAndGet();
        } finally {
          lock.unlock();
        }
      }
    }

    @Override public void run() {
      together(this::save, this::save);
      check(saved.get() == 2, "one is not saved");
    }
  }

  // ---- what the manual says is not explored ----

  @Wrong(kind = "load buffering", expect = EXCEPTION,
      source = "j9mm, Opaque mode: nothing keeps a load before a later store to another variable")
  @Known(why = "load buffering is not explored: each thread runs in program order (so says the manual)")
  static class BothConfirm implements Scenario {
    final AtomicInteger x = new AtomicInteger();
    final AtomicInteger y = new AtomicInteger();

    @Override public void run() {
      int[] saw = new int[2];
      together(() -> {
        saw[0] = x.getOpaque();
        y.setOpaque(1);
      }, () -> {
        saw[1] = y.getOpaque();
        x.setOpaque(1);
      });
      check(saw[0] + saw[1] < 2, "each saw the other's answer before it gave its own");
    }
  }

  @Right(kind = "load buffering",
      source = "release and acquire on both sides forbid it (JLS 17.4.5 by j9mm: it would be a circle of "
          + "happens-before)")
  static class BothConfirmAcquire implements Scenario {
    final AtomicInteger x = new AtomicInteger();
    final AtomicInteger y = new AtomicInteger();

    @Override public void run() {
      int[] saw = new int[2];
      together(() -> {
        saw[0] = x.getAcquire();
        y.setRelease(1);
      }, () -> {
        saw[1] = y.getAcquire();
        x.setRelease(1);
      });
      check(saw[0] + saw[1] < 2, "each saw the other's answer before it gave its own");
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "JLS 12.4.2: two classes that need each other for their initialization, begun from both ends")
  static class InitializersInACircle implements Scenario {
    static class Left {
      static final int HALF = new AtomicInteger(1).get();
      static final int WHOLE = HALF + Right2.HALF;
    }

    static class Right2 {
      static final int HALF = new AtomicInteger(2).get();
      static final int WHOLE = HALF + Left.HALF;
    }

    @Override public void run() {
      together(() -> check(Left.HALF == 1, "?"), () -> check(Right2.HALF == 2, "?"));
    }
  }
}
