package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import lockstep.interleave.Scenario;

/** A number, a range, a set of bits: read, then written. (JCIP chapters 2 and 4.) */
final class Counters {
  private Counters() {}

  @Wrong(kind = "lost update", expect = DATA_RACE, source = "JCIP listing 1.1, UnsafeSequence")
  static class UnsafeSequence implements Scenario {
    int value;

    @Override public void run() {
      together(() -> value++, () -> value++);
      check(value == 2, "lost");
    }
  }

  @Wrong(kind = "lost update", expect = EXCEPTION, source = "volatile is not atomic (JCIP 3.1.4)")
  static class VolatileIncrement implements Scenario {
    volatile int value;

    @Override public void run() {
      together(() -> value++, () -> value++);
      check(value == 2, "lost");
    }
  }

  @Wrong(kind = "lost update", expect = EXCEPTION, source = "get and set of an AtomicLong (JCIP listing 2.4 undone)")
  static class GetThenSet implements Scenario {
    final AtomicLong hits = new AtomicLong();

    @Override public void run() {
      together(() -> hits.set(hits.get() + 1), () -> hits.incrementAndGet());
      check(hits.get() == 2, "lost");
    }
  }

  @Wrong(kind = "lost update", expect = EXCEPTION, source = "a compare-and-set whose failure is ignored")
  static class CompareAndSetOnce implements Scenario {
    final AtomicInteger value = new AtomicInteger();

    void add(int n) {
      int old = value.get();
      value.compareAndSet(old, old + n);
    }

    @Override public void run() {
      together(() -> add(1), () -> add(2));
      check(value.get() == 3, "lost");
    }
  }

  @Wrong(kind = "lost update", expect = EXCEPTION,
      source = "a weak compare-and-set may fail for no reason (VarHandle's Javadoc), even for a thread alone")
  static class WeakCompareAndSetOnce implements Scenario {
    final AtomicInteger closed = new AtomicInteger();

    @Override public void run() {
      together(() -> closed.weakCompareAndSetVolatile(0, 1));
      check(closed.get() == 1, "not closed");
    }
  }

  @Right(kind = "lost update", source = "plain-mode weak compare-and-set in a loop: atomicity needs no order")
  static class WeakPlainLoop implements Scenario {
    final AtomicInteger value = new AtomicInteger();

    void add(int n) {
      int old;
      do {
        old = value.getOpaque();
      } while (!value.weakCompareAndSetPlain(old, old + n));
    }

    @Override public void run() {
      together(() -> add(1), () -> add(2));
      check(value.get() == 3, "lost");
    }
  }

  @Right(kind = "lost update",
      source = "relaxed statistics, read after join (j9mm: read-modify-writes are atomic in every mode)")
  static class RelaxedStatistics implements Scenario {
    private static final VarHandle HITS =
        Publication.handle(MethodHandles.lookup(), RelaxedStatistics.class, "hits", long.class);
    long hits;

    @Override public void run() {
      together(() -> HITS.getAndAddRelease(this, 1L), () -> HITS.getAndAddAcquire(this, 2L), ()
          -> HITS.getAndAddRelease(this, 4L));
      check(hits == 7, "lost");
    }
  }

  @Right(kind = "lost update", source = "one writer: load and store are enough (j9mm, Opaque mode)")
  static class SingleWriterOpaque implements Scenario {
    final AtomicInteger done = new AtomicInteger();

    @Override public void run() {
      together(() -> {
        done.setOpaque(done.getOpaque() + 1);
        done.setOpaque(done.getOpaque() + 1);
      }, () -> {
        int first = done.getOpaque();
        int second = done.getOpaque();
        check(first <= second && second <= 2, "progress runs backwards");
      });
      check(done.get() == 2, "lost");
    }
  }

  @Wrong(kind = "lost update", expect = EXCEPTION, source = "the same with two writers")
  static class TwoWritersOpaque implements Scenario {
    final AtomicInteger done = new AtomicInteger();

    @Override public void run() {
      together(() -> done.setOpaque(done.getOpaque() + 1), () -> done.setOpaque(done.getOpaque() + 1));
      check(done.get() == 2, "lost");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION, source = "two withdrawals of one balance")
  static class Withdrawals implements Scenario {
    final AtomicInteger balance = new AtomicInteger(100);

