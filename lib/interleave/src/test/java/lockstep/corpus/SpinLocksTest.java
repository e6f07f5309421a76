package lockstep.corpus;

import static lockstep.interleave.schedule.Failure.Kind.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** Locks that spin: by swap, by compare-and-set, test-and-test-and-set, tickets, flags. */
class SpinLocksTest extends Corpus {
  @Override void fill() {
    right("swap lock", () -> count(new Tas()));
    right("swap lock, again", () -> again(new Tas()));
    right("swap lock on a VarHandle", () -> count(new TasHandle()));
    right("swap lock, volatile modes", () -> count(new TasVolatile()));
    right("swap lock on an updater", () -> count(new TasUpdater()));
    right("weak compare-and-set lock", () -> count(new Cas()));
    right("test-and-test-and-set lock", () -> again(new Ttas()));
    right("test-and-test-and-set lock, opaque test", () -> exclude(new Ttas()));
    right("ticket lock", () -> again(new Ticket()));
    right("Peterson's lock, volatile", () -> exclude(new Peterson()));
    right("Peterson's lock guards data", () -> count(new Peterson()));
    right("Peterson's lock with full fences", () -> exclude(new PetersonFences()));
    right("a lock with back-off", () -> count(new BackOff()));
    wrong("unlock is opaque", () -> count(new TasUnlockOpaque()), DATA_RACE);
    wrong("unlock is plain", () -> count(new TasUnlockPlain()), DATA_RACE);
    wrong("lock does not acquire", () -> count(new TasLockRelease()), DATA_RACE);
    wrong("lock swaps in plain mode", () -> count(new TasLockPlain()), DATA_RACE);
    wrong("unlock does nothing", () -> count(new TasNeverUnlocked()), DEADLOCK);
    wrong("unlock sets true", () -> count(new TasUnlockTrue()), DEADLOCK);
    wrong("look, then take", () -> count(new CheckThenAct()), DATA_RACE, EXCEPTION);
    wrong("look, then take: both are inside", () -> exclude(new CheckThenAct()), EXCLUSION);
    wrong("lock tries once", () -> count(new TriesOnce()), DATA_RACE, EXCEPTION);
    wrong("lock waits until free and forgets to take", () -> count(new ForgetsToTake()), DATA_RACE, EXCEPTION);
    wrong("wrong way round: swaps false", () -> count(new SwapsFalse()), DATA_RACE);
    wrong("compare-and-set in release mode", () -> count(new CasRelease()), DATA_RACE);
    wrong("weak compare-and-set without a loop", () -> exclude(new CasOnce()), EXCLUSION);
    wrong("compare-and-set true to true", () -> count(new CasTrueTrue()), DATA_RACE, DEADLOCK);
    wrong("test in a plain field", () -> count(new TtasPlainTest()), DATA_RACE);
    wrong("acquire on the test alone", () -> count(new TtasAcquireOnTest()), DATA_RACE);
    wrong("ticket: serving is opaque", () -> count(new TicketOpaque()), DATA_RACE);
    wrong("ticket: reads serving without acquire", () -> count(new TicketNoAcquire()), DATA_RACE);
    wrong("ticket: draws by get and set", () -> count(new TicketDrawsInTwo()), DATA_RACE, DEADLOCK);
    wrong("ticket: unlock adds two", () -> count(new TicketSkips()), DEADLOCK);
    wrong("Peterson's lock, release and acquire", () -> exclude(new PetersonAcqRel()), EXCLUSION);
    wrong("Peterson's lock without turn", () -> exclude(new PetersonNoTurn()), DEADLOCK);
    wrong("Dekker-like flags, not atomic", () -> exclude(new Flags()), EXCLUSION);
    wrong("unlock before the work", () -> count(new UnlocksEarly()), DATA_RACE);
    wrong("each thread has a lock of its own", () -> {
      int[] count = new int[1];
      lockstep.interleave.Interleave.together(() -> {
        var lock = new Tas();
        lock.lock();
        count[0]++;
        lock.unlock();
      }, () -> {
        var lock = new Tas();
        lock.lock();
        count[0]++;
        lock.unlock();
      });
    }, DATA_RACE);
    wrong("locks taken in opposite order", () -> {
      var a = new Tas();
      var b = new Ttas();
      lockstep.interleave.Interleave.together(() -> {
        a.lock();
        b.lock();
        b.unlock();
        a.unlock();
      }, () -> {
        b.lock();
        a.lock();
        a.unlock();
        b.unlock();
      });
    }, DEADLOCK);
    wrong("takes its own lock twice", () -> {
      var lock = new Tas();
      lockstep.interleave.Interleave.together(() -> {
        lock.lock();
        lock.lock();
      });
    }, DEADLOCK);
  }

