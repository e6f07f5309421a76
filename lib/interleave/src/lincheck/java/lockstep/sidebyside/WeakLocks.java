package lockstep.sidebyside;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.sidebyside.Counters.Locked;

/** Locks whose every step is atomic and in the right order, but which lack an acquire or a release. Right, if all memory were sequentially consistent. */
final class WeakLocks {
  private WeakLocks() {}

  public static class OpaqueUnlock extends Locked {
    private final AtomicBoolean locked = new AtomicBoolean();

    @Override void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    @Override void unlock() {
      locked.setOpaque(false);
    }
  }

  public static class PlainSwap extends Locked {
    private final AtomicBoolean locked = new AtomicBoolean();

    @Override void lock() {
      while (!locked.weakCompareAndSetPlain(false, true)) Thread.onSpinWait();
    }

    @Override void unlock() {
      locked.set(false);
    }
  }

  public static class ReleaseSwap extends Locked {
    private final AtomicBoolean locked = new AtomicBoolean();

    @Override void lock() {
      while (!locked.weakCompareAndSetRelease(false, true)) Thread.onSpinWait();
    }

    @Override void unlock() {
      locked.setRelease(false);
    }
  }

  public static class AcquireUnlock extends Locked {
    private final AtomicBoolean locked = new AtomicBoolean();

    @Override void lock() {
      while (locked.compareAndExchangeAcquire(false, true)) Thread.onSpinWait();
    }

    @Override void unlock() {
      locked.compareAndExchangeAcquire(true, false);
    }
  }

  public static class AcquireOnTestOnly extends Locked {
    private final AtomicBoolean locked = new AtomicBoolean();

    @Override void lock() {
      while (locked.getAcquire() || !locked.weakCompareAndSetPlain(false, true)) Thread.onSpinWait();
    }

    @Override void unlock() {
      locked.setOpaque(false);
    }
  }

  public static class TicketServesOpaque extends Locked {
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger serving = new AtomicInteger();

    @Override void lock() {
      int mine = next.getAndIncrement();
      while (serving.getAcquire() != mine) Thread.onSpinWait();
    }

    @Override void unlock() {
      serving.setOpaque(serving.getOpaque() + 1);
    }
  }

  public static class TicketLooksOpaque extends Locked {
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger serving = new AtomicInteger();

    @Override void lock() {
      int mine = next.getAndIncrement();
      while (serving.getOpaque() != mine) Thread.onSpinWait();
    }

    @Override void unlock() {
      serving.setRelease(serving.getOpaque() + 1);
    }
  }
}
