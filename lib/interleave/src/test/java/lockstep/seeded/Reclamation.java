package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.BLOCKING;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Scenario;

/**
 * When may a shared object be given back? (Michael, Hazard Pointers, 2004; Fraser, Practical Lock-Freedom, 2004;
 * McKenney on RCU.)
 */
final class Reclamation {
  private Reclamation() {}

  /** An off-heap block, say: freed, it must not be read. Plain, so that a read too late is a race. */
  static class Block {
    int value = 7;

    int read() {
      return value;
    }

    void free() {
      value = -1;
    }
  }

  /** One reader with one hazard pointer; one writer who replaces the block and frees the old one when it is safe. */
  abstract static class Hazard implements Scenario {
    final AtomicReference<Block> shared = new AtomicReference<>(new Block());
    final AtomicReference<Block> hazard = new AtomicReference<>();

    abstract Block protect();

    abstract boolean inUse(Block old);

    void clear() {
      hazard.setRelease(null);
    }

    @Override public void run() {
      together(() -> {
        Block b = protect();
        check(b.read() == 7, "freed");
        clear();
      }, () -> {
        Block old = shared.getAndSet(new Block());
        if (!inUse(old)) old.free(); // else it would go to the list of retired blocks
      });
    }
  }

  @Right(kind = "hazard pointers", source = "Michael 2004: publish, then look again, all sequentially consistent")
  static class HazardPointer extends Hazard {
    @Override Block protect() {
      Block b;
      do {
        b = shared.get();
        hazard.set(b);
      } while (shared.get() != b);
      return b;
    }

    @Override boolean inUse(Block old) {
      return hazard.get() == old;
    }
  }

  @Wrong(kind = "hazard pointers", expect = {DATA_RACE, EXCEPTION},
      source = "Michael 2004, section 3.2: published, but not looked at again")
  static class HazardUnvalidated extends HazardPointer {
    @Override Block protect() {
      Block b = shared.get();
      hazard.set(b);
      return b;
    }
  }

  @Wrong(kind = "hazard pointers", expect = {DATA_RACE, EXCEPTION},
      source = "published by a release store: the second look may come first (store buffering)")
  static class HazardReleased extends HazardPointer {
    @Override Block protect() {
      Block b;
      do {
        b = shared.getAcquire();
        hazard.setRelease(b);
      } while (shared.getAcquire() != b);
      return b;
    }
  }

  @Right(kind = "hazard pointers",
      source = "the same with a full fence after the store; the writer's swap and load are volatile, and a fence "
          + "stands between")
  static class HazardFenced extends HazardPointer {
    @Override Block protect() {
      Block b;
      do {
        b = shared.getAcquire();
        hazard.setRelease(b);
        VarHandle.fullFence();
      } while (shared.getAcquire() != b);
      return b;
    }

    @Override boolean inUse(Block old) {
      VarHandle.fullFence();
      return hazard.getAcquire() == old;
    }
  }

  @Wrong(kind = "hazard pointers", expect = {DATA_RACE, EXCEPTION}, source = "cleared before the last read")
  static class HazardClearedEarly extends HazardPointer {
    @Override Block protect() {
      Block b = super.protect();
      hazard.set(null);
      return b;
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE,
      source = "cleared by an opaque store: the reader's last read may still be under way")
  static class HazardClearedOpaquely extends HazardPointer {
    @Override void clear() {
      hazard.setOpaque(null);
    }
  }

  /** Epochs for one reader: 0 outside, else the epoch in which it came in. */
  static class Epochs {
    final AtomicInteger epoch = new AtomicInteger(1);
    final AtomicInteger reader = new AtomicInteger();

    void enter() {
      int e;
      do {
        e = epoch.get();
        reader.set(e);
      } while (epoch.get() != e);
    }

    void leave() {
      reader.setRelease(0);
    }

    void awaitReaders() {
      int now = epoch.incrementAndGet();
      for (;;) {
        int r = reader.get();
        if (r == 0 || r >= now) return;
        Thread.onSpinWait();
      }
    }
  }

