package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.interleave.Region;
import lockstep.interleave.Scenario;

/** Latches, barriers and semaphores. (AMP chapter 18; JCIP 5.5.) */
final class Gates {
  private Gates() {}

  @Wrong(kind = "barrier reuse", expect = DATA_RACE,
      source = "a latch opens once (CountDownLatch's Javadoc); in the second round nobody waits")
  static class LatchUsedTwice implements Scenario {
    @Override public void run() {
      CountDownLatch latch = new CountDownLatch(2);
      int[] cells = new int[2];
      together(() -> {
        for (int round = 1; round <= 2; round++) {
          cells[0] = round;
          latch.countDown();
          latch.await();
        }
      }, () -> {
        latch.countDown();
        latch.await();
        int seen = cells[0];
        check(seen >= 1, "too early");
      });
    }
  }

  @Right(kind = "barrier reuse", source = "a CyclicBarrier is made for it")
  static class BarrierUsedTwice implements Scenario {
    @Override public void run() {
      CyclicBarrier barrier = new CyclicBarrier(2);
      int[] cells = new int[2];
      together(() -> {
        cells[0] = 1;
        barrier.await();
        int other = cells[1];
        barrier.await();
        cells[0] = other + 1;
      }, () -> {
        cells[1] = 5;
        barrier.await();
        int other = cells[0];
        barrier.await();
        cells[1] = other + 1;
      });
      check(cells[0] == 6 && cells[1] == 2, "out of step");
    }
  }

  /** A barrier of AMP 18.3. */
  static class SimpleBarrier {
    final AtomicInteger count;
    final int size;

    SimpleBarrier(int size) {
      this.size = size;
      this.count = new AtomicInteger(size);
    }

    void await() {
      if (count.getAndDecrement() == 1) {
        count.set(size);
      } else {
        while (count.get() != 0) Thread.onSpinWait();
      }
    }
  }

  @Wrong(kind = "barrier reuse", expect = DEADLOCK,
      source = "AMP figure 18.5, SimpleBarrier: the last one resets the count before the others have seen it")
  static class SimpleBarrierReset implements Scenario {
    @Override public void run() {
      SimpleBarrier barrier = new SimpleBarrier(2);
      together(barrier::await, barrier::await);
    }
  }

  /** AMP 18.4. Each thread keeps its own sense. */
  static class SenseBarrier {
    final AtomicInteger count;
    final int size;
    volatile boolean sense;

    SenseBarrier(int size) {
      this.size = size;
      this.count = new AtomicInteger(size);
    }

    boolean await(boolean mine) {
      if (count.getAndDecrement() == 1) {
        count.set(size);
        sense = mine;
      } else {
        while (sense != mine) Thread.onSpinWait();
      }
      return !mine;
    }
  }

  @Right(kind = "barrier reuse", source = "AMP figure 18.6, SenseBarrier")
  static class SenseReversing implements Scenario {
    @Override public void run() {
      SenseBarrier barrier = new SenseBarrier(2);
      int[] cells = new int[2];
      together(() -> {
        cells[0] = 1;
        boolean sense = barrier.await(true);
        int other = cells[1];
        barrier.await(sense);
        cells[0] = other;
      }, () -> {
        cells[1] = 5;
        boolean sense = barrier.await(true);
        int other = cells[0];
        barrier.await(sense);
        cells[1] = other;
      });
      check(cells[0] == 5 && cells[1] == 1, "out of step");
    }
  }

  @Wrong(kind = "barrier reuse", expect = DEADLOCK,
      source = "SenseBarrier with the last two lines swapped: the gate opens before the count is set back")
  static class SenseBeforeReset implements Scenario {
    final AtomicInteger count = new AtomicInteger(2);
    volatile boolean sense;

    boolean await(boolean mine) {
      if (count.getAndDecrement() == 1) {
        sense = mine;
        count.set(2);
      } else {
        while (sense != mine) Thread.onSpinWait();
      }
      return !mine;
    }

    @Override public void run() {
      together(() -> await(await(true)), () -> await(await(true)));
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK, source = "a barrier for three where two come")
  static class TooManyParties implements Scenario {
    @Override public void run() {
      CyclicBarrier barrier = new CyclicBarrier(3);
      together(barrier::await, barrier::await);
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK, source = "a worker that fails never counts down: no finally")
  static class CountDownSkipped implements Scenario {
    @Override public void run() {
      CountDownLatch done = new CountDownLatch(1);
      int[] results = new int[1];
      together(() -> {
        try {
          results[1] = 3;
          done.countDown();
        } catch (IndexOutOfBoundsException e) {
          // logged
        }
      }, done::await);
    }
  }

  @Wrong(kind = "semaphore misuse", expect = EXCLUSION,
      source = "released in finally although the acquire may not have succeeded: permits are made from nothing")
  static class ReleasedUnacquired implements Scenario {
    @Override public void run() {
      Semaphore permits = new Semaphore(1);
      Region region = new Region();
      together(() -> {
        permits.acquire();
        region.enter();
        region.leave();
        permits.release();
      }, () -> {
        try {
          if (permits.tryAcquire()) {
            region.enter();
            region.leave();
          }
        } finally {
          permits.release();
        }
      }, () -> {
        permits.acquire();
        region.enter();
        region.leave();
        permits.release();
      });
    }
  }

