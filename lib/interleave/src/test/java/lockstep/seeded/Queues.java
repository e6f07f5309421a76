package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.BLOCKING;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.interleave.History;
import lockstep.interleave.Scenario;

/** Queues: linked and in rings, for one or many at each end. (AMP chapter 10.) */
final class Queues {
  private Queues() {}

  /** The sequential one. */
  public static class Plain {
    private final ArrayDeque<Object> items = new ArrayDeque<>();

    public void offer(Object o) {
      items.add(o);
    }

    public Object poll() {
      return items.poll();
    }
  }

  static class Node {
    final Object item;
    final AtomicReference<Node> next = new AtomicReference<>();

    Node(Object item) {
      this.item = item;
    }
  }

  interface Fifo {
    void offer(Object item);

    Object poll();
  }

  /**
   * Michael and Scott, Simple, Fast, and Practical Non-Blocking and Blocking Concurrent Queue Algorithms, PODC 1996.
   */
  static class MichaelScott implements Fifo {
    final AtomicReference<Node> head;
    final AtomicReference<Node> tail;

    MichaelScott() {
      Node dummy = new Node(null);
      head = new AtomicReference<>(dummy);
      tail = new AtomicReference<>(dummy);
    }

    @Override public void offer(Object item) {
      Node node = new Node(item);
      for (;;) {
        Node last = tail.get();
        Node next = last.next.get();
        if (next != null) {
          tail.compareAndSet(last, next);
        } else if (last.next.compareAndSet(null, node)) {
          tail.compareAndSet(last, node);
          return;
        }
      }
    }

    @Override public Object poll() {
      for (;;) {
        Node first = head.get();
        Node last = tail.get();
        Node next = first.next.get();
        if (next == null) return null;
        if (first == last) tail.compareAndSet(last, next);
        else if (head.compareAndSet(first, next)) return next.item;
      }
    }
  }

  static void linearizable(Object queue) {
    History history = new History(queue, Plain::new);
    together(() -> {
      history.call("offer", 1);
      history.call("poll");
    }, () -> {
      history.call("offer", 2);
      history.call("poll");
    });
    history.check();
  }

  @Right(kind = "queue not linearizable", source = "Michael and Scott 1996; AMP 10.5", preemptions = 2, halts = true)
  static class MichaelScottQueue implements Scenario {
    @Override public void run() {
      linearizable(new MichaelScott());
    }
  }

  @Wrong(kind = "queue not linearizable", expect = NOT_LINEARIZABLE,
      source = "links its node by a store: of two nodes at one place, one is lost")
  static class LinkedByStore implements Scenario {
    @Override public void run() {
      linearizable(new MichaelScott() {
        @Override public void offer(Object item) {
          Node node = new Node(item);
          Node last = tail.get();
          while (last.next.get() != null) last = last.next.get();
          last.next.set(node);
          tail.compareAndSet(last, node);
        }
      });
    }
  }

  @Wrong(kind = "queue not linearizable", expect = NOT_LINEARIZABLE,
      source = "takes the item of a node that another one took: head moved by a store")
  static class HeadByStore implements Scenario {
    @Override public void run() {
      linearizable(new MichaelScott() {
        @Override public Object poll() {
          Node next = head.get().next.get();
          if (next == null) return null;
          head.set(next);
          return next.item;
        }
      });
    }
  }

  @Wrong(kind = "false progress claim", expect = BLOCKING, halts = true,
      source = "Michael-Scott without helping: waits until the other one has swung the tail (AMP 10.5)")
  static class NobodyHelps implements Scenario {
    @Override public void run() {
      MichaelScott queue = new MichaelScott() {
        @Override public void offer(Object item) {
          Node node = new Node(item);
          for (;;) {
            Node last = tail.get();
            if (last.next.get() != null) continue;
            if (last.next.compareAndSet(null, node)) {
              tail.compareAndSet(last, node);
              return;
            }
          }
        }
      };
      together(() -> queue.offer(1), () -> queue.offer(2));
    }
  }

  @Wrong(kind = "queue not linearizable", expect = NOT_LINEARIZABLE,
      source = "swings the tail first and links then, as MPSC queues do, but says empty in the gap "
          + "(github.com/ben-manes/caffeine/issues/9)")
  static class EmptyInTheGap implements Scenario {
    static class Mpsc implements Fifo {
      final AtomicReference<Node> tail = new AtomicReference<>(new Node(null));
      Node head = tail.getPlain();

