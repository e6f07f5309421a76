package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.interleave.Scenario;

/** Bounded buffers under locks with conditions. (JCIP listing 14.11; AMP 10.3.) */
final class Buffers {
  private Buffers() {}

  /** The right one. */
  static class Bounded {
    final ReentrantLock lock = new ReentrantLock();
    final Condition notFull = lock.newCondition();
    final Condition notEmpty = lock.newCondition();
    final int[] items;
    int head;
    int count;

    Bounded(int capacity) {
      items = new int[capacity];
    }

    void put(int n) throws InterruptedException {
      lock.lock();
      try {
        while (count == items.length) notFull.await();
        items[(head + count++) % items.length] = n;
        notEmpty.signal();
      } finally {
        lock.unlock();
      }
    }

    int take() throws InterruptedException {
      lock.lock();
      try {
        while (count == 0) notEmpty.await();
        int n = items[head];
        head = (head + 1) % items.length;
        count--;
        notFull.signal();
        return n;
      } finally {
        lock.unlock();
      }
    }
  }

  @Right(kind = "bounded buffer", source = "JCIP listing 14.11, ConditionBoundedBuffer", preemptions = 2)
  static class TwoConditions implements Scenario {
    @Override public void run() {
      Bounded buffer = new Bounded(1);
      int[] got = new int[2];
      together(() -> {
        buffer.put(1);
        buffer.put(2);
      }, () -> got[0] = buffer.take(), () -> got[1] = buffer.take());
      check(got[0] + got[1] == 3, "lost");
    }
  }

  @Wrong(kind = "notify for notifyAll", expect = DEADLOCK,
      source = "one condition for both, and signal for one (JCIP 14.3)")
  static class OneCondition implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    int items;