    boolean withdraw(int amount) {
      if (balance.get() < amount) return false;
      balance.addAndGet(-amount);
      return true;
    }

    @Override public void run() {
      together(() -> withdraw(80), () -> withdraw(70));
      check(balance.get() >= 0, "overdrawn");
    }
  }

  @Right(kind = "check-then-act", source = "look, take, and look again if someone was faster")
  static class WithdrawalsByCompareAndSet implements Scenario {
    final AtomicInteger balance = new AtomicInteger(100);

    boolean withdraw(int amount) {
      for (int had = balance.get(); had >= amount; had = balance.get()) {
        if (balance.compareAndSet(had, had - amount)) return true;
      }
      return false;
    }

    @Override public void run() {
      boolean[] got = new boolean[2];
      together(() -> got[0] = withdraw(80), () -> got[1] = withdraw(70));
      check(balance.get() == (got[0] ? 20 : 30) && got[0] != got[1], "overdrawn");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION, source = "a maximum, kept by looking first")
  static class HighWaterMark implements Scenario {
    final AtomicInteger max = new AtomicInteger();

    void record(int n) {
      if (n > max.get()) max.set(n);
    }

    @Override public void run() {
      together(() -> record(5), () -> record(9));
      check(max.get() == 9, "the mark fell");
    }
  }

  @Right(kind = "check-then-act", source = "accumulateAndGet")
  static class HighWaterMarkAccumulated implements Scenario {
    final AtomicInteger max = new AtomicInteger();

    @Override public void run() {
      together(() -> max.accumulateAndGet(5, Math::max), () -> max.accumulateAndGet(9, Math::max));
      check(max.get() == 9, "the mark fell");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION, source = "JCIP listing 4.10, NumberRange")
  static class NumberRange implements Scenario {
    final AtomicInteger lower = new AtomicInteger(0);
    final AtomicInteger upper = new AtomicInteger(10);

    void setLower(int n) {
      if (n <= upper.get()) lower.set(n);
    }

    void setUpper(int n) {
      if (n >= lower.get()) upper.set(n);
    }

    @Override public void run() {
      together(() -> setLower(5), () -> setUpper(4));
      check(lower.get() <= upper.get(), "(5, 4)");
    }
  }

  @Right(kind = "check-then-act", source = "JCIP listing 15.3, CasNumberRange: both bounds in one immutable object")
  static class CasNumberRange implements Scenario {
    record Bounds(int lower, int upper) {}

    final AtomicReference<Bounds> bounds = new AtomicReference<>(new Bounds(0, 10));

    void setLower(int n) {
      for (Bounds old = bounds.get(); n <= old.upper; old = bounds.get()) {
        if (bounds.compareAndSet(old, new Bounds(n, old.upper))) return;
      }
    }

    void setUpper(int n) {
      for (Bounds old = bounds.get(); n >= old.lower; old = bounds.get()) {
        if (bounds.compareAndSet(old, new Bounds(old.lower, n))) return;
      }
    }

    @Override public void run() {
      together(() -> setLower(5), () -> setUpper(4));
      Bounds b = bounds.get();
      check(b.lower <= b.upper, "(5, 4)");
    }
  }

  @Wrong(kind = "livelock", expect = {LIVELOCK, DEADLOCK},
      source = "compareAndSet compares references: a number boxed anew is never the one that is there")
  static class BoxedCompareAndSet implements Scenario {
    final AtomicReference<Integer> value = new AtomicReference<>(1000);

    void add(int n) {
      int old;
      do {
        old = value.get();
      } while (!value.compareAndSet(old, old + n));
    }

    @Override public void run() {
      together(() -> add(1));
    }
  }

  @Right(kind = "livelock", source = "the box that was read is the box that is compared")
  static class BoxKept implements Scenario {
    final AtomicReference<Integer> value = new AtomicReference<>(1000);

    void add(int n) {
      Integer old;
      do {
        old = value.get();
      } while (!value.compareAndSet(old, old + n));
    }

    @Override public void run() {
      together(() -> add(1), () -> add(2));
      check(value.get() == 1003, "lost");
    }
  }

  @Wrong(kind = "snapshot not linearizable", expect = EXCEPTION,
      source = "LongAdder's Javadoc: sum is no atomic snapshot; as a sequence it gives numbers twice")
  static class AdderAsSequence implements Scenario {
    final LongAdder ids = new LongAdder();

