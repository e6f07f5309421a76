package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import lockstep.interleave.Scenario;

/** {@code synchronized}, {@code wait} and {@code notify}. (JCIP chapter 14; JLS 17.2.) */
final class Monitors {
  private Monitors() {}

  /** A buffer of one place. */
  static class Slot {
    Integer item;

    synchronized void put(int n) throws InterruptedException {
      while (item != null) wait();
      item = n;
      notifyAll();
    }

    synchronized int take() throws InterruptedException {
      while (item == null) wait();
      int n = item;
      item = null;
      notifyAll();
      return n;
    }
  }

  @Right(kind = "notify for notifyAll", source = "JCIP listing 14.6, BoundedBuffer",
      preemptions = 2)
  static class NotifyAll implements Scenario {
    @Override public void run() {
      Slot slot = new Slot();
      int[] sum = new int[1];
      together(() -> slot.put(1), () -> slot.put(2), () -> sum[0] = slot.take() + slot.take());
      check(sum[0] == 3, "lost");
    }
  }

  @Wrong(kind = "notify for notifyAll", expect = DEADLOCK,
      source = "two kinds of waiters in one wait set (JCIP 14.2.4): a producer wakes a producer")
  static class NotifyOne implements Scenario {
    Integer item;

    synchronized void put(int n) throws InterruptedException {
      while (item != null) wait();
      item = n;
      notify();
    }

    synchronized int take() throws InterruptedException {
      while (item == null) wait();
      int n = item;
      item = null;
      notify();
      return n;
    }

    @Override public void run() {
      together(() -> {
        put(1);
        put(2);
      }, this::take, this::take);
    }
  }

  @Right(kind = "notify for notifyAll",
      source = "one kind of waiter, each made happy by one notify: notify is enough (JCIP 14.2.4)",
      preemptions = 2)
  static class NotifyEnough implements Scenario {
    int permits;

    synchronized void release() {
      permits++;
      notify();
    }

    synchronized void acquire() throws InterruptedException {
      while (permits == 0) wait();
      permits--;
    }

    @Override public void run() {
      together(() -> {
        release();
        release();
      }, this::acquire, this::acquire);
      check(permits == 0, "permits");
    }
  }

  @Wrong(kind = "if around wait", expect = EXCEPTION,
      source = "wait's Javadoc: always in a loop; woken together, or for no reason")
  static class IfAroundWait implements Scenario {
    final ArrayDeque<String> jobs = new ArrayDeque<>();

    synchronized void add(String job) {
      jobs.add(job);
      notifyAll();
    }

    synchronized String next() throws InterruptedException {
      if (jobs.isEmpty()) wait();
      return jobs.remove();
    }

    @Override public void run() {
      together(this::next, () -> add("a"));
    }
  }

  @Right(kind = "if around wait", source = "the loop")
  static class WhileAroundWait implements Scenario {
    final ArrayDeque<String> jobs = new ArrayDeque<>();

    synchronized void add(String job) {
      jobs.add(job);
      notifyAll();
    }

    synchronized String next() throws InterruptedException {
      while (jobs.isEmpty()) wait();
      return jobs.remove();
    }

    @Override public void run() {
      together(() -> check(next().equals("a"), "?"), () -> add("a"));
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK, source = "a notify that nobody waits for yet is forgotten")
  static class NoState implements Scenario {
    @Override public void run() {
      Object signal = new Object();
      together(() -> {
        synchronized (signal) {
          signal.wait();
        }
      }, () -> {
        synchronized (signal) {
          signal.notifyAll();
        }
      });
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK,
      source = "looked at the state before taking the lock, and then waits")
  static class LookedOutside implements Scenario {
    volatile boolean done;

    void await() throws InterruptedException {
      if (!done) {
        synchronized (this) {
          wait();
        }
      }
    }

    void finish() {
      done = true;
      synchronized (this) {
        notifyAll();
      }
    }

    @Override public void run() {
      together(this::await, this::finish);
    }
  }

  @Right(kind = "lost wake-up",
      source = "the state changes outside of the lock, but is looked at inside, and the notify comes after: looks "
          + "wrong, is right")
  static class ChangedOutside implements Scenario {
    volatile boolean done;

    void await() throws InterruptedException {
      synchronized (this) {
        while (!done) wait();
      }
    }

    void finish() {
      done = true;
      synchronized (this) {
        notifyAll();
      }
    }

    @Override public void run() {
      together(this::await, this::finish);
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK,
      source = "github.com/Netflix/concurrency-limits/pull/70: one flag for all who are blocked, and notify for one")
  static class BlockedFlag implements Scenario {
    int free;
    boolean blocked;

    synchronized void acquire() throws InterruptedException {
      while (free == 0) {
        blocked = true;
        wait();
      }
      free--;
    }

    synchronized void release() {
      free++;
      if (blocked) {
        blocked = false;
        notify();
      }
    }

    @Override public void run() {
      together(this::acquire, this::acquire, () -> {
        release();
        release();
      });
    }
  }