      @Override public void offer(Object item) {
        Node node = new Node(item);
        tail.getAndSet(node).next.set(node);
      }

      @Override public Object poll() {
        Node next = head.next.get();
        if (next == null) return null;
        head = next;
        return next.item;
      }
    }

    @Override public void run() {
      History history = new History(new Mpsc(), Plain::new);
      together(() -> history.call("offer", 1), () -> {
        history.call("offer", 2);
        history.call("poll");
      });
      history.check();
    }
  }

  @Right(kind = "queue not linearizable",
      source = "JCTools MpscLinkedQueue.poll: waits for the link if the tail has moved; blocking, but linearizable")
  static class WaitsInTheGap implements Scenario {
    static class Mpsc implements Fifo {
      final AtomicReference<Node> tail = new AtomicReference<>(new Node(null));
      Node head = tail.getPlain();

      @Override public void offer(Object item) {
        Node node = new Node(item);
        tail.getAndSet(node).next.setRelease(node);
      }

      @Override public Object poll() {
        Node next = head.next.getAcquire();
        if (next == null) {
          if (tail.get() == head) return null;
          while ((next = head.next.getAcquire()) == null) Thread.onSpinWait();
        }
        head = next;
        return next.item;
      }
    }

    @Override public void run() {
      History history = new History(new Mpsc(), Plain::new);
      together(() -> history.call("offer", 1), () -> {
        history.call("offer", 2);
        history.call("poll");
      });
      history.check();
    }
  }

  /** Lamport's ring for one producer and one consumer (Specifying Concurrent Program Modules, 1983). */
  static class Ring {
    final Object[] items = new Object[2];
    final AtomicInteger head = new AtomicInteger();
    final AtomicInteger tail = new AtomicInteger();

    boolean offer(Object item) {
      int t = tail.getPlain();
      if (t - head.getAcquire() == items.length) return false;
      items[t % items.length] = item;
      tail.setRelease(t + 1);
      return true;
    }

    Object poll() {
      int h = head.getPlain();
      if (tail.getAcquire() == h) return null;
      Object item = items[h % items.length];
      items[h % items.length] = null;
      head.setRelease(h + 1);
      return item;
    }
  }

  static void spsc(Ring ring) {
    together(() -> {
      for (int i = 1; i <= 3; ) {
        if (ring.offer(i)) i++;
        else Thread.onSpinWait();
      }
    }, () -> {
      for (int i = 1; i <= 3; ) {
        Object got = ring.poll();
        if (got == null) {
          Thread.onSpinWait();
          continue;
        }
        check(got.equals(i), "out of order");
        i++;
      }
    });
  }

  @Right(kind = "ring buffer", source = "Lamport 1983; each index has one writer, who may read it plainly")
  static class SpscRing implements Scenario {
    @Override public void run() {
      spsc(new Ring());
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE, source = "the ring's tail moved by an opaque store")
  static class SpscTailOpaque implements Scenario {
    @Override public void run() {
      spsc(new Ring() {
        @Override boolean offer(Object item) {
          int t = tail.getPlain();
          if (t - head.getAcquire() == items.length) return false;
          items[t % items.length] = item;
          tail.setOpaque(t + 1);
          return true;
        }
      });
    }
  }

  @Wrong(kind = "missing acquire", expect = DATA_RACE,
      source = "the producer reads head opaquely: it may overwrite a place that is still being read")
  static class SpscHeadOpaque implements Scenario {
    @Override public void run() {
      spsc(new Ring() {
        @Override boolean offer(Object item) {
          int t = tail.getPlain();
          if (t - head.getOpaque() == items.length) return false;
          items[t % items.length] = item;
          tail.setRelease(t + 1);
          return true;
        }
      });
    }
  }

  @Wrong(kind = "ring buffer", expect = DATA_RACE,
      source = "github.com/ReactiveX/RxJava/pull/4005: the index moves before the item is there")
  static class IndexBeforeItem implements Scenario {
    @Override public void run() {
      spsc(new Ring() {
        @Override boolean offer(Object item) {
          int t = tail.get();
          if (t - head.get() == items.length) return false;
          tail.set(t + 1);
          items[t % items.length] = item;
          return true;
        }
      });
    }
  }

