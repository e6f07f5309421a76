package lockstep.seeded;

import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import lockstep.interleave.Action;
import lockstep.interleave.Region;
import lockstep.interleave.Scenario;

/** Mutual exclusion by loads and stores alone. (AMP chapter 2; Raynal, Algorithms for Mutual Exclusion, 1986.) */
final class Exclusion {
  private Exclusion() {}

  /** A lock whose threads are numbered. */
  interface Numbered {
    void lock(int me);

    void unlock(int me);
  }

  static void meet(Numbered lock, int threads, int rounds) {
    Region region = new Region();
    Action[] actions = new Action[threads];
    for (int i = 0; i < threads; i++) {
      int me = i;
      actions[i] = () -> {
        for (int round = 0; round < rounds; round++) {
          lock.lock(me);
          region.enter();
          region.leave();
          lock.unlock(me);
        }
      };
    }
    together(actions);
  }

  @Right(kind = "Peterson/Dekker without SC", source = "AMP figure 2.6, with volatile fields")
  static class Peterson implements Scenario, Numbered {
    volatile boolean flag0;
    volatile boolean flag1;
    volatile int victim;
    int guarded;

    @Override public void lock(int me) {
      if (me == 0) flag0 = true;
      else flag1 = true;
      victim = me;
      while ((me == 0 ? flag1 : flag0) && victim == me) Thread.onSpinWait();
    }

