package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Action;
import lockstep.interleave.Region;
import lockstep.interleave.Scenario;

/** Locks that serve in order: tickets, arrays, lists. (AMP 7.5; Mellor-Crummey and Scott, 1991.) */
final class QueueLocks {
  private QueueLocks() {}

  static class Ticket {
    final AtomicInteger next;
    final AtomicInteger serving;

    Ticket(int first) {
      next = new AtomicInteger(first);
      serving = new AtomicInteger(first);
    }

    void lock() {
      int mine = next.getAndIncrement();
      while (serving.getAcquire() != mine) Thread.onSpinWait();
    }

    void unlock() {
      serving.setRelease(serving.getPlain() + 1);
    }
  }

  @Right(kind = "ticket lock",
      source = "only the owner writes serving, so it may read it plainly; numbers may wrap around, as they are "
          + "compared for equality")
  static class TicketWrapsAround implements Scenario {
    @Override public void run() {
      Ticket lock = new Ticket(Integer.MAX_VALUE);
      Scenes.count(lock::lock, lock::unlock);
    }
  }

  @Wrong(kind = "ticket lock", expect = DATA_RACE,
      source = "tickets compared by <: they overflow (RFC 1982 on serial numbers)")
  static class TicketOverflow implements Scenario {
    final AtomicInteger next = new AtomicInteger(Integer.MAX_VALUE);
    final AtomicInteger serving = new AtomicInteger(Integer.MAX_VALUE);

    void lock() {
      int mine = next.getAndIncrement();
      while (serving.get() < mine) Thread.onSpinWait();
    }

    void unlock() {
      serving.incrementAndGet();
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "ticket lock", expect = {DEADLOCK, DATA_RACE},
      source = "the ticket drawn by ++ on a volatile field: two draw the same")
  static class TicketDrawnTwice implements Scenario {
    volatile int next;
    volatile int serving;

    void lock() {
      int mine = next++;
      while (serving != mine) Thread.onSpinWait();
    }

    void unlock() {
      serving++;
    }

    @Override public void run() {
      Scenes.count(this::lock, this::unlock);
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE, source = "the next one is called by an opaque store")
  static class TicketCalledOpaquely implements Scenario {
    @Override public void run() {
      Ticket lock = new Ticket(0) {
        @Override void unlock() {
          serving.setOpaque(serving.getPlain() + 1);
        }
      };
      Scenes.count(lock::lock, lock::unlock);
    }
  }

  @Wrong(kind = "missing acquire", expect = DATA_RACE, source = "waits with an opaque load")
  static class TicketAwaitedOpaquely implements Scenario {
    @Override public void run() {
      Ticket lock = new Ticket(0) {
        @Override void lock() {
          int mine = next.getAndIncrement();
          while (serving.getOpaque() != mine) Thread.onSpinWait();
        }
      };
      Scenes.count(lock::lock, lock::unlock);
    }
  }

  @Right(kind = "missing acquire", source = "the draw needs no order at all, only atomicity; waiting acquires")
  static class TicketDrawnPlainly implements Scenario {
    @Override public void run() {
      Ticket lock = new Ticket(0) {
        @Override void lock() {
          int mine;
          do {
            mine = next.getOpaque();
          } while (!next.weakCompareAndSetPlain(mine, mine + 1));
          while (serving.getAcquire() != mine) Thread.onSpinWait();
        }
      };
      Scenes.count(lock::lock, lock::unlock);
    }
  }

  /** Anderson's array lock, AMP 7.5.1. */
  static class ArrayLock {
    final AtomicInteger tail = new AtomicInteger();
    final AtomicIntegerArray flag;
    final int size;

    ArrayLock(int capacity) {
      size = capacity;
      flag = new AtomicIntegerArray(capacity);
      flag.set(0, 1);
    }

    int lock() {
      int slot = tail.getAndIncrement() % size;
      while (flag.get(slot) == 0) Thread.onSpinWait();
      return slot;
    }

    void unlock(int slot) {
      flag.set(slot, 0);
      flag.set((slot + 1) % size, 1);
    }
  }

  static void meet(ArrayLock lock, int threads) {
    Region region = new Region();
    Action visit = () -> {
      int slot = lock.lock();
      region.enter();
      region.leave();
      lock.unlock(slot);
    };
    Action[] all = new Action[threads];
    Arrays.fill(all, visit);
    together(all);
  }

  @Right(kind = "array lock", source = "AMP figure 7.7, ALock", preemptions = 2)
  static class AndersonLock implements Scenario {
    @Override public void run() {
      meet(new ArrayLock(3), 3);
    }
  }

  @Wrong(kind = "array lock", expect = EXCLUSION,
      source = "AMP 7.5.1: with more threads than slots two share one")
  static class TooFewSlots implements Scenario {
    @Override public void run() {
      meet(new ArrayLock(2), 3);
    }
  }

  @Wrong(kind = "array lock", expect = DEADLOCK,
      source = "ALock.unlock with its lines swapped, and the ring so small that the next slot is soon one's own")
  static class CalledBeforeReset implements Scenario {
    @Override public void run() {
      meet(new ArrayLock(1) {
        @Override void unlock(int slot) {
          flag.set((slot + 1) % size, 1);
          flag.set(slot, 0);
        }
      }, 2);
    }
  }

  /** AMP 7.5.2, Craig, Landin and Hagersten. */
  static class Clh {
    static class Node {
      final AtomicBoolean locked = new AtomicBoolean();
    }

    final AtomicReference<Node> tail = new AtomicReference<>(new Node());