    void put() throws InterruptedException {
      lock.lock();
      try {
        while (items == 1) changed.await();
        items++;
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    void take() throws InterruptedException {
      lock.lock();
      try {
        while (items == 0) changed.await();
        items--;
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override public void run() {
      together(() -> {
        put();
        put();
      }, this::take, this::take);
    }
  }

  @Wrong(kind = "bounded buffer", expect = DEADLOCK, source = "signals the condition that it waited for itself")
  static class WrongCondition implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final Condition notFull = lock.newCondition();
    final Condition notEmpty = lock.newCondition();
    int items;

    void put() throws InterruptedException {
      lock.lock();
      try {
        while (items == 1) notFull.await();
        items++;
        notFull.signal();
      } finally {
        lock.unlock();
      }
    }

    void take() throws InterruptedException {
      lock.lock();
      try {
        while (items == 0) notEmpty.await();
        items--;
        notFull.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override public void run() {
      together(this::put, this::take);
    }
  }

  @Wrong(kind = "if around wait", expect = EXCEPTION,
      source = "two consumers woken for one item; the slower one finds the buffer empty")
  static class IfAroundAwait implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final Condition notEmpty = lock.newCondition();
    int items;

    void put() {
      lock.lock();
      items++;
      notEmpty.signalAll();
      lock.unlock();
    }

    void take() throws InterruptedException {
      lock.lock();
      try {
        if (items == 0) notEmpty.await();
        items--;
        check(items >= 0, "took what was not there");
      } finally {
        lock.unlock();
      }
    }

    @Override public void run() {
      together(this::take, this::put);
    }
  }

  @Wrong(kind = "wrong monitor", expect = EXCEPTION,
      source = "IllegalMonitorStateException: notify instead of signal, on a Condition")
  static class NotifyOnCondition implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final Condition ready = lock.newCondition();

    @Override public void run() {
      together(() -> {
        lock.lock();
        try {
          ready.notifyAll();
        } finally {
          lock.unlock();
        }
      });
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK,
      source = "AMP 8.2, pitfall 8.2.2: signals only when the queue was empty, and two consumers wait")
  static class SignalsAtFirstOnly implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final Condition notEmpty = lock.newCondition();
    int items;

    void put() {
      lock.lock();
      try {
        if (++items == 1) notEmpty.signal();
      } finally {
        lock.unlock();
      }
    }

    void take() throws InterruptedException {
      lock.lock();
      try {
        while (items == 0) notEmpty.await();
        items--;
      } finally {
        lock.unlock();
      }
    }

    @Override public void run() {
      together(this::take, this::take, () -> {
        put();
        put();
      });
    }
  }

  /** AMP 10.3: one lock at each end, and a count between them. */
  static class TwoEnds {
    final ReentrantLock enq = new ReentrantLock();
    final ReentrantLock deq = new ReentrantLock();
    final Condition notFull = enq.newCondition();
    final Condition notEmpty = deq.newCondition();
    final AtomicInteger size = new AtomicInteger();
    final int[] items = new int[1];
    int head;
    int tail;

    void put(int n) throws InterruptedException {
      boolean wake;
      enq.lock();
      try {
        while (size.get() == items.length) notFull.await();
        items[tail++ % items.length] = n;
        wake = size.getAndIncrement() == 0;
      } finally {
        enq.unlock();
      }
      if (wake) {
        deq.lock();
        try {
          notEmpty.signalAll();
        } finally {
          deq.unlock();
        }
      }
    }

    int take() throws InterruptedException {
      boolean wake;
      int n;
      deq.lock();
      try {
        while (size.get() == 0) notEmpty.await();
        n = items[head++ % items.length];
        wake = size.getAndDecrement() == items.length;
      } finally {
        deq.unlock();
      }
      if (wake) {
        enq.lock();
        try {
          notFull.signalAll();
        } finally {
          enq.unlock();
        }
      }
      return n;
    }
  }

  @Right(kind = "bounded buffer", source = "AMP figures 10.3 to 10.5, BoundedQueue", preemptions = 2)
  static class LockAtEachEnd implements Scenario {
    @Override public void run() {
      TwoEnds buffer = new TwoEnds();
      int[] got = new int[1];
      together(() -> {
        buffer.put(1);
        buffer.put(2);
      }, () -> {
        got[0] = 10 * buffer.take();
        got[0] += buffer.take();
      });
      check(got[0] == 12, "out of order");
    }
  }

  @Wrong(kind = "bounded buffer", expect = DATA_RACE, source = "BoundedQueue that counts before it stores")
  static class CountedTooEarly implements Scenario {
    final ReentrantLock enq = new ReentrantLock();
    final ReentrantLock deq = new ReentrantLock();
    final AtomicInteger size = new AtomicInteger();
    final int[] items = new int[4];
    int head;
    int tail;

    void put(int n) {
      enq.lock();
      try {
        size.getAndIncrement();
        items[tail++ % items.length] = n;
      } finally {
        enq.unlock();
      }
    }

    int poll() {
      deq.lock();
      try {
        if (size.get() == 0) return 0;
        size.getAndDecrement();
        return items[head++ % items.length];
      } finally {
        deq.unlock();
      }
    }

    @Override public void run() {
      together(() -> put(7), () -> {
        int n = poll();
        check(n == 0 || n == 7, "nothing there");
      });
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK,
      source = "signals without holding the other end's lock... by a flag: the waiter is between looking and waiting")
  static class SignalBetween implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final Condition ready = lock.newCondition();
    final AtomicInteger size = new AtomicInteger();
    volatile boolean waiting;

    void put() {
      size.incrementAndGet();
      if (waiting) {
        lock.lock();
        ready.signal();
        lock.unlock();
      }
    }

    void take() throws InterruptedException {
      lock.lock();
      try {
        while (size.get() == 0) {
          waiting = true;
          ready.await();
        }
        size.decrementAndGet();
      } finally {
        lock.unlock();
      }
    }

    @Override public void run() {
      together(this::put, this::take);
    }
  }

  @Right(kind = "lost wake-up",
      source = "SignalBetween mended: looks again after raising the flag (as AbstractQueuedSynchronizer does)")
  static class LooksAgain implements Scenario {
    final ReentrantLock lock = new ReentrantLock();
    final Condition ready = lock.newCondition();
    final AtomicInteger size = new AtomicInteger();
    volatile boolean waiting;

    void put() {
      size.incrementAndGet();
      if (waiting) {
        lock.lock();
        ready.signal();
        lock.unlock();
      }
    }

    void take() throws InterruptedException {
      lock.lock();
      try {
        waiting = true;
        while (size.get() == 0) ready.await();
        size.decrementAndGet();
      } finally {
        lock.unlock();
      }
    }

    @Override public void run() {
      together(this::put, this::take);
    }
  }

  @Right(kind = "bounded buffer", source = "the library's own")
  static class LibraryBuffer implements Scenario {
    @Override public void run() {
      ArrayBlockingQueue<int[]> buffer = new ArrayBlockingQueue<>(1);
      together(() -> {
        int[] box = new int[1];
        box[0] = 7;
        buffer.put(box);
      }, () -> check(buffer.take()[0] == 7, "empty box"));
    }
  }

  @Wrong(kind = "if around wait", expect = EXCEPTION,
      source = "poll with a time-out may return null, also when the machine is slow")
  static class TimeoutUnread implements Scenario {
    @Override public void run() {
      ArrayBlockingQueue<String> buffer = new ArrayBlockingQueue<>(1);
      together(() -> buffer.put("a"), () -> check(buffer.poll(1, TimeUnit.SECONDS).length() == 1, "?"));
    }
  }
}
