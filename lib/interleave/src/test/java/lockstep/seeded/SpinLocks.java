package lockstep.seeded;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Interleave;
import lockstep.interleave.Scenario;

/** Locks of one word. (AMP chapter 7.) */
final class SpinLocks {
  private SpinLocks() {}

  @Wrong(kind = "check-then-act", expect = {DATA_RACE, EXCEPTION},
      source = "AMP 2.3, LockOne's cousin: looked free, then taken")
  static class LookThenTake implements Scenario {
    volatile boolean locked;

    void lock() {
      while (locked) Thread.onSpinWait();
      locked = true;
    }

    void unlock() {
      locked = false;
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE)
  static class UnlockOpaque implements Scenario {
    final AtomicInteger state = new AtomicInteger();

    void lock() {
      while (!state.compareAndSet(0, 1)) {
        while (state.getOpaque() != 0) Thread.onSpinWait();
      }
    }

    void unlock() {
      state.setOpaque(0);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE, source = "the unlock is an acquire-only swap")
  static class UnlockByAcquireSwap implements Scenario {
    private static final VarHandle HELD =
        Publication.handle(MethodHandles.lookup(), UnlockByAcquireSwap.class, "held", boolean.class);
    volatile boolean held;

    void lock() {
      while ((boolean) HELD.getAndSetAcquire(this, true)) Thread.onSpinWait();
    }

    void unlock() {
      HELD.getAndSetAcquire(this, false);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "missing acquire", expect = DATA_RACE, source = "weakCompareAndSet, whose old name meant Plain")
  @SuppressWarnings("deprecation")
  static class WeakPlainLock implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();

    void lock() {
      while (!held.weakCompareAndSet(false, true)) Thread.onSpinWait();
    }

    void unlock() {
      held.setRelease(false);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "missing acquire", expect = DATA_RACE, source = "release where acquire was meant")
  static class LockByReleaseExchange implements Scenario {
    final AtomicInteger state = new AtomicInteger();

    void lock() {
      while (state.compareAndExchangeRelease(0, 1) != 0) Thread.onSpinWait();
    }