    Node[] lock(Node mine) {
      mine.locked.setPlain(true);
      Node before = tail.getAndSet(mine);
      while (before.locked.getAcquire()) Thread.onSpinWait();
      return new Node[] {mine, before};
    }

    void unlock(Node[] mineAndBefore) {
      mineAndBefore[0].locked.setRelease(false);
    }
  }

  @Right(kind = "CLH/MCS lock",
      source = "AMP figure 7.9, CLHLock: the predecessor's node is used again; plain where the swap publishes")
  static class ClhLock implements Scenario {
    @Override public void run() {
      Clh lock = new Clh();
      int[] count = new int[1];
      Action twice = () -> {
        Clh.Node node = new Clh.Node();
        for (int i = 0; i < 2; i++) {
          Clh.Node[] held = lock.lock(node);
          count[0]++;
          lock.unlock(held);
          node = held[1];
        }
      };
      together(twice, twice);
      check(count[0] == 4, "lost");
    }
  }

  @Wrong(kind = "CLH/MCS lock", expect = DEADLOCK,
      source = "AMP exercise 7.3: the thread uses its own node again instead of its predecessor's")
  static class ClhOwnNodeAgain implements Scenario {
    @Override public void run() {
      Clh lock = new Clh() {
        @Override Node[] lock(Node mine) {
          mine.locked.set(true);
          Node before = tail.getAndSet(mine);
          while (before.locked.getAcquire()) Thread.onSpinWait();
          return new Node[] {mine, before};
        }
      };
      int[] count = new int[1];
      Action twice = () -> {
        Clh.Node node = new Clh.Node();
        for (int i = 0; i < 2; i++) {
          Clh.Node[] held = lock.lock(node);
          count[0]++;
          lock.unlock(held);
        }
      };
      together(twice, twice);
    }
  }

  /** AMP 7.5.3, Mellor-Crummey and Scott. */
  static class Mcs {
    static class Node {
      final AtomicBoolean locked = new AtomicBoolean();
      final AtomicReference<Node> next = new AtomicReference<>();
    }

    final AtomicReference<Node> tail = new AtomicReference<>();

    void lock(Node mine) {
      Node before = tail.getAndSet(mine);
      if (before != null) {
        mine.locked.setPlain(true);
        before.next.setRelease(mine);
        while (mine.locked.getAcquire()) Thread.onSpinWait();
      }
    }

    void unlock(Node mine) {
      Node next = mine.next.getAcquire();
      if (next == null) {
        if (tail.compareAndSet(mine, null)) return;
        while ((next = mine.next.getAcquire()) == null) Thread.onSpinWait();
      }
      next.locked.setRelease(false);
    }
  }

  static void count(Mcs lock) {
    int[] count = new int[1];
    Action add = () -> {
      Mcs.Node node = new Mcs.Node();
      lock.lock(node);
      count[0]++;
      lock.unlock(node);
    };
    together(add, add);
    check(count[0] == 2, "lost");
  }

  @Right(kind = "CLH/MCS lock", source = "AMP figures 7.12 and 7.13, MCSLock")
  static class McsLock implements Scenario {
    @Override public void run() {
      count(new Mcs());
    }
  }

  @Wrong(kind = "CLH/MCS lock", expect = DEADLOCK,
      source = "MCS that marks itself as waiting after it is already in the list: the release may come in between")
  static class McsMarkedLate implements Scenario {
    @Override public void run() {
      count(new Mcs() {
        @Override void lock(Node mine) {
          Node before = tail.getAndSet(mine);
          if (before != null) {
            before.next.set(mine);
            mine.locked.set(true);
            while (mine.locked.get()) Thread.onSpinWait();
          }
        }
      });
    }
  }

  @Wrong(kind = "CLH/MCS lock", expect = DEADLOCK,
      source = "MCS that sees no successor and leaves: one may be on its way")
  static class McsLeavesTooSoon implements Scenario {
    @Override public void run() {
      count(new Mcs() {
        @Override void unlock(Node mine) {
          Node next = mine.next.get();
          if (next == null) {
            tail.compareAndSet(mine, null);
            return;
          }
          next.locked.set(false);
        }
      });
    }
  }

  @Wrong(kind = "CLH/MCS lock", expect = DEADLOCK,
      source = "MCS that empties the tail by a store: whoever came meanwhile is cut off")
  static class McsTailOverwritten implements Scenario {
    @Override public void run() {
      count(new Mcs() {
        @Override void unlock(Node mine) {
          Node next = mine.next.get();
          if (next == null && tail.get() == mine) {
            tail.set(null);
            return;
          }
          while ((next = mine.next.get()) == null) Thread.onSpinWait();
          next.locked.set(false);
        }
      });
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE, source = "MCS hands over by an opaque store")
  static class McsHandsOverOpaquely implements Scenario {
    @Override public void run() {
      count(new Mcs() {
        @Override void unlock(Node mine) {
          Node next = mine.next.getAcquire();
          if (next == null) {
            if (tail.compareAndSet(mine, null)) return;
            while ((next = mine.next.getAcquire()) == null) Thread.onSpinWait();
          }
          next.locked.setOpaque(false);
        }
      });
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE,
      source = "MCS leaves by a plain-mode compare-and-set: the next one to come finds an empty tail, and no order")
  static class McsLeavesPlainly implements Scenario {
    @Override public void run() {
      count(new Mcs() {
        @Override void unlock(Node mine) {
          Node next = mine.next.getAcquire();
          if (next == null) {
            while (tail.getOpaque() == mine) {
              if (tail.weakCompareAndSetPlain(mine, null)) return;
            }
            while ((next = mine.next.getAcquire()) == null) Thread.onSpinWait();
          }
          next.locked.setRelease(false);
        }
      });
    }
  }
}
