package lockstep.corpus;

import static lockstep.interleave.schedule.Failure.Kind.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;

/** Locks that park, guards, conditions, stacks, queues, sequence locks. */
class StructuresTest extends Corpus {
  @Override void fill() {
    right("parking lock", () -> count(new ParkLock()));
    right("parking lock, again", () -> again(new ParkLock()));
    right("spin, then park", () -> count(new SpinThenPark()));
    right("ReentrantLock", () -> count(new Wrapped()));
    right("monitor", () -> count(new Synchronized()));
    right("read-write lock", () -> {
      var lock = new ReentrantReadWriteLock();
      int[] data = new int[1];
      Interleave.together(() -> {
        lock.writeLock().lock();
        data[0]++;
        lock.writeLock().unlock();
      }, () -> {
        lock.readLock().lock();
        int x = data[0];
        lock.readLock().unlock();
        Interleave.check(x <= 1, "x");
      });
    });
    right("Treiber's stack", () -> stack(new Treiber()));
    right("stack with stamps", () -> stack(new Stamped()));
    right("Michael and Scott's queue", () -> queue(new MsQueue()));
    right("ring for one producer and one consumer", () -> ring(new Ring()));
    right("bounded buffer with conditions", () -> buffer(new Buffer()));
    right("bounded buffer with a monitor", () -> monitorBuffer(new MonitorBuffer()));
    right("sequence lock", () -> seq(new SeqLock()));
    right("guard", () -> guard(new GuardLock()));
    right("one-shot signal by park", () -> {
      var ready = new AtomicBoolean();
      int[] data = new int[1];
      var waiter = new Thread(() -> {
        while (!ready.get()) LockSupport.park();
        Interleave.check(data[0] == 1, "data");
      });
      waiter.start();
      data[0] = 1;
      ready.set(true);
      LockSupport.unpark(waiter);
      waiter.join();
    });
    right("timed park", () -> {
      var done = new AtomicBoolean();
      Interleave.together(() -> {
        LockSupport.parkNanos(1000);
        done.set(true);
      });
      Interleave.check(done.get(), "done");
    });
    right("tryLock with time gives up", () -> {
      var lock = new ReentrantLock();
      lock.lock();
      Interleave.together(() -> Interleave.check(!lock.tryLock(1, java.util.concurrent.TimeUnit.SECONDS), "held for ever"));
    });
    right("interrupt ends a wait", () -> {
      var lock = new Object();
      var t = new Thread(() -> {
        synchronized (lock) {
          try {
            while (true) lock.wait();
          } catch (InterruptedException e) {
            // as it should
          }
        }
      });
      t.start();
      t.interrupt();
      t.join();
    });
    right("reference count frees once", () -> {
      var count = new AtomicInteger(2);
      var freed = new AtomicInteger();
      int[] data = new int[2];
      Interleave.together(() -> {
        data[0] = 1;
        if (count.decrementAndGet() == 0) {
          freed.incrementAndGet();
          Interleave.check(data[0] + data[1] == 2, "sees all");
        }
      }, () -> {
        data[1] = 1;
        if (count.decrementAndGet() == 0) {
          freed.incrementAndGet();
          Interleave.check(data[0] + data[1] == 2, "sees all");
        }
      });
      Interleave.check(freed.get() == 1, "freed");
    });

    wrong("park without a loop", () -> exclude(new ParkOnce()), EXCLUSION);
    wrong("unlock forgets to unpark", () -> again(new ParkNeverUnparked()), DEADLOCK);
    wrong("looks for waiters before it unlocks", () -> count(new ParkUnparksEarly()), DEADLOCK, DATA_RACE);
    wrong("joins the queue after looking", () -> again(new ParkLostWakeUp()), DEADLOCK);
    wrong("parking lock, opaque unlock", () -> count(new ParkOpaque()), DATA_RACE);
    wrong("park as a message", () -> {
      int[] data = new int[1];
      var waiter = new Thread(() -> {
        LockSupport.park();
        Interleave.check(data[0] == 1, "data");
      });
      waiter.start();
      data[0] = 1;
      LockSupport.unpark(waiter);
      waiter.join();
    }, DATA_RACE, EXCEPTION);
    wrong("wait without a loop", () -> monitorBuffer(new WaitsWithIf()), EXCEPTION);
    wrong("notify wakes the wrong one", () -> {
      var b = new NotifiesOne();
      Interleave.together(() -> b.put(1), () -> b.put(2), () -> Interleave.check(b.take() + b.take() == 3, "sum"));
    }, DEADLOCK);
    wrong("never notifies", () -> monitorBuffer(new NeverNotifies()), DEADLOCK);
    wrong("condition: signals before the change", () -> buffer(new SignalsEarly()), DEADLOCK, EXCEPTION);
    wrong("unlock is not in the error path", () -> {
      var lock = new ReentrantLock();
      Action act = () -> {
        lock.lock();
        try {
          if (Thread.currentThread().getName().equals("T1")) throw new IllegalStateException();
          lock.unlock();
        } catch (IllegalStateException e) {
          // the lock is still held
        }
      };
      Interleave.together(act, act);
    }, DEADLOCK);
    wrong("synchronized on two objects", () -> {
      int[] n = new int[1];
      Interleave.together(() -> {
        synchronized (new Object()) {
          n[0]++;
        }
      }, () -> {
        synchronized (new Object()) {
          n[0]++;
        }
      });
    }, DATA_RACE);
    wrong("monitors in opposite order", () -> {
      var a = new Object();
      var b = new Object();
      Interleave.together(() -> {
        synchronized (a) {
          synchronized (b) {
            a.hashCode();
          }
        }
      }, () -> {
        synchronized (b) {
          synchronized (a) {
            a.hashCode();
          }
        }
      });
    }, DEADLOCK);
    wrong("writes under the read lock", () -> {
      var lock = new ReentrantReadWriteLock();
      int[] data = new int[1];
      Action add = () -> {
        lock.readLock().lock();
        data[0]++;
        lock.readLock().unlock();
      };
      Interleave.together(add, add);
    }, DATA_RACE);
    wrong("upgrades a read lock", () -> {
      var lock = new ReentrantReadWriteLock();
      Interleave.together(() -> {
        lock.readLock().lock();
        lock.writeLock().lock();
      });
    }, DEADLOCK);
    wrong("stack: pushes without compare", () -> stack(new TreiberBlindPush()), EXCEPTION);
    wrong("stack: pops without compare", () -> stack(new TreiberBlindPop()), EXCEPTION, DATA_RACE);
    wrong("stack: opaque push", () -> stack(new TreiberOpaque()), DATA_RACE);
    wrong("stack: links after publishing", () -> stack(new TreiberLinksLate()), DATA_RACE, EXCEPTION);
    wrong("stack: a node is used again (ABA)", () -> aba(new TreiberReuse()), EXCEPTION, DATA_RACE);
    wrong("queue: tail before link", () -> queue(new MsTailFirst()), EXCEPTION, DATA_RACE, DEADLOCK);
    wrong("queue: head moves without compare", () -> queue(new MsBlindHead()), EXCEPTION, DATA_RACE);
    wrong("ring: opaque tail", () -> ring(new RingOpaque()), DATA_RACE);
    wrong("ring: slot after the index", () -> ring(new RingLate()), DATA_RACE, EXCEPTION);
    wrong("ring: one slot too many", () -> ring(new RingTooFull()), DATA_RACE, EXCEPTION);
    wrong("ring: two producers", () -> {
      var ring = new Ring();
      Interleave.together(() -> ring.offer("a"), () -> ring.offer("b"));
      Interleave.check(ring.poll() != null && ring.poll() != null, "one is lost");
    }, DATA_RACE, EXCEPTION);
    wrong("sequence lock: data are plain", () -> seq(new SeqPlain()), DATA_RACE);
    wrong("sequence lock: no second look", () -> seq(new SeqOnce()), EXCEPTION);
    wrong("sequence lock: relaxed second look", () -> seq(new SeqNoFence()), EXCEPTION);
    wrong("guard: the value escapes", () -> {
      var lock = new GuardLock();
      Action act = () -> {
        Deque<Integer> escaped = lock.lock();
        lock.unlock();
        escaped.push(1);
      };
      Interleave.together(act, act);
    }, DATA_RACE);
    wrong("guard: closed twice", () -> {
      var lock = new GuardLock();
      Action act = () -> {
        Deque<Integer> value = lock.lock();
        value.push(1);
        lock.unlock();
        lock.unlock();
      };
      Interleave.together(act, act, act);
    }, DATA_RACE);
    wrong("reference count without order", () -> {
      var count = new AtomicInteger(2);
      int[] data = new int[2];
      Action a = () -> {
        int i = Thread.currentThread().getName().equals("T1") ? 0 : 1;
        data[i] = 1;
        int old;
        do {
          old = count.getOpaque();
        } while (!count.weakCompareAndSetRelease(old, old - 1));
        if (old == 1) Interleave.check(data[0] + data[1] == 2, "sees all");
      };
      Interleave.together(a, a);
    }, DATA_RACE);
  }

