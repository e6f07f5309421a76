package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lockstep.interleave.History;
import lockstep.interleave.Scenario;

/**
 * Several fields that belong together: registers, snapshots, seqlocks. (AMP chapter 4; Boehm, Can Seqlocks Get Along
 * with Programming Language Memory Models?, MSPC 2012.)
 */
final class Snapshots {
  private Snapshots() {}

  @Wrong(kind = "torn state", expect = EXCEPTION, source = "two volatile fields are no volatile pair")
  static class TwoVolatiles implements Scenario {
    volatile int x;
    volatile int y;

    @Override public void run() {
      together(() -> {
        x = 1;
        y = 1;
      }, () -> {
        int a = x;
        int b = y;
        check(a == b, "half moved");
      });
    }
  }

  @Right(kind = "torn state", source = "one reference to an immutable pair (JCIP listing 3.12, OneValueCache)")
  static class ImmutablePair implements Scenario {
    record Pair(int x, int y) {}

    volatile Pair pair = new Pair(0, 0);

    @Override public void run() {
      together(() -> pair = new Pair(1, 1), () -> {
        Pair p = pair;
        check(p.x == p.y, "half moved");
      });
    }
  }

  @Wrong(kind = "torn state", expect = EXCEPTION, source = "the volatile pair is read twice, once for each half")
  static class ReadTwice implements Scenario {
    record Pair(int x, int y) {}

    volatile Pair pair = new Pair(0, 0);

    @Override public void run() {
      together(() -> pair = new Pair(1, 1), () -> check(pair.x == pair.y, "half moved"));
    }
  }

  @Wrong(kind = "torn state", expect = EXCEPTION,
      source = "JCIP listing 2.5, UnsafeCachingFactorizer: two atomic references, an invariant over both")
  static class UnsafeCachingFactorizer implements Scenario {
    final AtomicReference<Integer> lastNumber = new AtomicReference<>(0);
    final AtomicReference<Integer> lastSquare = new AtomicReference<>(0);

    int square(int n) {
      if (lastNumber.get() == n) return lastSquare.get();
      lastNumber.set(n);
      lastSquare.set(n * n);
      return n * n;
    }

    @Override public void run() {
      together(() -> square(3), () -> check(square(3) == 9, "someone else's square"));
    }
  }

  /** A seqlock (Linux; Lameter 2005). The data are opaque, for they are read while they change. */
  static class Seqlock {
    final AtomicInteger seq = new AtomicInteger();
    final AtomicInteger x = new AtomicInteger();
    final AtomicInteger y = new AtomicInteger();

    void write(int value) {
      int s = seq.getPlain();
      seq.setOpaque(s + 1);
      VarHandle.releaseFence();
      x.setOpaque(value);
      y.setOpaque(value);
      seq.setRelease(s + 2);
    }

    int[] read() {
      for (;;) {
        int before = seq.getAcquire();
        int a = x.getOpaque();
        int b = y.getOpaque();
        VarHandle.acquireFence();
        if (before % 2 == 0 && seq.getOpaque() == before) return new int[] {a, b};
        Thread.onSpinWait();
      }
    }
  }

  static void readWhileWriting(Seqlock lock) {
    together(() -> {
      lock.write(1);
      lock.write(2);
    }, () -> {
      int[] seen = lock.read();
      check(seen[0] == seen[1], "torn");
    });
  }

  @Right(kind = "seqlock without fences", source = "Boehm 2012, figure 6",
      preemptions = 2)
  static class SeqlockWithFences implements Scenario {
    @Override public void run() {
      readWhileWriting(new Seqlock());
    }
  }

  @Wrong(kind = "seqlock without fences", expect = EXCEPTION,
      source = "Boehm 2012, section 3: the second look at seq may come before the data")
  static class SeqlockReaderUnfenced implements Scenario {
    @Override public void run() {
      readWhileWriting(new Seqlock() {
        @Override int[] read() {
          for (;;) {
            int before = seq.getAcquire();
            int a = x.getOpaque();
            int b = y.getOpaque();
            if (before % 2 == 0 && seq.getAcquire() == before) return new int[] {a, b};
            Thread.onSpinWait();
          }
        }
      });
    }
  }

