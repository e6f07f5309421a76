package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Scenario;

/** One thread makes something, another one looks at it. */
final class Publication {
  private Publication() {}

  static VarHandle handle(MethodHandles.Lookup lookup, Class<?> of, String field, Class<?> type) {
    try {
      return lookup.findVarHandle(of, field, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Wrong(kind = "missing volatile", expect = DATA_RACE, source = "JCIP listing 3.1, NoVisibility")
  static class PlainStopFlag implements Scenario {
    boolean stop;

    @Override public void run() {
      together(() -> {
        while (!stop) Thread.onSpinWait();
      }, () -> stop = true);
    }
  }

  @Right(kind = "missing volatile", source = "JCIP listing 3.4, CountingSheep")
  static class VolatileStopFlag implements Scenario {
    volatile boolean stop;
    int work;

    @Override public void run() {
      together(() -> {
        while (!stop) work++;
      }, () -> stop = true);
      check(work >= 0, "work");
    }
  }

  @Right(kind = "missing volatile",
      source = "j9mm, Opaque mode: eventual visibility is all that a flag needs which carries nothing")
  static class OpaqueStopFlag implements Scenario {
    final AtomicBoolean stop = new AtomicBoolean();

    @Override public void run() {
      together(() -> {
        while (!stop.getOpaque()) Thread.onSpinWait();
      }, () -> stop.setOpaque(true));
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE, source = "j9mm, Opaque mode: no ordering with other variables")
  static class ResultBehindOpaqueFlag implements Scenario {
    final AtomicBoolean done = new AtomicBoolean();
    int result;

    @Override public void run() {
      together(() -> {
        result = 42;
        done.setOpaque(true);
      }, () -> {
        while (!done.getAcquire()) Thread.onSpinWait();
        check(result == 42, "half a result");
      });
    }
  }

  @Wrong(kind = "missing acquire", expect = DATA_RACE, source = "j9mm, Release/Acquire mode: both sides are needed")
  static class ResultReadOpaquely implements Scenario {
    final AtomicBoolean done = new AtomicBoolean();
    int result;

    @Override public void run() {
      together(() -> {
        result = 42;
        done.setRelease(true);
      }, () -> {
        while (!done.getOpaque()) Thread.onSpinWait();
        check(result == 42, "half a result");
      });
    }
  }

  @Right(kind = "missing acquire", source = "j9mm, Fences: an acquire fence after the opaque load that ends the loop")
  static class ResultReadOpaquelyThenFence implements Scenario {
    final AtomicBoolean done = new AtomicBoolean();
    int result;

    @Override public void run() {
      together(() -> {
        result = 42;
        VarHandle.releaseFence();
        done.setOpaque(true);
      }, () -> {
        while (!done.getOpaque()) Thread.onSpinWait();
        VarHandle.acquireFence();
        check(result == 42, "half a result");
      });
    }
  }

  @Wrong(kind = "wrong fence", expect = DATA_RACE,
      source = "the fence stands behind the store that it should have held back")
  static class FenceAfterTheFlag implements Scenario {
    final AtomicBoolean done = new AtomicBoolean();
    int result;

    @Override public void run() {
      together(() -> {
        result = 42;
        done.setOpaque(true);
        VarHandle.releaseFence();
      }, () -> {
        while (!done.getOpaque()) Thread.onSpinWait();
        VarHandle.acquireFence();
        check(result == 42, "half a result");
      });
    }
  }

  @Wrong(kind = "wrong fence", expect = DATA_RACE,
      source = "a fence before the load orders what went before, not what comes after")
  static class FenceBeforeTheLoad implements Scenario {
    final AtomicBoolean done = new AtomicBoolean();
    int result;

    @Override public void run() {
      together(() -> {
        result = 42;
        done.setRelease(true);
      }, () -> {
        VarHandle.fullFence();
        if (done.getOpaque()) check(result == 42, "half a result");
      });
    }
  }

  @Wrong(kind = "unsafe publication", expect = {DATA_RACE, EXCEPTION},
      source = "the flag goes up before the data is there")
  static class FlagBeforeData implements Scenario {
    volatile boolean ready;
    String name;

    @Override public void run() {
      together(() -> {
        ready = true;
        name = "configured";
      }, () -> {
        if (ready) check(name.length() == 10, "too early");
      });
    }
  }

  static class Helper {
    int value;

    Helper(int value) {
      this.value = value;
    }
  }

  @Wrong(kind = "double-checked locking", expect = DATA_RACE,
      source = "Bacon et al., The 'Double-Checked Locking is Broken' Declaration")
  static class DoubleCheckedPlain implements Scenario {
    private Helper helper;

    Helper get() {
      if (helper == null) {
        synchronized (this) {
          if (helper == null) helper = new Helper(7);
        }
      }
      return helper;
    }

    @Override public void run() {
      together(() -> check(get().value == 7, "raw"), () -> check(get().value == 7, "raw"));
    }
  }

  @Right(kind = "double-checked locking", source = "the declaration's remedy since Java 5")
  static class DoubleCheckedVolatile implements Scenario {
    private volatile Helper helper;

    Helper get() {
      Helper h = helper;
      if (h == null) {
        synchronized (this) {
          h = helper;
          if (h == null) helper = h = new Helper(7);
        }
      }
      return h;
    }

    @Override public void run() {
      Helper[] seen = new Helper[2];
      together(() -> seen[0] = get(), () -> seen[1] = get());
      check(seen[0] == seen[1] && seen[0].value == 7, "two of them");
    }
  }

  @Wrong(kind = "double-checked locking", expect = DATA_RACE,
      source = "locked by a monitor, but read before by an opaque load")
  static class DoubleCheckedOpaque implements Scenario {
    private static final VarHandle HELPER =
        handle(MethodHandles.lookup(), DoubleCheckedOpaque.class, "helper", Helper.class);
    private Helper helper;

    Helper get() {
      Helper h = (Helper) HELPER.getOpaque(this);
      if (h != null) return h;
      synchronized (this) {
        h = helper;
        if (h == null) {
          h = new Helper(7);
          HELPER.setRelease(this, h);
        }
        return h;
      }
    }

    @Override public void run() {
      together(() -> check(get().value == 7, "raw"), () -> check(get().value == 7, "raw"));
    }
  }

  @Right(kind = "double-checked locking",
      source = "j9mm: acquire and release do; the load inside the monitor may be plain, as all stores are inside, too")
  static class DoubleCheckedAcquire implements Scenario {
    private static final VarHandle HELPER =
        handle(MethodHandles.lookup(), DoubleCheckedAcquire.class, "helper", Helper.class);
    private Helper helper;

    Helper get() {
      Helper h = (Helper) HELPER.getAcquire(this);
      if (h != null) return h;
      synchronized (this) {
        h = helper;
        if (h == null) {
          h = new Helper(7);
          HELPER.setRelease(this, h);
        }
        return h;
      }
    }

    @Override public void run() {
      together(() -> check(get().value == 7, "raw"), () -> check(get().value == 7, "raw"));
    }
  }

  @Wrong(kind = "double-checked locking", expect = EXCEPTION,
      source = "a volatile flag raised before what it stands for")
  static class DoubleCheckedFlag implements Scenario {
    private volatile boolean initialized;
    private volatile Helper helper;

    Helper get() {
      if (!initialized) {
        synchronized (this) {
          if (!initialized) {
            initialized = true;
            helper = new Helper(7);
          }
        }
      }
      return helper;
    }

    @Override public void run() {
      together(() -> check(get() != null, "nothing yet"), () -> check(get() != null, "nothing yet"));
    }
  }

  @Right(kind = "double-checked locking", source = "JCIP listing 16.6, lazy initialization holder class idiom")
  static class LazyHolder implements Scenario {
    static class Holder {
      static final Helper HELPER = new Helper(7);
    }

    @Override public void run() {
      Helper[] seen = new Helper[2];
      together(() -> seen[0] = Holder.HELPER, () -> seen[1] = Holder.HELPER);
      check(seen[0] == seen[1] && seen[0].value == 7, "two of them");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION,
      source = "JCIP listing 2.3, LazyInitRace; volatile makes it visible, not single")
  static class LazyInitRace implements Scenario {
    private volatile Helper helper;

    Helper get() {
      if (helper == null) helper = new Helper(7);
      return helper;
    }

    @Override public void run() {
      Helper[] seen = new Helper[2];
      together(() -> seen[0] = get(), () -> seen[1] = get());
      check(seen[0] == seen[1], "two of them");
    }
  }

  @Right(kind = "check-then-act", source = "whoever loses the compare-and-set takes the winner's")
  static class LazyInitByCompareAndSet implements Scenario {
    private final AtomicReference<Helper> helper = new AtomicReference<>();

    Helper get() {
      Helper h = helper.get();
      if (h != null) return h;
      h = new Helper(7);
      return helper.compareAndSet(null, h) ? h : helper.get();
    }

    @Override public void run() {
      Helper[] seen = new Helper[2];
      together(() -> seen[0] = get(), () -> seen[1] = get());
      check(seen[0] == seen[1] && seen[1].value == 7, "two of them");
    }
  }

  @Wrong(kind = "unsafe publication", expect = DATA_RACE, source = "JCIP listing 3.14, Holder")
  static class HolderThroughOpaque implements Scenario {
    final AtomicReference<Helper> holder = new AtomicReference<>();

    @Override public void run() {
      together(() -> holder.setOpaque(new Helper(42)), () -> {
        Helper h = holder.getOpaque();
        if (h != null) check(h.value == 42, "default value");
      });
    }
  }

  static final class Point {
    final int x;
    final int[] more;

    Point(int x) {
      this.x = x;
      this.more = new int[] {x, x + 1};
    }
  }

  @Right(kind = "unsafe publication", source = "JLS 17.5: what is reached through final fields is frozen with them")
  static class FinalFieldsThroughOpaque implements Scenario {
    final AtomicReference<Point> holder = new AtomicReference<>();

    @Override public void run() {
      together(() -> holder.setOpaque(new Point(42)), () -> {
        Point p = holder.getOpaque();
        if (p != null) check(p.x == 42 && p.more[1] == 43, "default value");
      });
    }
  }

  static final class Listener {
    final int limit;

    Listener(AtomicReference<Listener> registry, int limit) {
      registry.set(this);
      this.limit = limit;
    }
  }

  @Wrong(kind = "unsafe publication", expect = {DATA_RACE, EXCEPTION}, source = "JCIP listing 3.7, ThisEscape")
  static class ThisEscapes implements Scenario {
    final AtomicReference<Listener> registry = new AtomicReference<>();

    @Override public void run() {
      together(() -> new Listener(registry, 10), () -> {
        Listener l = registry.get();
        if (l != null) check(l.limit == 10, "default value");
      });
    }
  }

  @Wrong(kind = "unsafe publication", expect = DATA_RACE,
      source = "volatile is the reference, not the elements (JLS 8.3.1.4)")
  static class VolatileArrayPlainElements implements Scenario {
    volatile int[] slots = new int[2];

    @Override public void run() {
      together(() -> slots[0] = 1, () -> check(slots[0] <= 1, "?"));
    }
  }

  @Right(kind = "unsafe publication", source = "an array whose elements are atomic")
  static class AtomicElements implements Scenario {
    final AtomicIntegerArray slots = new AtomicIntegerArray(2);
    int payload;

    @Override public void run() {
      together(() -> {
        payload = 5;
        slots.setRelease(0, 1);
      }, () -> {
        if (slots.getAcquire(0) == 1) check(payload == 5, "no payload");
      });
    }
  }

  @Right(kind = "unsafe publication",
      source = "rewriting the volatile reference after the elements publishes them: an old trick (JCIP 16.1.4, "
          + "piggybacking)")
  static class ArrayPublishedAgain implements Scenario {
    volatile int[] slots = new int[2];

    @Override public void run() {
      together(() -> {
        int[] fresh = new int[2];
        fresh[0] = 1;
        slots = fresh;
      }, () -> {
        int[] seen = slots;
        check(seen[0] == 0 || seen[0] == 1, "?");
      });
    }
  }

  @Right(kind = "missing volatile",
      source = "as String.hashCode, with opaque accesses: a value computed twice is the same value")
  static class CachedHashOpaque implements Scenario {
    private final AtomicInteger hash = new AtomicInteger();

    int hash() {
      int h = hash.getOpaque();
      if (h == 0) hash.setOpaque(h = 31 * 7 + 5);
      return h;
    }

    @Override public void run() {
      together(() -> check(hash() == 222, "half a hash"), () -> check(hash() == 222, "half a hash"));
    }
  }

  @Right(kind = "missing volatile",
      source = "read twice, yet right: opaque accesses of one variable are coherent (j9mm)")
  static class CachedHashReadTwice implements Scenario {
    private final AtomicInteger hash = new AtomicInteger();

    int hash() {
      if (hash.getOpaque() == 0) hash.setOpaque(222);
      return hash.getOpaque();
    }

    @Override public void run() {
      together(() -> check(hash() == 222, "zero"), () -> check(hash() == 222, "zero"));
    }
  }

  @Right(kind = "missing volatile",
      source = "String.hashCode: racy, and right by JLS 17.4: the one read sees 0 or the hash, and ints are never torn")
  @Known(says = DATA_RACE,
      why = "a benign race on a plain int: Java allows it, the manual says that every race is reported")
  static class CachedHashPlain implements Scenario {
    private int hash;

    int hash() {
      int h = hash;
      if (h == 0) hash = h = 222;
      return h;
    }

    @Override public void run() {
      together(() -> check(hash() == 222, "half a hash"), () -> check(hash() == 222, "half a hash"));
    }
  }

  @Right(kind = "unsafe publication", source = "a thread's start and join order everything (JLS 17.4.4)")
  static class StartAndJoin implements Scenario {
    int in;
    int out;

    @Override public void run() throws InterruptedException {
      in = 20;
      Thread worker = new Thread(() -> out = in + 1);
      worker.start();
      worker.join();
      check(out == 21, "not joined");
    }
  }

  @Wrong(kind = "unsafe publication", expect = {DATA_RACE, EXCEPTION},
      source = "joined with a time-out and not looked at: the worker may still be at it")
  static class JoinedTooShortly implements Scenario {
    int out;

    @Override public void run() throws InterruptedException {
      Thread worker = new Thread(() -> out = 21);
      worker.start();
      worker.join(100);
      check(out == 21, "not done");
    }
  }

  @Wrong(kind = "unsafe publication", expect = {DATA_RACE, EXCEPTION}, source = "sleeping orders nothing (JLS 17.3)")
  static class WaitedBySleeping implements Scenario {
    int out;

    @Override public void run() throws InterruptedException {
      Thread worker = new Thread(() -> out = 21);
      worker.start();
      Thread.sleep(1000);
      check(out == 21, "not done");
      worker.join();
    }
  }
}