  // ---- parking locks ----

  static class ParkLock implements Lock {
    final AtomicBoolean locked = new AtomicBoolean();
    final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();

    public void lock() {
      waiters.add(Thread.currentThread());
      while (waiters.peek() != Thread.currentThread() || !locked.compareAndSet(false, true)) LockSupport.park(this);
      waiters.remove();
    }

    public void unlock() {
      locked.set(false);
      LockSupport.unpark(waiters.peek());
    }
  }

  static class SpinThenPark extends ParkLock {
    @Override public void lock() {
      for (int i = 0; i < 20; i++) {
        if (locked.compareAndSet(false, true)) return;
        Thread.onSpinWait();
      }
      Thread me = Thread.currentThread();
      waiters.add(me);
      while (!locked.compareAndSet(false, true)) LockSupport.park(this);
      waiters.remove(me);
    }
  }

  static class ParkOnce extends ParkLock {
    @Override public void lock() {
      if (locked.compareAndSet(false, true)) return;
      waiters.add(Thread.currentThread());
      LockSupport.park(this);
      locked.set(true);
      waiters.remove(Thread.currentThread());
    }
  }

  static class ParkNeverUnparked extends ParkLock {
    @Override public void unlock() {
      locked.set(false);
    }
  }

  static class ParkUnparksEarly extends ParkLock {
    @Override public void unlock() {
      Thread next = waiters.peek();
      locked.set(false);
      LockSupport.unpark(next);
    }