  static void readAndReplace(Epochs epochs) {
    AtomicReference<Block> shared = new AtomicReference<>(new Block());
    together(() -> {
      epochs.enter();
      check(shared.get().read() == 7, "freed");
      epochs.leave();
      epochs.enter();
      check(shared.get().read() == 7, "freed");
      epochs.leave();
    }, () -> {
      Block old = shared.getAndSet(new Block());
      epochs.awaitReaders();
      old.free();
    });
  }

  @Right(kind = "epochs", source = "Fraser 2004, chapter 5, for one reader")
  static class EpochReclamation implements Scenario {
    @Override public void run() {
      readAndReplace(new Epochs());
    }
  }

  @Wrong(kind = "epochs", expect = {DATA_RACE, EXCEPTION},
      source = "waits only for readers of older epochs than the one before: one too few")
  static class EpochTooSoon implements Scenario {
    @Override public void run() {
      readAndReplace(new Epochs() {
        @Override void awaitReaders() {
          int now = epoch.incrementAndGet();
          for (;;) {
            int r = reader.get();
            if (r == 0 || r >= now - 1) return;
            Thread.onSpinWait();
          }
        }
      });
    }
  }

  @Wrong(kind = "epochs", expect = {DATA_RACE, EXCEPTION},
      source = "the reader announces itself by a release store, and its loads may pass it (crossbeam-epoch's pin has "
          + "a full fence there)")
  static class EpochPinnedWeakly implements Scenario {
    @Override public void run() {
      Epochs epochs = new Epochs() {
        @Override void enter() {
          reader.setRelease(epoch.getAcquire());
        }
      };
      AtomicReference<Block> shared = new AtomicReference<>(new Block());
      together(() -> {
        epochs.enter();
        check(shared.getAcquire().read() == 7, "freed");
        epochs.leave();
      }, () -> {
        Block old = shared.getAndSet(new Block());
        epochs.awaitReaders();
        old.free();
      });
    }
  }

  @Wrong(kind = "epochs", expect = {DATA_RACE, EXCEPTION}, source = "keeps the reference after leaving")
  static class EpochOutlived implements Scenario {
    @Override public void run() {
      Epochs epochs = new Epochs();
      AtomicReference<Block> shared = new AtomicReference<>(new Block());
      together(() -> {
        epochs.enter();
        Block b = shared.get();
        epochs.leave();
        check(b.read() == 7, "freed");
      }, () -> {
        Block old = shared.getAndSet(new Block());
        epochs.awaitReaders();
        old.free();
      });
    }
  }

  /** A configuration that is replaced, never changed. */
  static class Config {
    int limit;
    int twice;
  }

  @Right(kind = "RCU publication", source = "McKenney: rcu_assign_pointer and rcu_dereference are release and acquire")
  static class RcuPublication implements Scenario {
    final AtomicReference<Config> config = new AtomicReference<>(new Config());

    @Override public void run() {
      together(() -> {
        Config c = new Config();
        c.limit = 4;
        c.twice = 8;
        config.setRelease(c);
      }, () -> {
        Config c = config.getAcquire();
        check(c.twice == 2 * c.limit, "half a configuration");
      });
    }
  }

  @Wrong(kind = "RCU publication", expect = DATA_RACE, source = "the pointer by an opaque store")
  static class RcuOpaque implements Scenario {
    final AtomicReference<Config> config = new AtomicReference<>(new Config());

    @Override public void run() {
      together(() -> {
        Config c = new Config();
        c.limit = 4;
        c.twice = 8;
        config.setOpaque(c);
      }, () -> {
        Config c = config.getAcquire();
        check(c.twice == 2 * c.limit, "half a configuration");
      });
    }
  }

  @Wrong(kind = "RCU publication", expect = DATA_RACE, source = "changed in place after it was published")
  static class RcuChangedInPlace implements Scenario {
    final AtomicReference<Config> config = new AtomicReference<>(new Config());

    @Override public void run() {
      together(() -> {
        Config c = new Config();
        c.limit = 4;
        config.setRelease(c);
        c.twice = 8;
      }, () -> {
        Config c = config.getAcquire();
        check(c.limit == 0 || c.twice == 8, "half a configuration");
      });
    }
  }

  @Wrong(kind = "RCU publication", expect = EXCEPTION,
      source = "two updaters copy one version: one update is lost")
  static class RcuTwoUpdaters implements Scenario {
    record Version(int a, int b) {}