  @Wrong(kind = "ring buffer", expect = {DATA_RACE, EXCEPTION},
      source = "full and empty by one formula off by one: the producer runs over the consumer")
  static class OffByOne implements Scenario {
    @Override public void run() {
      spsc(new Ring() {
        @Override boolean offer(Object item) {
          int t = tail.get();
          if (t - head.get() > items.length) return false;
          items[t % items.length] = item;
          tail.set(t + 1);
          return true;
        }
      });
    }
  }

  @Wrong(kind = "ring buffer", expect = DATA_RACE,
      source = "a ring for one producer, used by two")
  static class TwoProducers implements Scenario {
    @Override public void run() {
      Ring ring = new Ring();
      together(() -> ring.offer(1), () -> ring.offer(2));
    }
  }

  /** D. Vyukov's bounded queue for many: each cell has a sequence number that says whose turn it is. */
  static class Vyukov implements Fifo {
    final AtomicReferenceArray<Object> items = new AtomicReferenceArray<>(2);
    final AtomicIntegerArray seq = new AtomicIntegerArray(new int[] {0, 1});
    final AtomicInteger enq = new AtomicInteger();
    final AtomicInteger deq = new AtomicInteger();

    @Override public void offer(Object item) {
      for (;;) {
        int pos = enq.getOpaque();
        int turn = seq.getAcquire(pos & 1);
        if (turn == pos && enq.weakCompareAndSetPlain(pos, pos + 1)) {
          publish(pos, item);
          return;
        }
        if (turn < pos) throw new IllegalStateException("full");
      }
    }

    void publish(int pos, Object item) {
      items.setPlain(pos & 1, item);
      seq.setRelease(pos & 1, pos + 1);
    }

    @Override public Object poll() {
      for (;;) {
        int pos = deq.getOpaque();
        int turn = seq.getAcquire(pos & 1);
        if (turn == pos + 1 && deq.weakCompareAndSetPlain(pos, pos + 1)) {
          Object item = items.getPlain(pos & 1);
          seq.setRelease(pos & 1, pos + 2);
          return item;
        }
        if (turn < pos + 1) return null;
      }
    }
  }

  static void mpmc(Vyukov queue) {
    Object[] got = new Object[2];
    together(() -> {
      queue.offer(1);
      got[0] = queue.poll();
    }, () -> {
      queue.offer(2);
      got[1] = queue.poll();
    });
    Object rest = queue.poll();
    int sum = (got[0] == null ? 0 : (int) got[0]) + (got[1] == null ? 0 : (int) got[1]) + (rest == null ? 0 : (int)
        rest);
    check(sum == 3, "lost or doubled");
  }

  @Right(kind = "ring buffer",
      source = "Vyukov, Bounded MPMC queue, 1024cores.net: only the sequence numbers carry order", preemptions = 2)
  static class VyukovRing implements Scenario {
    @Override public void run() {
      mpmc(new Vyukov());
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE,
      source = "Vyukov's ring: the sequence number is stored before the item")
  static class VyukovPublishesFirst implements Scenario {
    @Override public void run() {
      mpmc(new Vyukov() {
        @Override void publish(int pos, Object item) {
          seq.setRelease(pos & 1, pos + 1);
          items.setPlain(pos & 1, item);
        }
      });
    }
  }

  @Wrong(kind = "ring buffer", expect = EXCEPTION,
      source = "claims a place by a counter and publishes by another that it just increments: the places of slower "
          + "ones count as filled")
  static class PublishedOutOfTurn implements Scenario {
    final AtomicReferenceArray<String> items = new AtomicReferenceArray<>(4);
    final AtomicInteger claimed = new AtomicInteger();
    final AtomicInteger published = new AtomicInteger();

    void offer(String item) {
      int place = claimed.getAndIncrement();
      items.set(place, item);
      published.incrementAndGet();
    }

    @Override public void run() {
      together(() -> offer("a"), () -> {
        offer("b");
        int n = published.get();
        for (int i = 0; i < n; i++) check(items.get(i) != null, "a hole");
      });
    }
  }