  @Wrong(kind = "seqlock without fences", expect = EXCEPTION,
      source = "the writer's data may be seen before the odd number: a release store holds back what went before, not "
          + "what follows")
  static class SeqlockWriterUnfenced implements Scenario {
    @Override public void run() {
      readWhileWriting(new Seqlock() {
        @Override void write(int value) {
          int s = seq.getPlain();
          seq.setRelease(s + 1);
          x.setOpaque(value);
          y.setOpaque(value);
          seq.setRelease(s + 2);
        }
      });
    }
  }

  @Wrong(kind = "seqlock without fences", expect = DATA_RACE,
      source = "plain data: a race, whatever seq says (Boehm 2012, section 2; JLS 17.4.5)")
  static class SeqlockPlainData implements Scenario {
    volatile int seq;
    int x;
    int y;

    @Override public void run() {
      together(() -> {
        seq++;
        x = 1;
        y = 1;
        seq++;
      }, () -> {
        int before = seq;
        int a = x;
        int b = y;
        if (before % 2 == 0 && seq == before) check(a == b, "torn");
      });
    }
  }

  @Wrong(kind = "torn state", expect = EXCEPTION, source = "a seqlock whose reader forgets that odd means writing")
  static class SeqlockOddIgnored implements Scenario {
    @Override public void run() {
      readWhileWriting(new Seqlock() {
        @Override int[] read() {
          for (;;) {
            int before = seq.get();
            int a = x.get();
            int b = y.get();
            if (seq.get() == before) return new int[] {a, b};
          }
        }
      });
    }
  }

  @Right(kind = "seqlock without fences", source = "all volatile: slower, and right without a fence")
  static class SeqlockVolatile implements Scenario {
    volatile int seq;
    volatile int x;
    volatile int y;

    @Override public void run() {
      together(() -> {
        seq = 1;
        x = 1;
        y = 1;
        seq = 2;
      }, () -> {
        int before = seq;
        int a = x;
        int b = y;
        if (before % 2 == 0 && seq == before) check(a == b, "torn");
      });
    }
  }

  /** The sequential pair of counters. */
  public static class PlainCounters {
    private final int[] values = new int[2];

    public void increment(int i) {
      values[i]++;
    }

    public String scan() {
      return values[0] + "," + values[1];
    }
  }

  static class Counters {
    final AtomicInteger[] values = {new AtomicInteger(), new AtomicInteger()};

    public void increment(int i) {
      values[i].incrementAndGet();
    }

    public String scan() {
      return values[0].get() + "," + values[1].get();
    }
  }

  static void scan(Object counters) {
    History history = new History(counters, PlainCounters::new);
    together(() -> {
      history.call("increment", 0);
      history.call("increment", 1);
    }, () -> history.call("scan"));
    history.check();
  }

  @Wrong(kind = "snapshot not linearizable", expect = NOT_LINEARIZABLE, source = "AMP 4.3: one collect is no snapshot")
  static class SingleCollect implements Scenario {
    @Override public void run() {
      scan(new Counters());
    }
  }

  @Right(kind = "snapshot not linearizable",
      source = "AMP figure 4.17: two equal collects; the counters only grow, so equal means unchanged")
  static class DoubleCollect implements Scenario {
    @Override public void run() {
      scan(new Counters() {
        @Override public String scan() {
          String old = super.scan();
          for (;;) {
            String again = super.scan();
            if (again.equals(old)) return again;
            old = again;
          }
        }
      });
    }
  }

  @Wrong(kind = "snapshot not linearizable", expect = NOT_LINEARIZABLE,
      source = "AMP 4.3: two equal collects of values that may come back (ABA) are no snapshot",
      preemptions = 5)
  static class DoubleCollectWithoutStamps implements Scenario {
    static class Flags {
      final AtomicInteger[] values = {new AtomicInteger(), new AtomicInteger()};

      public void set(int i, int v) {
        values[i].set(v);
      }

      public String scan() {
        for (;;) {
          String a = values[0].get() + "," + values[1].get();
          String b = values[0].get() + "," + values[1].get();
          if (a.equals(b)) return a;
        }
      }
    }

    public static class PlainFlags {
      private final int[] values = new int[2];

      public void set(int i, int v) {
        values[i] = v;
      }

      public String scan() {
        return values[0] + "," + values[1];
      }
    }

    @Override public void run() {
      Flags flags = new Flags();
      flags.set(0, 1);
      History history = new History(flags, () -> {
        PlainFlags plain = new PlainFlags();
        plain.set(0, 1);
        return plain;
      });
      together(() -> history.call("scan"), () -> {
        history.call("set", 0, 0);
        history.call("set", 1, 1);
        history.call("set", 1, 0);
        history.call("set", 0, 1);
        history.call("set", 0, 0);
        history.call("set", 1, 1);
      });
      history.check();
    }
  }

