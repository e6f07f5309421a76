package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.interleave.Action;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.report.Step;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;

/** What a learner reads of typical mistakes: the steps, what is marked, the cause, and a picture that fits. */
class ReportTest {
  static class OpaqueLock {
    final AtomicBoolean locked = new AtomicBoolean();

    void lock() {
      while (locked.getAndSet(true)) Thread.onSpinWait();
    }

    void unlock() {
      locked.setOpaque(false);
    }
  }

  static class Counter {
    volatile int count;

    void increment() {
      count++;
    }
  }

  static class Accounts {
    final Object a = new Object();
    final Object b = new Object();

    void there() {
      synchronized (a) {
        synchronized (b) {
          a.hashCode();
        }
      }
    }

    void back() {
      synchronized (b) {
        synchronized (a) {
          b.hashCode();
        }
      }
    }
  }

  static class SleepyLock {
    final AtomicBoolean locked = new AtomicBoolean();
    volatile Thread sleeper;

    void lock() {
      while (locked.getAndSet(true)) {
        sleeper = Thread.currentThread();
        LockSupport.park(this);
      }
    }

    void unlock() {
      locked.set(false);
      Thread t = sleeper;
      if (t != null) LockSupport.unpark(t);
    }
  }

  static class Queue {
    final AtomicReferenceArray<Integer> items = new AtomicReferenceArray<>(4);
    final AtomicInteger head = new AtomicInteger();
    final AtomicInteger tail = new AtomicInteger();

    boolean offer(int x) {
      int at = tail.get();
      items.set(at, x);
      tail.set(at + 1);
      return true;
    }

    Integer poll() {
      int at = head.get();
      if (at == tail.get()) return null;
      head.set(at + 1);
      return items.get(at);
    }
  }

  static class Longest {
    final AtomicReference<Longest> theSuccessorOfThisNode = new AtomicReference<>();
    int payload;
  }

  private static Verdict failed(Kind kind, Scenario scenario) {
    Verdict v = Interleave.explore(scenario);
    assertEquals(kind, v.kind(), v::toString);
    Matcher size = Pattern.compile("<svg [^>]*width=\"(\\d+)\"").matcher(v.html());
    assertTrue(size.find() && Integer.parseInt(size.group(1)) <= 960, v::html);
    assertTrue(v.html().contains(v.svg()) && v.toString().contains(v.token()), v::toString);
    return v;
  }

  private static void says(String text, String... parts) {
    for (String part : parts) assertTrue(text.contains(part), () -> part + " is missing in\n" + text);
  }

  private static List<String> texts(Verdict v) {
    return v.steps().stream().map(s -> s.thread() + " " + s.text()).toList();
  }

  @Test void aMissingReleaseIsAnEdgeThatOrdersNothing() {
    Verdict v = failed(Kind.DATA_RACE, () -> {
      var lock = new OpaqueLock();
      int[] count = new int[1];
      Action add = () -> {
        lock.lock();
        count[0]++;
        lock.unlock();
      };
      Interleave.together(add, add);
    });
    assertEquals(List.of("T1 locked.getAndSet(true) → false", "T1 count[0] → 0", "T1 count[0] = 1",
        "T1 locked.setOpaque(false)",
        "T2 locked.getAndSet(true) → false", "T2 count[0]"), texts(v));
    assertEquals(1, v.edges().size());
    assertEquals("locked.setOpaque(false)", v.edges().get(0).store().text());
    assertFalse(v.edges().get(0).orders());
    says(v.svg(), "stroke-dasharray", "data race", "↑ orders nothing: the store it sees has no release");
    says(v.cause(), "T1 writes count[0] (ReportTest:", "and nothing orders the two",
        "what T1 stored by locked.setOpaque(false) (OpaqueLock:",
        "that store has no release");
  }

  @Test void aLostUpdateIsCalledSo() {
    Verdict v = failed(Kind.EXCEPTION, () -> {
      var c = new Counter();
      Interleave.together(c::increment, c::increment);
      Interleave.check(c.count == 2, "two increments make " + c.count);
    });
    says(v.cause(), "two increments make 1. T1 reads count (Counter:", "T2 changes it", "that change is lost");
  }

  @Test void aDeadlockShowsWhereEachIsStuck() {
    Verdict v = failed(Kind.DEADLOCK, () -> {
      var accounts = new Accounts();
      Interleave.together(accounts::there, accounts::back);
    });
    assertEquals(List.of("T1 synchronized (a)", "T2 synchronized (b)", "T1 synchronized (b)", "T2 synchronized (a)"),
        texts(v));
    assertEquals("waits for b, held by T2, for ever", v.steps().get(2).mark());
    says(v.cause(), "T1 waits at Accounts:", "for b, held by T2", "Each holds what another one needs.");
  }

  @Test void aLostWakeUpIsCalledSo() {
    Verdict v = failed(Kind.DEADLOCK, () -> {
      var lock = new SleepyLock();
      Action visit = () -> {
        lock.lock();
        lock.unlock();
      };
      Interleave.together(visit, visit);
    });
    Step last = v.steps().get(v.steps().size() - 1);
    assertEquals("LockSupport.park()", last.text());
    assertTrue(last.culprit() && last.mark().startsWith("waits for a permit"), last.toString());
    says(v.cause(), "Nobody is left to unpark it.");
  }

  @Test void aStaleReadIsMarked() {
    Verdict v = failed(Kind.EXCEPTION, () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      int[] seen = new int[2];
      Interleave.together(() -> {
        x.setRelease(1);
        seen[0] = y.getAcquire();
      }, () -> {
        y.setRelease(1);
        seen[1] = x.getAcquire();
      });
      Interleave.check(seen[0] + seen[1] > 0, "both saw 0");
    });
    assertEquals(List.of("x.getAcquire() → 0"), v.staleReads().stream().map(Step::text).toList());
    says(v.cause(), "both saw 0. T2 sees, by x.getAcquire() (ReportTest:", "an older value");
    says(v.toString(), "← stale: a newer value was already there");
  }

  @Test void theSmallestHistoryIsShown() {
    Verdict v = failed(Kind.NOT_LINEARIZABLE, () -> {
      var queue = new History(new Queue(), ArrayDeque::new);
      Interleave.together(() -> {
        queue.call("offer", 1);
        queue.call("poll");
        queue.call("poll");
        queue.call("offer", 3);
        queue.call("poll");
      }, () -> queue.call("offer", 2));
      queue.check();
    });
    says(v.cause(), "T1: poll() → null. After ", "a sequential one does poll() → ", "and T1 saw poll() → null.");
    assertFalse(v.cause().contains("offer(3)"), v.cause());
  }

  @Test void longTextsFit() {
    Verdict v = failed(Kind.DATA_RACE, () -> {
      var theRootOfAllTheNodes = new Longest();
      var another = new Longest();
      Interleave.together(() -> {
        another.payload = 5;
        theRootOfAllTheNodes.theSuccessorOfThisNode.compareAndExchangeAcquire(null, another);
      }, () -> {
        var n = theRootOfAllTheNodes.theSuccessorOfThisNode.getOpaque();
        theRootOfAllTheNodes.theSuccessorOfThisNode.setRelease(n);
      }, () -> {
        var n = theRootOfAllTheNodes.theSuccessorOfThisNode.getAcquire();
        if (n != null) n.payload++;
      });
    });
    assertTrue(v.toString().lines().filter(l -> l.matches("^ +\\d+ .*")).allMatch(l -> l.length() <= 140), v::toString);
  }
}
