package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lockstep.interleave.Action;
import lockstep.interleave.Scenario;

/** Waiting in a circle, and stepping aside for ever. (JCIP chapter 10.) */
final class Deadlocks {
  private Deadlocks() {}

  static class Account {
    final int id;
    int balance = 100;

    Account(int id) {
      this.id = id;
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK, source = "JCIP listing 10.2, transferMoney")
  static class Transfers implements Scenario {
    static void transfer(Account from, Account to, int amount) {
      synchronized (from) {
        synchronized (to) {
          from.balance -= amount;
          to.balance += amount;
        }
      }
    }

    @Override public void run() {
      Account a = new Account(1);
      Account b = new Account(2);
      together(() -> transfer(a, b, 10), () -> transfer(b, a, 20));
    }
  }

  @Right(kind = "deadlock", source = "JCIP listing 10.3: one order for all")
  static class OrderedTransfers implements Scenario {
    static void transfer(Account from, Account to, int amount) {
      Account first = from.id < to.id ? from : to;
      Account second = first == from ? to : from;
      synchronized (first) {
        synchronized (second) {
          from.balance -= amount;
          to.balance += amount;
        }
      }
    }

    @Override public void run() {
      Account a = new Account(1);
      Account b = new Account(2);
      together(() -> transfer(a, b, 10), () -> transfer(b, a, 20));
      check(a.balance == 110 && b.balance == 90, "money lost");
    }
  }