  static class Tas implements Lock {
    final AtomicBoolean locked = new AtomicBoolean();

    public void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    public void unlock() {
      locked.setRelease(false);
    }
  }

  static class TasHandle implements Lock {
    private static final VarHandle LOCKED;

    static {
      try {
        LOCKED = MethodHandles.lookup().findVarHandle(TasHandle.class, "locked", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean locked;

    public void lock() {
      while ((boolean) LOCKED.getAndSetAcquire(this, true)) Thread.onSpinWait();
    }

    public void unlock() {
      LOCKED.setRelease(this, false);
    }
  }

  static class TasVolatile extends Tas {
    @Override public void unlock() {
      locked.set(false);
    }
  }

  static class TasUpdater implements Lock {
    private static final AtomicIntegerFieldUpdater<TasUpdater> STATE = AtomicIntegerFieldUpdater.newUpdater(TasUpdater.class, "state");
    volatile int state;

    public void lock() {
      while (!STATE.compareAndSet(this, 0, 1)) Thread.yield();
    }

    public void unlock() {
      state = 0;
    }
  }

  static class Cas extends Tas {
    @Override public void lock() {
      while (!locked.weakCompareAndSetAcquire(false, true)) Thread.onSpinWait();
    }
  }

  static class Ttas extends Tas {
    @Override public void lock() {
      while (true) {
        while (locked.getOpaque()) Thread.onSpinWait();
        if (locked.compareAndExchangeAcquire(false, true) == false) return;
      }
    }
  }

  static class BackOff extends Tas {
    @Override public void lock() {
      int wait = 1;
      while (locked.get() || locked.getAndSet(true)) {
        for (int i = 0; i < wait; i++) Thread.onSpinWait();
        if (wait < 8) wait *= 2;
      }
    }
  }

  static class Ticket implements Lock {
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger serving = new AtomicInteger();

    public void lock() {
      int mine = next.getAndIncrement();
      while (serving.getAcquire() != mine) Thread.onSpinWait();
    }

    public void unlock() {
      serving.setRelease(serving.getOpaque() + 1);
    }
  }

  static class Peterson implements Lock {
    private volatile boolean first;
    private volatile boolean second;
    private volatile int turn;

    static boolean isFirst() {
      return Thread.currentThread().getName().equals("T1");
    }

    public void lock() {
      if (isFirst()) {
        first = true;
        turn = 2;
        while (second && turn == 2) Thread.onSpinWait();
      } else {
        second = true;
        turn = 1;
        while (first && turn == 1) Thread.onSpinWait();
      }
    }

    public void unlock() {
      if (isFirst()) first = false;
      else second = false;
    }
  }

  static class PetersonAcqRel implements Lock {
    final AtomicBoolean first = new AtomicBoolean();
    final AtomicBoolean second = new AtomicBoolean();
    final AtomicInteger turn = new AtomicInteger();

    public void lock() {
      boolean one = Peterson.isFirst();
      AtomicBoolean mine = one ? first : second;
      AtomicBoolean other = one ? second : first;
      int otherTurn = one ? 2 : 1;
      mine.setRelease(true);
      turn.setRelease(otherTurn);
      while (other.getAcquire() && turn.getAcquire() == otherTurn) Thread.onSpinWait();
    }

    public void unlock() {
      (Peterson.isFirst() ? first : second).setRelease(false);
    }
  }

  static class PetersonFences extends PetersonAcqRel {
    @Override public void lock() {
      boolean one = Peterson.isFirst();
      AtomicBoolean mine = one ? first : second;
      AtomicBoolean other = one ? second : first;
      int otherTurn = one ? 2 : 1;
      mine.setOpaque(true);
      VarHandle.fullFence();
      turn.setOpaque(otherTurn);
      VarHandle.fullFence();
      while (other.getAcquire() && turn.getAcquire() == otherTurn) Thread.onSpinWait();
    }
  }

  static class PetersonNoTurn extends Peterson {
    private volatile boolean a;
    private volatile boolean b;

    @Override public void lock() {
      if (isFirst()) {
        a = true;
        while (b) Thread.onSpinWait();
      } else {
        b = true;
        while (a) Thread.onSpinWait();
      }
    }

    @Override public void unlock() {
      if (isFirst()) a = false;
      else b = false;
    }
  }

  static class Flags extends Peterson {
    private volatile boolean a;
    private volatile boolean b;

    @Override public void lock() {
      if (isFirst()) {
        while (b) Thread.onSpinWait();
        a = true;
      } else {
        while (a) Thread.onSpinWait();
        b = true;
      }
    }

    @Override public void unlock() {
      if (isFirst()) a = false;
      else b = false;
    }
  }

  static class TasUnlockOpaque extends Tas {
    @Override public void unlock() {
      locked.setOpaque(false);
    }
  }

  static class TasUnlockPlain extends Tas {
    @Override public void unlock() {
      locked.setPlain(false);
    }
  }

  static class TasLockRelease extends TasHandle {
    private static final VarHandle L;

    static {
      try {
        L = MethodHandles.lookup().findVarHandle(TasLockRelease.class, "l", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean l;

    @Override public void lock() {
      while ((boolean) L.getAndSetRelease(this, true)) Thread.onSpinWait();
    }

    @Override public void unlock() {
      L.setRelease(this, false);
    }
  }

  static class TasLockPlain extends Tas {
    @Override public void lock() {
      while (!locked.weakCompareAndSetPlain(false, true)) Thread.onSpinWait();
    }
  }

  static class TasNeverUnlocked extends Tas {
    @Override public void unlock() {}
  }

  static class TasUnlockTrue extends Tas {
    @Override public void unlock() {
      locked.setRelease(true);
    }
  }

  static class CheckThenAct extends Tas {
    @Override public void lock() {
      while (locked.get()) Thread.onSpinWait();
      locked.set(true);
    }
  }

  static class TriesOnce extends Tas {
    @Override public void lock() {
      if (locked.getAndSet(true)) Thread.onSpinWait();
    }
  }

  static class ForgetsToTake extends Tas {
    @Override public void lock() {
      while (locked.get()) Thread.onSpinWait();
    }
  }

  static class SwapsFalse extends Tas {
    @Override public void lock() {
      while (locked.getAndSet(false)) Thread.onSpinWait();
    }
  }

  static class CasRelease extends Tas {
    @Override public void lock() {
      while (!locked.weakCompareAndSetRelease(false, true)) Thread.onSpinWait();
    }
  }

  static class CasOnce extends Tas {
    @Override public void lock() {
      if (!locked.weakCompareAndSetAcquire(false, true)) {
        while (locked.get()) Thread.onSpinWait();
      }
    }
  }

  static class CasTrueTrue extends Tas {
    @Override public void lock() {
      while (!locked.compareAndSet(true, true)) {
        if (!locked.get()) return;
      }
    }
  }

  static class TtasPlainTest implements Lock {
    private static final VarHandle LOCKED;

    static {
      try {
        LOCKED = MethodHandles.lookup().findVarHandle(TtasPlainTest.class, "locked", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean locked;

    public void lock() {
      do {
        while (locked) Thread.onSpinWait();
      } while ((boolean) LOCKED.getAndSetAcquire(this, true));
    }

    public void unlock() {
      LOCKED.setRelease(this, false);
    }
  }

  static class TtasAcquireOnTest extends Tas {
    @Override public void lock() {
      while (true) {
        while (locked.getAcquire()) Thread.onSpinWait();
        if (locked.weakCompareAndSetPlain(false, true)) return;
      }
    }

    @Override public void unlock() {
      locked.setOpaque(false);
    }
  }

  static class TicketOpaque extends Ticket {
    @Override public void unlock() {
      serving.setOpaque(serving.getOpaque() + 1);
    }
  }

  static class TicketNoAcquire extends Ticket {
    @Override public void lock() {
      int mine = next.getAndIncrement();
      while (serving.getOpaque() != mine) Thread.onSpinWait();
    }
  }

  static class TicketDrawsInTwo extends Ticket {
    @Override public void lock() {
      int mine = next.get();
      next.set(mine + 1);
      while (serving.getAcquire() != mine) Thread.onSpinWait();
    }
  }

  static class TicketSkips extends Ticket {
    @Override public void unlock() {
      serving.setRelease(serving.getOpaque() + 2);
    }
  }

  static class UnlocksEarly extends Tas {
    @Override public void lock() {
      super.lock();
      super.unlock();
    }
  }
}