    @Override public void lock() {
      while (!locked.compareAndSet(false, true)) {
        waiters.add(Thread.currentThread());
        LockSupport.park(this);
        waiters.remove(Thread.currentThread());
      }
    }
  }

  static class ParkLostWakeUp extends ParkLock {
    @Override public void lock() {
      while (!locked.compareAndSet(false, true)) {
        waiters.add(Thread.currentThread());
        LockSupport.park(this);
        waiters.remove(Thread.currentThread());
      }
    }
  }

  static class ParkOpaque extends SpinThenPark {
    @Override public void unlock() {
      locked.setOpaque(false);
      Thread next = waiters.peek();
      if (next != null) LockSupport.unpark(next);
    }
  }

  static class Wrapped implements Lock {
    private final ReentrantLock lock = new ReentrantLock();

    public void lock() {
      lock.lock();
    }

    public void unlock() {
      lock.unlock();
    }
  }

  static class Synchronized implements Lock {
    private boolean held;

    public synchronized void lock() {
      try {
        while (held) wait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      held = true;
    }

    public synchronized void unlock() {
      held = false;
      notify();
    }
  }

  // ---- buffers ----

  static class Buffer {
    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    Object item;

    void put(Object x) throws InterruptedException {
      lock.lock();
      try {
        while (item != null) changed.await();
        item = x;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    Object take() throws InterruptedException {
      lock.lock();
      try {
        while (item == null) changed.await();
        Object x = item;
        item = null;
        changed.signalAll();
        return x;
      } finally {
        lock.unlock();
      }
    }
  }

  static class SignalsEarly extends Buffer {
    @Override void put(Object x) throws InterruptedException {
      lock.lock();
      changed.signalAll();
      lock.unlock();
      lock.lock();
      try {
        item = x;
      } finally {
        lock.unlock();
      }
    }
  }

  static void buffer(Buffer b) {
    Interleave.together(() -> {
      b.put("a");
      b.put("b");
    }, () -> {
      Interleave.check(b.take().equals("a"), "first");
      Interleave.check(b.take().equals("b"), "second");
    });
  }

  static class MonitorBuffer {
    Integer item;

    synchronized void put(int x) throws InterruptedException {
      while (item != null) wait();
      item = x;
      notifyAll();
    }

    synchronized int take() throws InterruptedException {
      while (item == null) wait();
      int x = item;
      item = null;
      notifyAll();
      return x;
    }
  }

  static class WaitsWithIf extends MonitorBuffer {
    @Override synchronized int take() throws InterruptedException {
      if (item == null) wait();
      int x = item;
      item = null;
      notifyAll();
      return x;
    }
  }

  static class NotifiesOne extends MonitorBuffer {
    @Override synchronized void put(int x) throws InterruptedException {
      while (item != null) wait();
      item = x;
      notify();
    }

    @Override synchronized int take() throws InterruptedException {
      while (item == null) wait();
      int x = item;
      item = null;
      return x;
    }
  }

  static class NeverNotifies extends MonitorBuffer {
    @Override synchronized void put(int x) throws InterruptedException {
      while (item != null) wait();
      item = x;
    }
  }

  static void monitorBuffer(MonitorBuffer b) {
    Interleave.together(() -> b.put(1), () -> Interleave.check(b.take() == 1, "item"));
  }

  // ---- stacks ----

  static class Node {
    final int value;
    Node next;

    Node(int value) {
      this.value = value;
    }
  }

  static class Treiber {
    final AtomicReference<Node> top = new AtomicReference<>();

    void push(int x) {
      Node node = new Node(x);
      do {
        node.next = top.getOpaque();
      } while (!top.weakCompareAndSetRelease(node.next, node));
    }

    Integer pop() {
      while (true) {
        Node node = top.getAcquire();
        if (node == null) return null;
        if (top.weakCompareAndSetAcquire(node, node.next)) return node.value;
      }
    }
  }

  static void stack(Treiber s) {
    int[] got = new int[2];
    Interleave.together(() -> s.push(1), () -> {
      s.push(2);
      Integer x = s.pop();
      Interleave.check(x != null, "something was there");
      got[0] = x;
    });
    Integer last = s.pop();
    Interleave.check(last != null && got[0] + last == 3, "each once: " + got[0] + ", " + last);
    Interleave.check(s.pop() == null, "no more");
  }

  static class Stamped extends Treiber {
    final AtomicStampedReference<Node> head = new AtomicStampedReference<>(null, 0);

    @Override void push(int x) {
      Node node = new Node(x);
      int[] stamp = new int[1];
      do {
        node.next = head.get(stamp);
      } while (!head.compareAndSet(node.next, node, stamp[0], stamp[0] + 1));
    }

    @Override Integer pop() {
      int[] stamp = new int[1];
      while (true) {
        Node node = head.get(stamp);
        if (node == null) return null;
        if (head.compareAndSet(node, node.next, stamp[0], stamp[0] + 1)) return node.value;
      }
    }
  }

  static class TreiberBlindPush extends Treiber {
    @Override void push(int x) {
      Node node = new Node(x);
      node.next = top.get();
      top.set(node);
    }
  }

  static class TreiberBlindPop extends Treiber {
    @Override Integer pop() {
      Node node = top.get();
      if (node == null) return null;
      top.set(node.next);
      return node.value;
    }
  }

  static class TreiberOpaque extends Treiber {
    @Override void push(int x) {
      Node node = new Node(x);
      do {
        node.next = top.getOpaque();
      } while (!top.weakCompareAndSetPlain(node.next, node));
    }
  }

  static class TreiberLinksLate extends Treiber {
    @Override void push(int x) {
      Node node = new Node(x);
      Node old = top.getAndSet(node);
      node.next = old;
    }
  }

  /** Pops and pushes the very same nodes. */
  static class TreiberReuse {
    static class Cell {
      final int value;
      final AtomicReference<Cell> next = new AtomicReference<>();

      Cell(int value) {
        this.value = value;
      }
    }

    final AtomicReference<Cell> top = new AtomicReference<>();

    void push(Cell node) {
      do {
        node.next.set(top.get());
      } while (!top.compareAndSet(node.next.get(), node));
    }

    Cell pop() {
      while (true) {
        Cell node = top.get();
        if (node == null) return null;
        if (top.compareAndSet(node, node.next.get())) return node;
      }
    }
  }

  static void aba(TreiberReuse s) {
    s.push(new TreiberReuse.Cell(1));
    s.push(new TreiberReuse.Cell(2));
    var popped = new AtomicInteger();
    Interleave.together(() -> {
      if (s.pop() != null) popped.incrementAndGet();
    }, () -> {
      TreiberReuse.Cell a = s.pop();
      TreiberReuse.Cell b = s.pop();
      if (b != null) popped.incrementAndGet();
      if (a != null) s.push(a);
    });
    int left = 0;
    while (left < 5 && s.pop() != null) left++;
    Interleave.check(popped.get() + left == 2, "two nodes, and " + (popped.get() + left) + " were seen");
  }

  // ---- queues ----

  static class MsQueue {
    static class Link {
      final String value;
      final AtomicReference<Link> next = new AtomicReference<>();

      Link(String value) {
        this.value = value;
      }
    }

    final AtomicReference<Link> head = new AtomicReference<>(new Link(null));
    final AtomicReference<Link> tail = new AtomicReference<>(head.get());

    void offer(String x) {
      Link node = new Link(x);
      while (true) {
        Link last = tail.get();
        Link next = last.next.get();
        if (next != null) {
          tail.compareAndSet(last, next);
        } else if (last.next.compareAndSet(null, node)) {
          tail.compareAndSet(last, node);
          return;
        }
      }
    }

    String poll() {
      while (true) {
        Link first = head.get();
        Link last = tail.get();
        Link next = first.next.get();
        if (next == null) return null;
        if (first == last) tail.compareAndSet(last, next);
        else if (head.compareAndSet(first, next)) return next.value;
      }
    }
  }

  static class MsTailFirst extends MsQueue {
    @Override void offer(String x) {
      Link node = new Link(x);
      Link last = tail.get();
      tail.set(node);
      last.next.set(node);
    }
  }

  static class MsBlindHead extends MsQueue {
    @Override String poll() {
      Link first = head.get();
      Link next = first.next.get();
      if (next == null) return null;
      head.set(next);
      return next.value;
    }
  }

  static void queue(MsQueue q) {
    String[] got = new String[2];
    Interleave.together(() -> {
      q.offer("a");
      got[0] = q.poll();
    }, () -> {
      q.offer("b");
      got[1] = q.poll();
    });
    Interleave.check(got[0] != null && got[1] != null, "each finds one: " + got[0] + ", " + got[1]);
    Interleave.check(!got[0].equals(got[1]), "both found " + got[0]);
    Interleave.check(q.poll() == null, "no more");
  }

  static class Ring {
    final Object[] slots = new Object[2];
    final AtomicInteger head = new AtomicInteger();
    final AtomicInteger tail = new AtomicInteger();

    boolean offer(Object x) {
      int t = tail.getOpaque();
      if (t - head.getAcquire() == slots.length) return false;
      slots[t % slots.length] = x;
      tail.setRelease(t + 1);
      return true;
    }

    Object poll() {
      int h = head.getOpaque();
      if (h == tail.getAcquire()) return null;
      Object x = slots[h % slots.length];
      slots[h % slots.length] = null;
      head.setRelease(h + 1);
      return x;
    }
  }

  static void ring(Ring r) {
    Interleave.together(() -> {
      for (int i = 0; i < 3; i++) r.offer(i);
    }, () -> {
      int last = -1;
      for (int i = 0; i < 3; i++) {
        Object x = r.poll();
        if (x == null) continue;
        Interleave.check((Integer) x > last, "in order");
        last = (Integer) x;
      }
    });
  }

  static class RingOpaque extends Ring {
    @Override boolean offer(Object x) {
      int t = tail.getOpaque();
      if (t - head.getAcquire() == slots.length) return false;
      slots[t % slots.length] = x;
      tail.setOpaque(t + 1);
      return true;
    }
  }

  static class RingLate extends Ring {
    @Override boolean offer(Object x) {
      int t = tail.getOpaque();
      if (t - head.getAcquire() == slots.length) return false;
      tail.setRelease(t + 1);
      slots[t % slots.length] = x;
      return true;
    }
  }

  static class RingTooFull extends Ring {
    @Override boolean offer(Object x) {
      int t = tail.getOpaque();
      if (t - head.getAcquire() > slots.length) return false;
      slots[t % slots.length] = x;
      tail.setRelease(t + 1);
      return true;
    }
  }

  // ---- sequence locks ----

  /** Two numbers that are always equal, read without a lock. (Boehm, <i>Can Seqlocks Get Along With Programming Language Memory Models?</i>, 2012.) */
  static class SeqLock {
    final AtomicInteger seq = new AtomicInteger();
    final AtomicInteger a = new AtomicInteger();
    final AtomicInteger b = new AtomicInteger();

    void write(int x) {
      seq.setOpaque(seq.getOpaque() + 1);
      VarHandle.releaseFence();
      a.setOpaque(x);
      b.setOpaque(x);
      seq.setRelease(seq.getOpaque() + 1);
    }

    int[] read() {
      while (true) {
        int s = seq.getAcquire();
        int x = a.getOpaque();
        int y = b.getOpaque();
        VarHandle.acquireFence();
        if (s % 2 == 0 && seq.getOpaque() == s) return new int[] {x, y};
      }
    }
  }

  static class SeqPlain extends SeqLock {
    int x;
    int y;

    @Override void write(int v) {
      seq.set(seq.get() + 1);
      x = v;
      y = v;
      seq.set(seq.get() + 1);
    }

    @Override int[] read() {
      while (true) {
        int s = seq.get();
        int[] r = {x, y};
        if (s % 2 == 0 && seq.get() == s) return r;
      }
    }
  }

  static class SeqOnce extends SeqLock {
    @Override int[] read() {
      while (seq.getAcquire() % 2 == 1) Thread.onSpinWait();
      return new int[] {a.getOpaque(), b.getOpaque()};
    }
  }

  static class SeqNoFence extends SeqLock {
    @Override int[] read() {
      while (true) {
        int s = seq.getAcquire();
        int[] r = {a.getOpaque(), b.getOpaque()};
        if (s % 2 == 0 && seq.getOpaque() == s) return r;
      }
    }
  }

  static void seq(SeqLock lock) {
    Interleave.together(() -> lock.write(1), () -> {
      int[] r = lock.read();
      Interleave.check(r[0] == r[1], "torn: " + r[0] + ", " + r[1]);
    });
  }

  // ---- a guard ----

  static class GuardLock {
    private static final VarHandle LOCKED;

    static {
      try {
        LOCKED = MethodHandles.lookup().findVarHandle(GuardLock.class, "locked", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean locked;
    private final Deque<Integer> value = new ArrayDeque<>();

    Deque<Integer> lock() {
      while ((boolean) LOCKED.getAndSetAcquire(this, true)) Thread.onSpinWait();
      return value;
    }

    void unlock() {
      LOCKED.setRelease(this, false);
    }
  }

  static void guard(GuardLock lock) {
    Interleave.together(() -> {
      lock.lock().push(1);
      lock.unlock();
    }, () -> {
      Deque<Integer> v = lock.lock();
      v.push(2);
      v.push(2);
      lock.unlock();
    });
    Interleave.check(lock.lock().size() == 3, "three");
  }
}
