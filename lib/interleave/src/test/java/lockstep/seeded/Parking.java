package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import lockstep.interleave.Scenario;

/** Going to sleep by {@link LockSupport}, and being woken. */
final class Parking {
  private Parking() {}

  @Wrong(kind = "if around wait", expect = EXCEPTION,
      source = "park's Javadoc: it may return for no reason; callers re-check in a loop")
  static class ParkedOnce implements Scenario {
    final AtomicReference<String> result = new AtomicReference<>();

    @Override public void run() throws InterruptedException {
      Thread waiter = new Thread(() -> {
        if (result.get() == null) LockSupport.park();
        check(result.get() != null, "woken too early");
      });
      waiter.start();
      result.set("done");
      LockSupport.unpark(waiter);
      waiter.join();
    }
  }

  @Right(kind = "if around wait", source = "park in a loop; a permit given early is kept (LockSupport's Javadoc)")
  static class ParkedInALoop implements Scenario {
    final AtomicReference<String> result = new AtomicReference<>();

    @Override public void run() throws InterruptedException {
      Thread waiter = new Thread(() -> {
        while (result.get() == null) LockSupport.park(this);
        check(result.get() != null, "woken too early");
      });
      waiter.start();
      result.set("done");
      LockSupport.unpark(waiter);
      waiter.join();
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK, source = "unparks before it stores what the waiter looks for")
  static class UnparkedTooEarly implements Scenario {
    volatile boolean done;

    @Override public void run() throws InterruptedException {
      Thread waiter = new Thread(() -> {
        while (!done) LockSupport.park();
      });
      waiter.start();
      LockSupport.unpark(waiter);
      done = true;
      waiter.join();
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE,
      source = "unpark orders nothing by itself: LockSupport's Javadoc promises no happens-before")
  static class UnparkIsNoRelease implements Scenario {
    final AtomicBoolean done = new AtomicBoolean();
    int result;

    @Override public void run() throws InterruptedException {
      Thread waiter = new Thread(() -> {
        while (!done.getOpaque()) LockSupport.park();
        check(result == 3, "?");
      });
      waiter.start();
      result = 3;
      done.setOpaque(true);
      LockSupport.unpark(waiter);
      waiter.join();
    }
  }

  @Right(kind = "lost wake-up", source = "LockSupport's Javadoc, class FIFOMutex")
  static class FifoMutex implements Scenario {
    private final AtomicBoolean locked = new AtomicBoolean();
    private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();

    void lock() {
      boolean wasInterrupted = false;
      waiters.add(Thread.currentThread());
      while (waiters.peek() != Thread.currentThread() || !locked.compareAndSet(false, true)) {
        LockSupport.park(this);
        if (Thread.interrupted()) wasInterrupted = true;
      }
      waiters.remove();
      if (wasInterrupted) Thread.currentThread().interrupt();
    }

    void unlock() {
      locked.set(false);
      LockSupport.unpark(waiters.peek());
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK,
      source = "FIFOMutex that looks at the queue first and unlocks then: whoever comes in between sleeps for ever")
  static class FifoMutexLooksFirst implements Scenario {
    private final AtomicBoolean locked = new AtomicBoolean();
    private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();

    void lock() {
      waiters.add(Thread.currentThread());
      while (waiters.peek() != Thread.currentThread() || !locked.compareAndSet(false, true)) LockSupport.park(this);
      waiters.remove();
    }

    void unlock() {
      Thread next = waiters.peek();
      locked.set(false);
      LockSupport.unpark(next);
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "Peterson/Dekker without SC", expect = DEADLOCK,
      source = "FIFOMutex that unlocks by setRelease: the store may pass the look at the queue (as in JDK-6822370, "
          + "and surrealdb/affinitypool#22)")
  static class FifoMutexReleases implements Scenario {
    private final AtomicBoolean locked = new AtomicBoolean();
    private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();

    void lock() {
      waiters.add(Thread.currentThread());
      while (waiters.peek() != Thread.currentThread() || !locked.compareAndSet(false, true)) LockSupport.park(this);
      waiters.remove();
    }