  @Wrong(kind = "wrong monitor", expect = EXCEPTION,
      source = "IllegalMonitorStateException: notify on an object whose monitor is not held")
  static class NotifyWithoutLock implements Scenario {
    boolean ready;
    final Object lock = new Object();

    @Override public void run() {
      together(() -> {
        synchronized (lock) {
          ready = true;
        }
        lock.notifyAll();
      });
    }
  }

  @Wrong(kind = "wrong monitor", expect = DATA_RACE, source = "writers lock, readers do not (JCIP 3.1: both must)")
  static class UnlockedReader implements Scenario {
    private int value;

    synchronized void set(int n) {
      value = n;
    }

    int get() {
      return value;
    }

    @Override public void run() {
      together(() -> set(1), this::get);
    }
  }

  @Wrong(kind = "wrong monitor", expect = DATA_RACE,
      source = "JCIP listing 4.14, ListHelper: put-if-absent under the helper's lock, not the list's")
  static class ListHelper implements Scenario {
    static class SafeList {
      private final List<String> list = new ArrayList<>();

      synchronized void add(String s) {
        list.add(s);
      }

      synchronized int size() {
        return list.size();
      }
    }

    final SafeList safe = new SafeList();

    synchronized void putIfAbsent(String s) {
      if (!safe.list.contains(s)) safe.list.add(s);
    }

    @Override public void run() {
      together(() -> putIfAbsent("a"), () -> safe.add("a"));
      check(safe.size() >= 1, "?");
    }
  }

  @Right(kind = "wrong monitor", source = "JCIP listing 4.15: client-side locking on the list itself")
  static class ListHelperClientSide implements Scenario {
    final List<String> list = java.util.Collections.synchronizedList(new ArrayList<>());

    void putIfAbsent(String s) {
      synchronized (list) {
        if (!list.contains(s)) list.add(s);
      }
    }

    @Override public void run() {
      together(() -> putIfAbsent("a"), () -> putIfAbsent("a"));
      check(list.size() == 1, "twice");
    }
  }

  @Wrong(kind = "wrong monitor", expect = DATA_RACE,
      source = "the lock is replaced while another thread waits for the old one")
  static class LockReplaced implements Scenario {
    volatile Object lock = new Object();
    int value;

    void reset() {
      synchronized (lock) {
        value = 0;
        lock = new Object();
        value = 1;
      }
    }

    void add() {
      synchronized (lock) {
        value++;
      }
    }

    @Override public void run() {
      together(this::reset, this::add);
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION,
      source = "java.lang.StringBuffer.append(StringBuffer) in JDK 1.4 (Flanagan, Qadeer, PLDI 2003): length, then "
          + "getChars")
  static class AppendBuffer implements Scenario {
    static class Buffer {
      private char[] chars = "abc".toCharArray();
      private int length = 3;

      synchronized int length() {
        return length;
      }

      synchronized void setLength(int n) {
        length = n;
      }

      synchronized void getChars(int end, char[] into) {
        if (end > length) throw new StringIndexOutOfBoundsException(end);
        System.arraycopy(chars, 0, into, 0, end);
      }

      synchronized void append(Buffer other) {
        int n = other.length();
        char[] grown = new char[length + n];
        other.getChars(n, grown);
        chars = grown;
      }
    }

    @Override public void run() {
      Buffer a = new Buffer();
      Buffer b = new Buffer();
      together(() -> a.append(b), () -> b.setLength(0));
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "nested monitor lockout: waits inside, and keeps the outer lock")
  static class NestedMonitor implements Scenario {
    final Object outer = new Object();
    final Object inner = new Object();
    boolean ready;

    @Override public void run() {
      together(() -> {
        synchronized (outer) {
          synchronized (inner) {
            while (!ready) inner.wait();
          }
        }
      }, () -> {
        synchronized (outer) {
          synchronized (inner) {
            ready = true;
            inner.notifyAll();
          }
        }
      });
    }
  }

  @Wrong(kind = "lost interrupt", expect = DEADLOCK,
      source = "JCIP 7.1.3: the interrupt is swallowed, and the loop asks for it again")
  static class InterruptSwallowed implements Scenario {
    final Object bell = new Object();

    @Override public void run() throws InterruptedException {
      Thread worker = new Thread(() -> {
        while (!Thread.currentThread().isInterrupted()) {
          synchronized (bell) {
            try {
              bell.wait();
            } catch (InterruptedException e) {
              // try again
            }
          }
        }
      });
      worker.start();
      worker.interrupt();
      worker.join();
    }
  }

  @Right(kind = "lost interrupt", source = "JCIP listing 7.5: restored")
  static class InterruptRestored implements Scenario {
    final Object bell = new Object();

    @Override public void run() throws InterruptedException {
      Thread worker = new Thread(() -> {
        while (!Thread.currentThread().isInterrupted()) {
          synchronized (bell) {
            try {
              bell.wait();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        }
      });
      worker.start();
      worker.interrupt();
      worker.join();
    }
  }
}