  @Right(kind = "ring buffer",
      source = "as the Disruptor's MultiProducerSequencer of old: waits until all before it have published")
  static class PublishedInTurn implements Scenario {
    final AtomicReferenceArray<String> items = new AtomicReferenceArray<>(4);
    final AtomicInteger claimed = new AtomicInteger();
    final AtomicInteger published = new AtomicInteger();

    void offer(String item) {
      int place = claimed.getAndIncrement();
      items.setPlain(place, item);
      while (published.getAcquire() != place) Thread.onSpinWait();
      published.setRelease(place + 1);
    }

    @Override public void run() {
      together(() -> offer("a"), () -> {
        offer("b");
        int n = published.getAcquire();
        for (int i = 0; i < n; i++) check(items.getPlain(i) != null, "a hole");
      });
    }
  }

  @Wrong(kind = "lost update", expect = EXCEPTION,
      source = "github.com/puniverse/quasar/issues/64, BoxQueue: reads the box, then empties it")
  static class BoxQueue implements Scenario {
    volatile String value;

    String poll() {
      String v = value;
      value = null;
      return v;
    }

    @Override public void run() {
      String[] got = new String[1];
      together(() -> value = "a", () -> got[0] = poll());
      check(got[0] != null || value != null, "lost");
    }
  }

  @Right(kind = "lost update", source = "quasar#64's remedy: getAndSet")
  static class BoxQueueSwaps implements Scenario {
    final AtomicReference<String> value = new AtomicReference<>();

    @Override public void run() {
      String[] got = new String[1];
      together(() -> value.setRelease("a"), () -> got[0] = value.getAndSet(null));
      check(got[0] != null || value.get() != null, "lost");
    }
  }

  @Wrong(kind = "queue not linearizable", expect = DATA_RACE,
      source = "two-lock queue (PODC 1996) with a plain next: at the dummy both ends meet, under different locks")
  static class TwoLocksPlainNext implements Scenario {
    static class Link {
      final Object item;
      Link next;

      Link(Object item) {
        this.item = item;
      }
    }

    final ReentrantLock in = new ReentrantLock();
    final ReentrantLock out = new ReentrantLock();
    Link head = new Link(null);
    Link tail = head;

    void offer(Object item) {
      in.lock();
      tail = tail.next = new Link(item);
      in.unlock();
    }

    Object poll() {
      out.lock();
      try {
        Link first = head.next;
        if (first == null) return null;
        head = first;
        return first.item;
      } finally {
        out.unlock();
      }
    }

    @Override public void run() {
      together(() -> offer(1), this::poll);
    }
  }

  @Right(kind = "queue not linearizable",
      source = "Michael and Scott's two-lock queue, with next released and acquired")
  static class TwoLocks implements Scenario {
    static class Queue implements Fifo {
      final ReentrantLock in = new ReentrantLock();
      final ReentrantLock out = new ReentrantLock();
      Node head = new Node(null);
      Node tail = head;

      @Override public void offer(Object item) {
        Node node = new Node(item);
        in.lock();
        tail.next.setRelease(node);
        tail = node;
        in.unlock();
      }

      @Override public Object poll() {
        out.lock();
        try {
          Node first = head.next.getAcquire();
          if (first == null) return null;
          head = first;
          return first.item;
        } finally {
          out.unlock();
        }
      }
    }

    @Override public void run() {
      linearizable(new Queue());
    }
  }

  @Wrong(kind = "queue not linearizable", expect = EXCEPTION,
      source = "JDK-6785442's pattern: remove and poll both take one item, as only one of them takes it by "
          + "compare-and-set")
  static class RemoveAgainstPoll implements Scenario {
    static class Cell {
      final AtomicReference<Object> item;

      Cell(Object item) {
        this.item = new AtomicReference<>(item);
      }
    }

    @Override public void run() {
      Cell only = new Cell("a");
      AtomicInteger taken = new AtomicInteger();
      together(() -> {
        Object item = only.item.get();
        if (item != null) {
          only.item.set(null);
          taken.incrementAndGet();
        }
      }, () -> {
        Object item = only.item.get();
        if (item != null && only.item.compareAndSet(item, null)) taken.incrementAndGet();
      });
      check(taken.get() == 1, "taken twice");
    }
  }
}