    void unlock() {
      locked.setRelease(false);
      LockSupport.unpark(waiters.peek());
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  /** A worker that sleeps while there is no work, and a producer that wakes it only if it sleeps. */
  abstract static class Sleeper implements Scenario {
    final AtomicInteger work = new AtomicInteger();
    final AtomicReference<Thread> sleeping = new AtomicReference<>();

    abstract void give();

    abstract void announce(Thread me);

    abstract boolean nothingToDo();

    void take() {
      Thread me = Thread.currentThread();
      while (nothingToDo()) {
        announce(me);
        if (nothingToDo()) LockSupport.park();
        sleeping.set(null);
      }
      work.decrementAndGet();
    }

    @Override public void run() {
      together(this::give, this::take);
      check(work.get() == 0, "work left");
    }
  }

  @Right(kind = "lost wake-up", source = "announce, look again, sleep; and give, then look for a sleeper: all volatile")
  static class SleeperVolatile extends Sleeper {
    @Override void give() {
      work.incrementAndGet();
      Thread t = sleeping.get();
      if (t != null) LockSupport.unpark(t);
    }

    @Override void announce(Thread me) {
      sleeping.set(me);
    }

    @Override boolean nothingToDo() {
      return work.get() == 0;
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK,
      source = "surrealdb/affinitypool#22: release and acquire on two variables; each side may miss the other")
  static class SleeperAcquireRelease extends Sleeper {
    @Override void give() {
      work.setRelease(1);
      Thread t = sleeping.getAcquire();
      if (t != null) LockSupport.unpark(t);
    }

    @Override void announce(Thread me) {
      sleeping.setRelease(me);
    }

    @Override boolean nothingToDo() {
      return work.getAcquire() == 0;
    }
  }

  @Right(kind = "lost wake-up", source = "affinitypool#22's remedy: a full fence on both sides")
  static class SleeperFenced extends Sleeper {
    @Override void give() {
      work.setRelease(1);
      VarHandle.fullFence();
      Thread t = sleeping.getAcquire();
      if (t != null) LockSupport.unpark(t);
    }

    @Override void announce(Thread me) {
      sleeping.setRelease(me);
      VarHandle.fullFence();
    }

    @Override boolean nothingToDo() {
      return work.getAcquire() == 0;
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK, source = "sleeps without a second look")
  static class SleeperHasty extends SleeperVolatile {
    @Override void take() {
      while (nothingToDo()) {
        announce(Thread.currentThread());
        LockSupport.park();
        sleeping.set(null);
      }
      work.decrementAndGet();
    }
  }

  @Right(kind = "lost interrupt", source = "an interrupt ends park, and stays")
  static class InterruptEndsPark implements Scenario {
    @Override public void run() throws InterruptedException {
      Thread waiter = new Thread(() -> {
        while (!Thread.currentThread().isInterrupted()) LockSupport.park();
      });
      waiter.start();
      waiter.interrupt();
      waiter.join();
    }
  }

  @Wrong(kind = "lost interrupt", expect = DEADLOCK,
      source = "Thread.interrupted() in a log line clears what the loop waits for")
  static class InterruptCleared implements Scenario {
    @Override public void run() throws InterruptedException {
      Thread waiter = new Thread(() -> {
        while (!Thread.currentThread().isInterrupted()) {
          LockSupport.park();
          Thread.interrupted();
        }
      });
      waiter.start();
      waiter.interrupt();
      waiter.join();
    }
  }

  @Right(kind = "lost wake-up",
      source = "one latch for many: the list of waiters is taken whole by the one who opens (as FutureTask does)",
          preemptions = 2)
  static class OneShotGate implements Scenario {
    record Waiter(Thread thread, Waiter next) {}

    private static final Waiter OPEN = new Waiter(null, null);
    final AtomicReference<Waiter> head = new AtomicReference<>();

    void await() {
      Waiter mine = null;
      for (;;) {
        Waiter h = head.get();
        if (h == OPEN) return;
        if (mine == null) {
          Waiter w = new Waiter(Thread.currentThread(), h);
          if (head.compareAndSet(h, w)) mine = w;
        } else {
          LockSupport.park(this);
        }
      }
    }

    void open() {
      for (Waiter w = head.getAndSet(OPEN); w != null; w = w.next) LockSupport.unpark(w.thread);
    }

    @Override public void run() {
      together(this::await, this::await, this::open);
    }
  }

  @Wrong(kind = "lost wake-up", expect = DEADLOCK, source = "OneShotGate that reads the list, and closes it afterwards")
  static class GateReadsFirst implements Scenario {
    record Waiter(Thread thread, Waiter next) {}

    private static final Waiter OPEN = new Waiter(null, null);
    final AtomicReference<Waiter> head = new AtomicReference<>();

    void await() {
      Waiter h;
      do {
        h = head.get();
        if (h == OPEN) return;
      } while (!head.compareAndSet(h, new Waiter(Thread.currentThread(), h)));
      while (head.get() != OPEN) LockSupport.park(this);
    }

    void open() {
      Waiter all = head.get();
      head.set(OPEN);
      for (Waiter w = all; w != null; w = w.next) LockSupport.unpark(w.thread);
    }

    @Override public void run() {
      together(this::await, this::open);
    }
  }
}