    final AtomicReference<Version> version = new AtomicReference<>(new Version(0, 0));

    @Override public void run() {
      together(() -> version.set(new Version(1, version.get().b)), () -> version.set(new Version(version.get().a, 1)));
      Version v = version.get();
      check(v.a == 1 && v.b == 1, "lost");
    }
  }

  // ---- claims of progress ----

  @Right(kind = "false progress claim", source = "a wait-free counter", halts = true)
  static class WaitFreeCounter implements Scenario {
    @Override public void run() {
      AtomicInteger count = new AtomicInteger();
      together(count::incrementAndGet, count::incrementAndGet);
    }
  }

  @Right(kind = "false progress claim", source = "lock-free: whoever fails, another one succeeded", halts = true)
  static class LockFreeMaximum implements Scenario {
    final AtomicInteger max = new AtomicInteger();

    void record(int n) {
      for (int old = max.get(); n > old; old = max.get()) {
        if (max.compareAndSet(old, n)) return;
      }
    }

    @Override public void run() {
      together(() -> record(3), () -> record(5));
    }
  }

  @Wrong(kind = "false progress claim", expect = BLOCKING, halts = true,
      source = "a 'lock-free' initializer in three states: who stops in the middle stops all")
  static class ThreeStates implements Scenario {
    final AtomicInteger state = new AtomicInteger();
    volatile Object value;

    Object get() {
      if (state.compareAndSet(0, 1)) {
        value = "made";
        state.set(2);
      }
      while (state.get() != 2) Thread.onSpinWait();
      return value;
    }

    @Override public void run() {
      together(this::get, this::get);
    }
  }

  @Right(kind = "false progress claim", source = "the same in two states: each makes one, the first wins", halts = true)
  static class TwoStates implements Scenario {
    final AtomicReference<Object> value = new AtomicReference<>();

    Object get() {
      Object v = value.get();
      if (v == null && !value.compareAndSet(null, v = "made")) v = value.get();
      return v;
    }

    @Override public void run() {
      together(this::get, this::get);
    }
  }

  @Wrong(kind = "false progress claim", expect = BLOCKING, halts = true,
      source = "the seqlock's reader waits for a writer that stopped in the middle")
  static class SeqlockReaderWaits implements Scenario {
    final AtomicInteger seq = new AtomicInteger();
    final AtomicInteger data = new AtomicInteger();

    @Override public void run() {
      together(() -> {
        seq.set(1);
        data.set(5);
        seq.set(2);
      }, () -> {
        int before;
        do {
          before = seq.get();
          data.get();
        } while (before % 2 != 0 || seq.get() != before);
      });
    }
  }

  @Wrong(kind = "false progress claim", expect = BLOCKING, halts = true,
      source = "computeIfAbsent of one's own: a monitor for each key")
  static class MonitorPerKey implements Scenario {
    final Object[] values = new Object[1];

    Object get() {
      synchronized (values) {
        if (values[0] == null) values[0] = "made";
        return values[0];
      }
    }

    @Override public void run() {
      together(this::get, this::get);
    }
  }

  @Wrong(kind = "false progress claim", expect = BLOCKING, halts = true,
      source = "the MPSC queue of Queues.WaitsInTheGap is wait-free for producers, but its consumer waits")
  static class ConsumerWaits implements Scenario {
    @Override public void run() {
      Queues.WaitsInTheGap.Mpsc queue = new Queues.WaitsInTheGap.Mpsc();
      together(() -> queue.offer(1), queue::poll);
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION, source = "close() twice: the flag is looked at, then set")
  static class ClosedTwice implements Scenario {
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicInteger released = new AtomicInteger();

    void close() {
      if (!closed.get()) {
        closed.set(true);
        released.incrementAndGet();
      }
    }

    @Override public void run() {
      together(this::close, this::close);
      check(released.get() == 1, "released twice");
    }
  }

  @Right(kind = "check-then-act", source = "getAndSet decides who closes")
  static class ClosedOnce implements Scenario {
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicInteger released = new AtomicInteger();

    void close() {
      if (!closed.getAndSet(true)) released.incrementAndGet();
    }

    @Override public void run() {
      together(this::close, this::close);
      check(released.get() == 1, "released twice");
    }
  }
}
