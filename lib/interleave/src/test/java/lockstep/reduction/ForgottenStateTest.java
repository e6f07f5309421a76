package lockstep.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs in which two situations look alike and are not: they differ in one thing that a careless reduction forgets. The outcomes must be those of the
 * whole search.
 */
class ForgottenStateTest {
  private static final Options ALL = Options.standard().preemptions(40).surprises(40).executions(300_000).millis(60_000);

  private final Map<String, Scenario> programs = new LinkedHashMap<>();

  @TestFactory Stream<DynamicTest> nothingIsForgotten() {
    programs.put("how far a store falls behind", () -> {
      var x = new AtomicInteger();
      var go = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        x.setOpaque(2);
        go.setOpaque(1);
      }, () -> {
        if (go.getOpaque() == 1) x.setOpaque(3);
        go.setOpaque(2);
      }, () -> {
        if (go.getOpaque() != 2) return;
        r[0] = x.getOpaque();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1], x.get());
    });
    programs.put("who is notified", () -> {
      var m = new Object();
      var waiting = new int[1];
      var woken = new int[1];
      Interleave.together(() -> {
        synchronized (m) {
          if (waiting[0]++ != 0) return;
          m.wait();
          if (woken[0] == 0) woken[0] = 1;
        }
      }, () -> {
        synchronized (m) {
          if (waiting[0]++ != 1) return;
          m.wait();
          if (woken[0] == 0) woken[0] = 2;
        }
      }, () -> {
        synchronized (m) {
          if (waiting[0] == 2) m.notify();
        }
        synchronized (m) {
          if (woken[0] == 0) woken[0] = 3;
          waiting[0] = 9;
          m.notifyAll();
        }
      });
      Interleave.observe(woken[0]);
    });
    programs.put("who observed first", () -> {
      var x = new AtomicInteger();
      Action look = () -> {
        x.getOpaque();
        Interleave.observe(Thread.currentThread().getName());
        x.getOpaque();
      };
      Interleave.together(look, look, x::getOpaque);
    });
    programs.put("that a thread was there already", () -> {
      var thread = new Thread(() -> { });
      LockSupport.unpark(thread);
      LockSupport.unpark(thread);
      var x = new AtomicInteger();
      Interleave.together(() -> {
        LockSupport.unpark(thread);
        LockSupport.unpark(thread);
        x.set(1);
      }, () -> Interleave.observe(x.get()));
    });
    programs.put("what time it was", () -> {
      var x = new AtomicInteger();
      var r = new long[2];
      Interleave.together(() -> {
        Thread.sleep(1);
        x.set(1);
      }, () -> {
        r[0] = System.nanoTime();
        x.get();
        r[1] = System.nanoTime();
      });
      Interleave.observe(r[1] - r[0] > 500_000, x.get());
    });
    programs.put("whether a thread was interrupted still", () -> {
      var r = new boolean[2];
      var sleeper = new Thread(() -> r[0] = Thread.interrupted(), "T9");
      sleeper.start();
      Interleave.together(() -> r[1] = sleeper.isInterrupted(), () -> sleeper.interrupt());
      sleeper.join();
      Interleave.observe(r[0], r[1]);
    });
    programs.put("what state a thread was in", () -> {
      var lock = new ReentrantLock();
      var r = new Object[1];
      lock.lock();
      var waiter = new Thread(() -> {
        lock.lock();
        lock.unlock();
      }, "T9");
      waiter.start();
      r[0] = waiter.getState();
      lock.unlock();
      waiter.join();
      Interleave.observe(r[0]);
    });
    programs.put("whether a volatile update came before a load", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        y.setOpaque(1);
        x.getAndAdd(10);
      }, () -> x.setOpaque(1), () -> {
        r[0] = x.get();
        r[1] = y.getOpaque();
      });
      Interleave.observe(r[0], r[1], x.get());
    });
    return programs.entrySet().stream().map(p -> dynamicTest(p.getKey(), () -> {
      Options bounds = p.getKey().contains("falls behind") ? ALL.preemptions(2).surprises(3)
          : p.getKey().contains("notified") ? ALL.surprises(0) : ALL;
      Verdict full = Interleave.explore(bounds.reduce(false), p.getValue());
      assertTrue(!full.passed() || full.complete() || full.preemptions() == bounds.preemptions(), full::toString);
      Verdict reduced = Interleave.explore(bounds, p.getValue());
      assertEquals(full.kind(), reduced.kind(), () -> full + "\n" + reduced);
      assertTrue(!full.passed() || full.outcomes().size() > 1, "a program with one outcome tests nothing");
      if (full.passed()) assertEquals(full.outcomes(), reduced.outcomes());
    }));
  }
}