  /** The sequential register. */
  public static class PlainRegister {
    private int value;

    public void write(int v) {
      value = v;
    }

    public int read() {
      return value;
    }

    public int readBy(int reader) {
      return value;
    }
  }

  @Wrong(kind = "register not linearizable", expect = NOT_LINEARIZABLE,
      source = "AMP 4.2.4: a copy for each reader, written one by one: a later reader may see an older value")
  static class CopyPerReader implements Scenario {
    static class Register {
      final AtomicInteger[] copies = {new AtomicInteger(), new AtomicInteger()};

      public void write(int v) {
        copies[0].set(v);
        copies[1].set(v);
      }

      public int readBy(int reader) {
        return copies[reader].get();
      }
    }

    @Override public void run() {
      History history = new History(new Register(), PlainRegister::new);
      AtomicInteger told = new AtomicInteger();
      together(() -> history.call("write", 1), () -> {
        history.call("readBy", 0);
        told.set(1);
      }, () -> {
        if (told.get() == 1) history.call("readBy", 1);
      });
      history.check();
    }
  }

  @Right(kind = "register not linearizable", source = "AMP figure 4.10: readers tell each other what they saw",
      preemptions = 2)
  static class ReadersTellEachOther implements Scenario {
    static class Register {
      final AtomicInteger[] copies = {new AtomicInteger(), new AtomicInteger()};
      final AtomicInteger[] told = {new AtomicInteger(), new AtomicInteger()};

      public void write(int v) {
        copies[0].set(v);
        copies[1].set(v);
      }

      public int readBy(int reader) {
        int seen = Math.max(copies[reader].get(), told[1 - reader].get());
        told[reader].set(Math.max(seen, told[reader].get()));
        return seen;
      }
    }

    @Override public void run() {
      History history = new History(new Register(), PlainRegister::new);
      together(() -> history.call("write", 1), () -> history.call("readBy", 0), () -> history.call("readBy", 1));
      history.check();
    }
  }

  @Wrong(kind = "register not linearizable", expect = NOT_LINEARIZABLE,
      source = "a cache beside the register, filled by readers: an old value is put back after a write")
  static class StaleCache implements Scenario {
    static class Register {
      final AtomicInteger store = new AtomicInteger();
      final AtomicReference<Integer> cache = new AtomicReference<>();

      public void write(int v) {
        store.set(v);
        cache.set(null);
      }

      public int read() {
        Integer cached = cache.get();
        if (cached != null) return cached;
        int v = store.get();
        cache.set(v);
        return v;
      }
    }

    @Override public void run() {
      History history = new History(new Register(), PlainRegister::new);
      together(() -> {
        history.call("write", 1);
        history.call("read");
      }, () -> history.call("read"));
      history.check();
    }
  }

  @Wrong(kind = "torn state", expect = DATA_RACE,
      source = "java.lang.Long.MAX_VALUE in halves: plain longs may tear (JLS 17.7)")
  static class PlainLong implements Scenario {
    long value;

    @Override public void run() {
      together(() -> value = -1, () -> check(value == 0 || value == -1, "torn"));
    }
  }

  @Right(kind = "torn state", source = "volatile longs do not tear (JLS 17.7)")
  static class VolatileLong implements Scenario {
    volatile long value;

    @Override public void run() {
      together(() -> value = -1, () -> check(value == 0 || value == -1, "torn"));
    }
  }

  @Right(kind = "torn state", source = "readers and one writer under a read-write lock")
  static class UnderReadWriteLock implements Scenario {
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    int x;
    int y;

    void check2() {
      lock.readLock().lock();
      try {
        check(x == y, "torn");
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override public void run() {
      together(() -> {
        lock.writeLock().lock();
        x++;
        y++;
        lock.writeLock().unlock();
      }, this::check2, this::check2);
    }
  }

  @Wrong(kind = "torn state", expect = DATA_RACE, source = "writes under the read lock: many may hold it")
  static class WritesUnderReadLock implements Scenario {
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    int hits;

    void get() {
      lock.readLock().lock();
      hits++;
      lock.readLock().unlock();
    }

    @Override public void run() {
      together(this::get, this::get);
    }
  }
}