    void unlock() {
      state.setRelease(0);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Right(kind = "missing acquire", source = "the least that a lock needs")
  static class AcquireRelease implements Scenario {
    final AtomicInteger state = new AtomicInteger();

    void lock() {
      while (!state.weakCompareAndSetAcquire(0, 1)) {
        while (state.getOpaque() != 0) Thread.onSpinWait();
      }
    }

    void unlock() {
      state.setRelease(0);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Right(kind = "wrong fence", source = "plain-mode compare-and-set, with the fences where they belong (j9mm, Fences)")
  static class FencedLock implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();

    void lock() {
      while (!held.weakCompareAndSetPlain(false, true)) Thread.onSpinWait();
      VarHandle.acquireFence();
    }

    void unlock() {
      VarHandle.releaseFence();
      held.setOpaque(false);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "wrong fence", expect = DATA_RACE, source = "FencedLock with the unlock's two lines swapped")
  static class FenceAfterUnlock implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();

    void lock() {
      while (!held.weakCompareAndSetPlain(false, true)) Thread.onSpinWait();
      VarHandle.acquireFence();
    }

    void unlock() {
      held.setOpaque(false);
      VarHandle.releaseFence();
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "wrong fence", expect = DATA_RACE, source = "FencedLock with the lock's fence before the loop")
  static class FenceBeforeLock implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();

    void lock() {
      VarHandle.acquireFence();
      while (!held.weakCompareAndSetPlain(false, true)) Thread.onSpinWait();
    }

    void unlock() {
      VarHandle.releaseFence();
      held.setOpaque(false);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "lost update", expect = {DATA_RACE, EXCEPTION},
      source = "a weak compare-and-set that is not repeated: it may fail although the lock is free")
  static class WeakOnce implements Scenario {
    final AtomicInteger state = new AtomicInteger();

    void lock() {
      do {
        while (state.get() != 0) Thread.onSpinWait();
      } while (!state.weakCompareAndSetVolatile(0, 1) && state.get() != 0);
    }

    void unlock() {
      state.set(0);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "wrong monitor", expect = {DATA_RACE, EXCEPTION},
      source = "tryLock whose answer nobody reads, then unlock in finally")
  static class TryLockUnread implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();

    boolean tryLock() {
      return held.compareAndSet(false, true);
    }

    @Override public void run() {
      Scenes.count(this::tryLock, () -> held.set(false));
    }
  }

  @Right(kind = "lost wake-up", source = "lazySet unlocks: an ordered store is a release (JDK Javadoc)")
  static class LazySetUnlock implements Scenario {
    private static final AtomicIntegerFieldUpdater<LazySetUnlock> STATE =
        AtomicIntegerFieldUpdater.newUpdater(LazySetUnlock.class, "state");
    volatile int state;

    void lock() {
      while (state != 0 || !STATE.compareAndSet(this, 0, 1)) Thread.yield();
    }

    void unlock() {
      STATE.lazySet(this, 0);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  /**
   * A lock that its owner may take again. The owner is read without order: only one's own name matters, and one sees
   * one's own stores.
   */
  static class Reentrant {
    final AtomicReference<Thread> owner = new AtomicReference<>();
    int holds;

    void lock() {
      Thread me = Thread.currentThread();
      if (owner.getOpaque() != me) {
        while (!owner.weakCompareAndSetAcquire(null, me)) Thread.onSpinWait();
      }
      holds++;
    }

    void unlock() {
      if (--holds == 0) owner.setRelease(null);
    }
  }

  @Right(kind = "missing acquire", source = "looks unordered, but each thread asks only about itself")
  static class ReentrantByOwner implements Scenario {
    @Override public void run() {
      Reentrant lock = new Reentrant();
      Scenes.count(() -> {
        lock.lock();
        lock.lock();
      }, () -> {
        lock.unlock();
        lock.unlock();
      });
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "the owner's name is wiped after the lock is free, and may wipe the next owner's")
  static class OwnerWipedLate implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();
    volatile Thread owner;
    int holds;

    void lock() {
      if (owner != Thread.currentThread()) {
        while (!held.compareAndSet(false, true)) Thread.onSpinWait();
        owner = Thread.currentThread();
      }
      holds++;
    }

    void unlock() {
      if (--holds == 0) {
        held.set(false);
        owner = null;
      }
    }

    @Override public void run() {
      Scenes.count(() -> {
        lock();
        lock();
      }, () -> {
        unlock();
        unlock();
      });
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "a lock that is not reentrant, taken twice")
  static class TakenTwice implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();

    void lock() {
      while (held.getAndSet(true)) Thread.onSpinWait();
    }

    @Override public void run() {
      Interleave.together(() -> {
        lock();
        if (size() > 0) held.set(false);
      });
    }

    int size() {
      lock();
      held.set(false);
      return 1;
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "an exception leaves the lock taken: no finally")
  static class NoFinally implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();
    int[] values = new int[1];

    void put(int at, int value) {
      while (held.getAndSet(true)) Thread.onSpinWait();
      values[at] = value;
      held.set(false);
    }

    @Override public void run() {
      Interleave.together(() -> {
        try {
          put(1, 5);
        } catch (ArrayIndexOutOfBoundsException e) {
          // the caller copes
        }
      }, () -> put(0, 6));
    }
  }

  @Right(kind = "deadlock", source = "the same with finally")
  static class WithFinally implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();
    int[] values = new int[1];

    void put(int at, int value) {
      while (held.getAndSet(true)) Thread.onSpinWait();
      try {
        values[at] = value;
      } finally {
        held.set(false);
      }
    }

    @Override public void run() {
      Interleave.together(() -> {
        try {
          put(1, 5);
        } catch (ArrayIndexOutOfBoundsException e) {
          // the caller copes
        }
      }, () -> put(0, 6));
      Interleave.check(values[0] == 6, "lost");
    }
  }

  @Right(kind = "starvation", source = "exponential backoff, with sleep (AMP 7.4)")
  static class BackingOff implements Scenario {
    final AtomicBoolean held = new AtomicBoolean();

    void lock() {
      int millis = 1;
      while (held.getAndSet(true)) {
        try {
          Thread.sleep(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        millis = Math.min(2 * millis, 8);
      }
    }

    @Override public void run() {
      Scenes.count(this::lock, () -> held.setRelease(false));
    }
  }
}