  @Wrong(kind = "semaphore misuse", expect = DEADLOCK, source = "two permits taken one by one by two threads")
  static class TwoByOne implements Scenario {
    @Override public void run() {
      Semaphore permits = new Semaphore(2);
      together(() -> {
        permits.acquire();
        permits.acquire();
        permits.release(2);
      }, () -> {
        permits.acquire();
        permits.acquire();
        permits.release(2);
      });
    }
  }

  @Right(kind = "semaphore misuse", source = "both at once")
  static class TwoAtOnce implements Scenario {
    @Override public void run() {
      Semaphore permits = new Semaphore(2);
      int[] count = new int[1];
      together(() -> {
        permits.acquire(2);
        count[0]++;
        permits.release(2);
      }, () -> {
        permits.acquire(2);
        count[0]++;
        permits.release(2);
      });
      check(count[0] == 2, "lost");
    }
  }

  @Wrong(kind = "semaphore misuse", expect = EXCEPTION, source = "availablePermits is a number from the past")
  static class AskedFirst implements Scenario {
    @Override public void run() {
      Semaphore permits = new Semaphore(1);
      AtomicInteger busy = new AtomicInteger();
      together(() -> {
        if (permits.availablePermits() > 0) check(permits.tryAcquire(), "gone");
      }, () -> {
        if (permits.tryAcquire()) busy.incrementAndGet();
      });
    }
  }

  @Right(kind = "semaphore misuse",
      source = "given by another thread than the one that took it: a semaphore is no lock, and its release still "
          + "orders")
  static class HandedOver implements Scenario {
    @Override public void run() {
      Semaphore ready = new Semaphore(0);
      int[] data = new int[1];
      together(() -> {
        data[0] = 7;
        ready.release();
      }, () -> {
        ready.acquire();
        check(data[0] == 7, "nothing there");
      });
    }
  }

  @Wrong(kind = "semaphore misuse", expect = DEADLOCK, source = "the permit is lost when the work throws")
  static class PermitLost implements Scenario {
    @Override public void run() {
      Semaphore permits = new Semaphore(1);
      together(() -> {
        try {
          permits.acquire();
          Integer.parseInt("1o");
          permits.release();
        } catch (NumberFormatException e) {
          // bad input
        }
      }, () -> {
        permits.acquire();
        permits.release();
      });
    }
  }

  /** A semaphore by monitor (AMP figure 8.11). */
  static class Counting {
    private int free;

    Counting(int free) {
      this.free = free;
    }

    synchronized void acquire() throws InterruptedException {
      while (free == 0) wait();
      free--;
    }

    synchronized void release() {
      free++;
      notifyAll();
    }
  }

  @Right(kind = "semaphore misuse", source = "AMP figure 8.11")
  static class CountingSemaphore implements Scenario {
    @Override public void run() {
      Counting permits = new Counting(1);
      Region region = new Region();
      together(() -> {
        permits.acquire();
        region.enter();
        region.leave();
        permits.release();
      }, () -> {
        permits.acquire();
        region.enter();
        region.leave();
        permits.release();
      });
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK,
      source = "notifies only if there was none before: two releases in a row wake one waiter")
  static class NotifyOnlyAtFirst implements Scenario {
    int free;

    synchronized void acquire() throws InterruptedException {
      while (free == 0) wait();
      free--;
    }

    synchronized void release() {
      if (free++ == 0) notify();
    }

    @Override public void run() {
      together(this::acquire, this::acquire, () -> {
        release();
        release();
      });
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE,
      source = "a home-made latch: the count goes down atomically but without order")
  static class RelaxedLatch implements Scenario {
    final AtomicInteger left = new AtomicInteger(2);
    final int[] results = new int[2];

    void work(int i) {
      results[i] = i + 1;
      int n;
      do {
        n = left.getOpaque();
      } while (!left.weakCompareAndSetPlain(n, n - 1));
    }

    @Override public void run() {
      together(() -> work(0), () -> work(1), () -> {
        while (left.getAcquire() != 0) Thread.onSpinWait();
        check(results[0] + results[1] == 3, "half");
      });
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE,
      source = "reference count: the last release must acquire what the others did (Boost.Atomic, reference counting)")
  static class ReferenceCountWithoutAcquire implements Scenario {
    private static final VarHandle REFS =
        Publication.handle(MethodHandles.lookup(), ReferenceCountWithoutAcquire.class, "refs", int.class);
    int refs = 2;
    int[] buffer = {1, 2};

    void drop() {
      if ((int) REFS.getAndAddRelease(this, -1) == 1) buffer[0] = 0; // freed
    }

    @Override public void run() {
      together(() -> {
        int x = buffer[0];
        check(x == 1, "freed too early");
        drop();
      }, () -> {
        int x = buffer[0];
        check(x == 1, "freed too early");
        drop();
      });
    }
  }

  @Right(kind = "missing release",
      source = "release on every drop, an acquire fence on the last: release sequences run through read-modify-writes "
          + "(Boost.Atomic, reference counting)")
  static class ReferenceCountWithFence implements Scenario {
    private static final VarHandle REFS =
        Publication.handle(MethodHandles.lookup(), ReferenceCountWithFence.class, "refs", int.class);
    int refs = 2;
    int[] buffer = {1, 2};

    void drop() {
      if ((int) REFS.getAndAddRelease(this, -1) == 1) {
        VarHandle.acquireFence();
        buffer[0] = 0;
      }
    }

    @Override public void run() {
      together(() -> {
        int x = buffer[0];
        check(x == 1, "freed too early");
        drop();
      }, () -> {
        int x = buffer[0];
        check(x == 1, "freed too early");
        drop();
      });
    }
  }
}