  static void dine(ReentrantLock first, ReentrantLock second, AtomicInteger meals) {
    first.lock();
    try {
      second.lock();
      try {
        meals.incrementAndGet();
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK, source = "Dijkstra's dining philosophers, 1971: all take the left fork")
  static class Philosophers implements Scenario {
    @Override public void run() {
      ReentrantLock a = new ReentrantLock();
      ReentrantLock b = new ReentrantLock();
      ReentrantLock c = new ReentrantLock();
      AtomicInteger meals = new AtomicInteger();
      together(() -> dine(a, b, meals), () -> dine(b, c, meals), () -> dine(c, a, meals));
    }
  }

  @Right(kind = "deadlock", source = "one philosopher is left-handed")
  static class LeftHanded implements Scenario {
    @Override public void run() {
      ReentrantLock a = new ReentrantLock();
      ReentrantLock b = new ReentrantLock();
      ReentrantLock c = new ReentrantLock();
      AtomicInteger meals = new AtomicInteger();
      together(() -> dine(a, b, meals), () -> dine(b, c, meals), () -> dine(a, c, meals));
      check(meals.get() == 3, "hungry");
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "JCIP listing 10.5, Taxi and Dispatcher: calls out while holding its own lock")
  static class AlienCall implements Scenario {
    static class Dispatcher {
      synchronized void available(Taxi taxi) {}

      synchronized int image(Taxi taxi) {
        return taxi.location();
      }
    }

    static class Taxi {
      final Dispatcher dispatcher;
      int at;

      Taxi(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
      }

      synchronized int location() {
        return at;
      }

      synchronized void move(int to) {
        at = to;
        dispatcher.available(this);
      }
    }

    @Override public void run() {
      Dispatcher dispatcher = new Dispatcher();
      Taxi taxi = new Taxi(dispatcher);
      together(() -> taxi.move(3), () -> dispatcher.image(taxi));
    }
  }

  @Right(kind = "deadlock", source = "JCIP listing 10.6: open calls")
  static class OpenCall implements Scenario {
    static class Dispatcher {
      int free;

      synchronized void available() {
        free++;
      }

      int image(Taxi taxi) {
        synchronized (this) {
          free += 0;
        }
        return taxi.location();
      }
    }

    static class Taxi {
      final Dispatcher dispatcher;
      int at;

      Taxi(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
      }

      synchronized int location() {
        return at;
      }

      void move(int to) {
        synchronized (this) {
          at = to;
        }
        dispatcher.available();
      }
    }

    @Override public void run() {
      Dispatcher dispatcher = new Dispatcher();
      Taxi taxi = new Taxi(dispatcher);
      together(() -> taxi.move(3), () -> dispatcher.image(taxi));
    }
  }

  @Wrong(kind = "read-write lock upgrade", expect = DEADLOCK,
      source = "ReentrantReadWriteLock's Javadoc: upgrading is not possible")
  static class Upgrade implements Scenario {
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    String cached;

    String get() {
      lock.readLock().lock();
      try {
        if (cached == null) {
          lock.writeLock().lock();
          cached = "value";
          lock.writeLock().unlock();
        }
        return cached;
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override public void run() {
      together(this::get);
    }
  }

  @Right(kind = "read-write lock upgrade",
      source = "ReentrantReadWriteLock's Javadoc, CachedData: release, take, look again, downgrade")
  static class Downgrade implements Scenario {
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    String cached;
    int made;

    String get() {
      lock.readLock().lock();
      if (cached == null) {
        lock.readLock().unlock();
        lock.writeLock().lock();
        try {
          if (cached == null) {
            cached = "value";
            made++;
          }
          lock.readLock().lock();
        } finally {
          lock.writeLock().unlock();
        }
      }
      try {
        return cached;
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override public void run() {
      together(() -> check("value".equals(get()), "?"), () -> check("value".equals(get()), "?"));
      check(made == 1, "made twice");
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION,
      source = "the read lock is given back before the write lock is had, and nobody looks again")
  static class UpgradeWithAGap implements Scenario {
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    boolean open = true;
    int closings;

    void close() {
      lock.readLock().lock();
      boolean isOpen = open;
      lock.readLock().unlock();
      if (isOpen) {
        lock.writeLock().lock();
        open = false;
        closings++;
        lock.writeLock().unlock();
      }
    }

    @Override public void run() {
      together(this::close, this::close);
      check(closings == 1, "closed twice");
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK,
      source = "JCIP listing 8.1, ThreadDeadlock: a task waits for a task in the same one-thread pool")
  static class PoolWaitsForItself implements Scenario {
    @Override public void run() throws Exception {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      Future<Integer> page = pool.submit(() -> {
        Future<Integer> header = pool.submit(() -> 1);
        return header.get() + 1;
      });
      check(page.get() == 2, "?");
      pool.shutdown();
    }
  }

  @Right(kind = "deadlock", source = "two threads are enough for two tasks")
  static class PoolOfTwo implements Scenario {
    @Override public void run() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      Future<Integer> page = pool.submit(() -> {
        Future<Integer> header = pool.submit(() -> 1);
        return header.get() + 1;
      });
      check(page.get() == 2, "?");
      pool.shutdown();
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK, source = "joins a thread that needs the monitor which the joiner holds")
  static class JoinInsideMonitor implements Scenario {
    @Override public void run() throws InterruptedException {
      Thread worker = new Thread(() -> {
        synchronized (this) {
          notifyAll();
        }
      });
      synchronized (this) {
        worker.start();
        worker.join();
      }
    }
  }

  @Wrong(kind = "deadlock", expect = DEADLOCK, source = "two that ask each other, and both begin by listening")
  static class BothListen implements Scenario {
    @Override public void run() {
      LinkedBlockingQueue<String> there = new LinkedBlockingQueue<>();
      LinkedBlockingQueue<String> back = new LinkedBlockingQueue<>();
      together(() -> {
        back.take();
        there.put("question");
      }, () -> {
        there.take();
        back.put("answer");
      });
    }
  }

  /** Two locks, taken in opposite orders by threads that give up politely. */
  static class Polite {
    final AtomicBoolean left = new AtomicBoolean();
    final AtomicBoolean right = new AtomicBoolean();

    static boolean both(AtomicBoolean first, AtomicBoolean second) {
      if (!first.compareAndSet(false, true)) return false;
      if (second.compareAndSet(false, true)) return true;
      first.set(false);
      return false;
    }
  }

  @Wrong(kind = "livelock", expect = LIVELOCK,
      source = "JCIP 10.3.3: overly polite people; each insists on the other going first")
  static class AfterYou implements Scenario {
    volatile int turn = 1;

    void pass(int me) {
      while (turn == me) turn = 3 - me;
    }

    @Override public void run() {
      together(() -> {
        while (turn != 0) pass(1);
      }, () -> {
        while (turn != 0) pass(2);
      });
    }
  }

  @Wrong(kind = "livelock", expect = LIVELOCK,
      source = "Musuvathi, Qadeer, Fair Stateless Model Checking, PLDI 2008, figure 1: philosophers who try, fail, "
          + "put down and try again")
  static class PoliteLocks implements Scenario {
    @Override public void run() {
      Polite locks = new Polite();
      together(() -> {
        while (!Polite.both(locks.left, locks.right)) Thread.yield();
        locks.right.set(false);
        locks.left.set(false);
      }, () -> {
        while (!Polite.both(locks.right, locks.left)) Thread.yield();
        locks.left.set(false);
        locks.right.set(false);
      });
    }
  }

  @Right(kind = "livelock", source = "the same politeness, but in one order: whoever has the first gets the second")
  static class PoliteInOrder implements Scenario {
    @Override public void run() {
      Polite locks = new Polite();
      int[] count = new int[1];
      Action eat = () -> {
        while (!Polite.both(locks.left, locks.right)) Thread.yield();
        count[0]++;
        locks.right.set(false);
        locks.left.set(false);
      };
      together(eat, eat);
      check(count[0] == 2, "hungry");
    }
  }

  @Wrong(kind = "starvation", expect = DEADLOCK,
      source = "a spinner waits for a turn that its partner, gone home, never gives")
  static class StrictAlternation implements Scenario {
    volatile int turn;

    void enter(int me) {
      while (turn != me) Thread.onSpinWait();
      turn = 1 - me;
    }

    @Override public void run() {
      together(() -> {
        enter(0);
        enter(0);
        enter(0);
      }, () -> enter(1));
    }
  }
}