    long next() {
      ids.increment();
      return ids.sum();
    }

    @Override public void run() {
      long[] got = new long[2];
      together(() -> got[0] = next(), () -> got[1] = next());
      check(got[0] != got[1], "the same number twice");
    }
  }

  @Right(kind = "lost update", source = "a LongAdder, summed when all is quiet")
  static class AdderAfterJoin implements Scenario {
    final LongAdder hits = new LongAdder();

    @Override public void run() {
      together(hits::increment, hits::increment, () -> hits.add(3));
      check(hits.sum() == 5, "lost");
    }
  }

  @Wrong(kind = "lost update", expect = EXCEPTION, source = "flags |= bit on a volatile field")
  static class VolatileBits implements Scenario {
    volatile int flags;

    @Override public void run() {
      together(() -> flags |= 1, () -> flags |= 2);
      check(flags == 3, "a bit is lost");
    }
  }

  @Right(kind = "lost update", source = "getAndBitwiseOr, in its weakest forms")
  static class AtomicBits implements Scenario {
    private static final VarHandle FLAGS =
        Publication.handle(MethodHandles.lookup(), AtomicBits.class, "flags", int.class);
    volatile int flags;

    @Override public void run() {
      together(() -> FLAGS.getAndBitwiseOrRelease(this, 1), () -> FLAGS.getAndBitwiseOrAcquire(this, 2));
      check(flags == 3, "a bit is lost");
    }
  }

  @Wrong(kind = "wrong monitor", expect = DATA_RACE,
      source = "one instance counts for another: a static field under each one's own monitor")
  static class StaticUnderInstanceLock implements Scenario {
    static int created;

    static class Part {
      synchronized void register() {
        created++;
      }
    }

    @Override public void run() {
      together(() -> new Part().register(), () -> new Part().register());
    }
  }

  @Wrong(kind = "wrong monitor", expect = DATA_RACE,
      source = "synchronized on a boxed number that is replaced under the lock (SpotBugs "
          + "DL_SYNCHRONIZATION_ON_BOXED_PRIMITIVE)")
  static class LockedOnTheCount implements Scenario {
    Integer count = 0;

    void add() {
      synchronized (count) {
        count = count + 1;
      }
    }

    @Override public void run() {
      together(this::add, this::add);
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION,
      source = "a concurrent map, looked into and then written (JCIP 5.2.1)")
  static class WordCount implements Scenario {
    final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    void see(String word) {
      Integer old = counts.get(word);
      counts.put(word, old == null ? 1 : old + 1);
    }

    @Override public void run() {
      together(() -> see("a"), () -> see("a"));
      check(counts.get("a") == 2, "lost");
    }
  }

  @Right(kind = "check-then-act", source = "merge is atomic (ConcurrentHashMap's Javadoc)")
  static class WordCountMerged implements Scenario {
    final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    @Override public void run() {
      together(() -> counts.merge("a", 1, Integer::sum), () -> counts.merge("a", 1, Integer::sum));
      check(counts.get("a") == 2, "lost");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION,
      source = "get(size() - 1) on a list that may shrink (JCIP listing 5.1, getLast)")
  static class GetLast implements Scenario {
    final CopyOnWriteArrayList<String> list = new CopyOnWriteArrayList<>(new String[] {"a"});

    @Override public void run() {
      together(() -> {
        if (!list.isEmpty()) list.get(list.size() - 1);
      }, () -> list.remove("a"));
    }
  }

  @Right(kind = "check-then-act", source = "an iterator of CopyOnWriteArrayList is a snapshot")
  static class IteratedSnapshot implements Scenario {
    final CopyOnWriteArrayList<String> list = new CopyOnWriteArrayList<>(new String[] {"a", "b"});

    @Override public void run() {
      together(() -> {
        int n = 0;
        for (String s : list) n += s.length();
        check(n == 1 || n == 2, "torn");
      }, () -> list.remove("a"));
    }
  }

  @Right(kind = "lost update", source = "each thread counts in a cell of its own; summed after join")
  static class StripedPlain implements Scenario {
    final int[] cells = new int[16];

    @Override public void run() {
      together(() -> cells[0]++, () -> cells[8]++);
      check(cells[0] + cells[8] == 2, "lost");
    }
  }
}
