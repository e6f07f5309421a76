package lockstep.sidebyside;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;

/** Counters: by an atomic, or plain under a lock. Both tools call {@code add}, which says what it found. */
final class Counters {
  private Counters() {}

  /** What is asked of a counter: to add one and say what there was before. */
  public interface Counter {
    int add();
  }

  /** The sequential one. */
  public static class Plain implements Counter {
    private int count;

    @Override public int add() {
      return count++;
    }
  }

  /** A plain counter under a lock. */
  public abstract static class Locked implements Counter {
    private int count;

    abstract void lock();

    abstract void unlock();

    @Operation @Override public int add() {
      lock();
      int before = count;
      count = before + 1;
      unlock();
      return before;
    }
  }

  // ---- right ----

  public static class ByIncrement implements Counter {
    private final AtomicInteger count = new AtomicInteger();

    @Operation @Override public int add() {
      return count.getAndIncrement();
    }
  }

  public static class ByCompareAndSet implements Counter {
    private final AtomicInteger count = new AtomicInteger();

    @Operation @Override public int add() {
      while (true) {
        int before = count.get();
        if (count.compareAndSet(before, before + 1)) return before;
      }
    }
  }

  public static class SwapLock extends Locked {
    private final AtomicBoolean locked = new AtomicBoolean();

    @Override void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    @Override void unlock() {
      locked.set(false);
    }
  }

  public static class TicketLock extends Locked {
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger serving = new AtomicInteger();

    @Override void lock() {
      int mine = next.getAndIncrement();
      while (serving.get() != mine) Thread.onSpinWait();
    }

    @Override void unlock() {
      serving.set(serving.get() + 1);
    }
  }

  public static class Monitor implements Counter {
    private int count;

    @Operation @Override public synchronized int add() {
      return count++;
    }
  }

  // ---- wrong, and any tool can see it ----

  public static class GetThenSet implements Counter {
    private final AtomicInteger count = new AtomicInteger();

    @Operation @Override public int add() {
      int before = count.get();
      count.set(before + 1);
      return before;
    }
  }

  public static class LookThenTake extends Locked {
    private volatile boolean locked;

    @Override void lock() {
      while (locked) Thread.onSpinWait();
      locked = true;
    }

    @Override void unlock() {
      locked = false;
    }
  }

  public static class TriesOnce extends SwapLock {
    private final AtomicBoolean taken = new AtomicBoolean();

    @Override void lock() {
      taken.compareAndSet(false, true);
    }

    @Override void unlock() {
      taken.set(false);
    }
  }

  public static class TicketInTwoSteps extends Locked {
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger serving = new AtomicInteger();

    @Override void lock() {
      int mine = next.get();
      next.set(mine + 1);
      while (serving.get() < mine) Thread.onSpinWait();
    }

    @Override void unlock() {
      serving.set(serving.get() + 1);
    }
  }

  public static class TwoMonitors implements Counter {
    private final Object[] locks = {new Object(), new Object()};
    private final AtomicInteger turn = new AtomicInteger();
    private int count;

    @Operation @Override public int add() {
      synchronized (locks[turn.getAndIncrement() % 2]) {
        return count++;
      }
    }
  }
}