    @Override public void unlock(int me) {
      guarded++;
      if (me == 0) flag0 = false;
      else flag1 = false;
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Wrong(kind = "Peterson/Dekker without SC", expect = EXCLUSION,
      source = "Peterson with release stores and acquire loads: the flag may still be on its way (j9mm, Volatile mode)")
  static class PetersonAcquireRelease implements Scenario, Numbered {
    final AtomicIntegerArray flag = new AtomicIntegerArray(2);
    final AtomicInteger victim = new AtomicInteger();

    @Override public void lock(int me) {
      flag.setRelease(me, 1);
      victim.setRelease(me);
      while (flag.getAcquire(1 - me) == 1 && victim.getAcquire() == me) Thread.onSpinWait();
    }

    @Override public void unlock(int me) {
      flag.setRelease(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  /**
   * Looks right, as the fence stands between one's own stores and the look at the other. But nothing orders the two
   * stores to victim with the flags: one's store
   * may count as older than the other's although the other has not yet seen one's flag. This is the litmus test R,
   * which needs a fence between the stores, too. (Lahav et
   * al., Repairing Sequential Consistency in C/C++11, PLDI 2017, allow it; so does POWER, not x86 or ARMv8.)
   */
  @Wrong(kind = "wrong fence", expect = EXCLUSION,
      source = "Peterson with release stores and one full fence before the loads: litmus test R")
  static class PetersonWithFence implements Scenario, Numbered {
    final AtomicIntegerArray flag = new AtomicIntegerArray(2);
    final AtomicInteger victim = new AtomicInteger();

    @Override public void lock(int me) {
      flag.setRelease(me, 1);
      victim.setRelease(me);
      VarHandle.fullFence();
      while (flag.getAcquire(1 - me) == 1 && victim.getAcquire() == me) Thread.onSpinWait();
    }

    @Override public void unlock(int me) {
      flag.setRelease(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Right(kind = "Peterson/Dekker without SC",
      source = "A. Williams, Peterson's lock with C++0x atomics, 2010: the victim is named by a swap, so the later "
          + "one has seen the earlier one's flag")
  static class PetersonBySwap implements Scenario, Numbered {
    final AtomicIntegerArray flag = new AtomicIntegerArray(2);
    final AtomicInteger victim = new AtomicInteger();

    @Override public void lock(int me) {
      flag.setOpaque(me, 1);
      victim.getAndSet(me);
      while (flag.getAcquire(1 - me) == 1 && victim.getAcquire() == me) Thread.onSpinWait();
    }

    @Override public void unlock(int me) {
      flag.setRelease(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Wrong(kind = "Peterson/Dekker without SC", expect = EXCLUSION,
      source = "AMP exercise 2.3: victim first, then the flag")
  static class PetersonSwapped implements Scenario, Numbered {
    final AtomicIntegerArray flag = new AtomicIntegerArray(2);
    volatile int victim;

    @Override public void lock(int me) {
      victim = me;
      flag.set(me, 1);
      while (flag.get(1 - me) == 1 && victim == me) Thread.onSpinWait();
    }

    @Override public void unlock(int me) {
      flag.set(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "AMP figure 2.4, LockOne: both raise their flags and wait")
  static class LockOne implements Scenario, Numbered {
    final AtomicIntegerArray flag = new AtomicIntegerArray(2);

    @Override public void lock(int me) {
      flag.set(me, 1);
      while (flag.get(1 - me) == 1) Thread.onSpinWait();
    }

    @Override public void unlock(int me) {
      flag.set(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Wrong(kind = "starvation", expect = DEADLOCK,
      source = "AMP figure 2.5, LockTwo: whoever comes alone waits for ever")
  static class LockTwo implements Scenario, Numbered {
    volatile int victim = -1;

    @Override public void lock(int me) {
      victim = me;
      while (victim == me) Thread.onSpinWait();
    }

    @Override public void unlock(int me) {}

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Right(kind = "Peterson/Dekker without SC", source = "Dekker's algorithm (Dijkstra, EWD 123, 1965)")
  static class Dekker implements Scenario, Numbered {
    final AtomicIntegerArray wants = new AtomicIntegerArray(2);
    volatile int turn;

    @Override public void lock(int me) {
      wants.set(me, 1);
      while (wants.get(1 - me) == 1) {
        if (turn != me) {
          wants.set(me, 0);
          while (turn != me) Thread.onSpinWait();
          wants.set(me, 1);
        }
      }
    }

    @Override public void unlock(int me) {
      turn = 1 - me;
      wants.set(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Wrong(kind = "Peterson/Dekker without SC", expect = EXCLUSION,
      source = "Dekker's flags by lazySet: the store may be delayed past the load (as on x86)")
  static class DekkerLazySet implements Scenario, Numbered {
    final AtomicIntegerArray wants = new AtomicIntegerArray(2);
    volatile int turn;

    @Override public void lock(int me) {
      wants.lazySet(me, 1);
      while (wants.get(1 - me) == 1) {
        if (turn != me) {
          wants.lazySet(me, 0);
          while (turn != me) Thread.onSpinWait();
          wants.lazySet(me, 1);
        }
      }
    }

    @Override public void unlock(int me) {
      turn = 1 - me;
      wants.lazySet(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Wrong(kind = "mutual exclusion broken", expect = EXCLUSION,
      source = "Hyman, Comments on a Problem in Concurrent Programming Control, CACM 1966: published, and wrong")
  static class Hyman implements Scenario, Numbered {
    final AtomicIntegerArray wants = new AtomicIntegerArray(2);
    volatile int turn;

    @Override public void lock(int me) {
      wants.set(me, 1);
      while (turn != me) {
        while (wants.get(1 - me) == 1) Thread.onSpinWait();
        turn = me;
      }
    }

    @Override public void unlock(int me) {
      wants.set(me, 0);
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  /** Lamport, A Fast Mutual Exclusion Algorithm, 1987, algorithm 2. Threads are numbered from 1. */
  static class LamportFast implements Numbered {
    final AtomicIntegerArray b = new AtomicIntegerArray(3);
    volatile int x;
    volatile int y;

    @Override public void lock(int thread) {
      int me = thread + 1;
      while (true) {
        b.set(me, 1);
        x = me;
        if (y != 0) {
          b.set(me, 0);
          while (y != 0) Thread.onSpinWait();
          continue;
        }
        y = me;
        if (x != me) {
          b.set(me, 0);
          waitForAll();
          if (y != me) {
            while (y != 0) Thread.onSpinWait();
            continue;
          }
        }
        return;
      }
    }

    void waitForAll() {
      for (int j = 1; j <= 2; j++) {
        while (b.get(j) == 1) Thread.onSpinWait();
      }
    }

    @Override public void unlock(int thread) {
      y = 0;
      b.set(thread + 1, 0);
    }
  }

  @Right(kind = "mutual exclusion broken", source = "Lamport 1987", preemptions = 3)
  static class LamportFastMutex implements Scenario {
    @Override public void run() {
      meet(new LamportFast(), 2, 1);
    }
  }

  @Wrong(kind = "mutual exclusion broken", expect = EXCLUSION,
      source = "Lamport's fast mutex without waiting for the others' b")
  static class LamportFastNoWait implements Scenario {
    @Override public void run() {
      meet(new LamportFast() {
        @Override void waitForAll() {}
      }, 2, 1);
    }
  }

  /** Lamport's bakery, 1974. */
  static class Bakery implements Numbered {
    final AtomicIntegerArray choosing = new AtomicIntegerArray(2);
    final AtomicIntegerArray number = new AtomicIntegerArray(2);

    @Override public void lock(int me) {
      choose(me);
      int other = 1 - me;
      while (choosing.get(other) == 1) Thread.onSpinWait();
      while (before(other, me)) Thread.onSpinWait();
    }

    void choose(int me) {
      choosing.set(me, 1);
      number.set(me, 1 + Math.max(number.get(0), number.get(1)));
      choosing.set(me, 0);
    }

    boolean before(int other, int me) {
      int theirs = number.get(other);
      int mine = number.get(me);
      return theirs != 0 && (theirs < mine || theirs == mine && other < me);
    }

    @Override public void unlock(int me) {
      number.set(me, 0);
    }
  }

  @Right(kind = "mutual exclusion broken",
      source = "Lamport, A New Solution of Dijkstra's Concurrent Programming Problem, 1974")
  static class BakeryLock implements Scenario {
    @Override public void run() {
      meet(new Bakery(), 2, 1);
    }
  }

  @Wrong(kind = "mutual exclusion broken", expect = EXCLUSION,
      source = "the bakery without choosing[]: a number is seen as 0 while it is being chosen")
  static class BakeryWithoutChoosing implements Scenario {
    @Override public void run() {
      meet(new Bakery() {
        @Override void choose(int me) {
          number.set(me, 1 + Math.max(number.get(0), number.get(1)));
        }
      }, 2, 1);
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "the bakery without the tie-break: equal numbers wait for each other")
  static class BakeryWithoutTieBreak implements Scenario {
    @Override public void run() {
      meet(new Bakery() {
        @Override boolean before(int other, int me) {
          int theirs = number.get(other);
          return theirs != 0 && theirs <= number.get(me);
        }
      }, 2, 1);
    }
  }

  /** AMP 2.4, the filter lock, for three. */
  static class Filter implements Numbered {
    final AtomicIntegerArray level = new AtomicIntegerArray(3);
    final AtomicIntegerArray victim = new AtomicIntegerArray(3);
    final int levels;

    Filter(int levels) {
      this.levels = levels;
    }

    @Override public void lock(int me) {
      for (int i = 1; i < levels; i++) {
        level.set(me, i);
        victim.set(i, me);
        while (othersAt(i, me) && victim.get(i) == me) Thread.onSpinWait();
      }
    }

    private boolean othersAt(int i, int me) {
      for (int k = 0; k < 3; k++) {
        if (k != me && level.get(k) >= i) return true;
      }
      return false;
    }

    @Override public void unlock(int me) {
      level.set(me, 0);
    }
  }

  @Right(kind = "mutual exclusion broken", source = "AMP figure 2.7, the filter lock", preemptions = 1, surprises = 1)
  static class FilterLock implements Scenario {
    @Override public void run() {
      meet(new Filter(3), 3, 1);
    }
  }

  @Wrong(kind = "mutual exclusion broken", expect = EXCLUSION, source = "one level too few for three threads")
  static class FilterTooShort implements Scenario {
    @Override public void run() {
      meet(new Filter(2), 3, 1);
    }
  }

  @Wrong(kind = "mutual exclusion broken", expect = EXCLUSION,
      source = "Fischer's algorithm rests on timing (Lamport 1987, section 2): without the delay it is none")
  static class FischerWithoutDelay implements Scenario, Numbered {
    volatile int x = -1;

    @Override public void lock(int me) {
      do {
        while (x != -1) Thread.onSpinWait();
        x = me;
      } while (x != me);
    }

    @Override public void unlock(int me) {
      x = -1;
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }

  @Wrong(kind = "mutual exclusion broken", expect = EXCLUSION,
      source = "Fischer with a sleep for a delay: a sleep promises no longest time (JLS 17.3)")
  static class FischerWithSleep implements Scenario, Numbered {
    volatile int x = -1;

    @Override public void lock(int me) {
      do {
        while (x != -1) Thread.onSpinWait();
        x = me;
        try {
          Thread.sleep(1);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      } while (x != me);
    }

    @Override public void unlock(int me) {
      x = -1;
    }

    @Override public void run() {
      meet(this, 2, 1);
    }
  }
}
