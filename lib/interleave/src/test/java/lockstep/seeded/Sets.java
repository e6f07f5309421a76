package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.interleave.History;
import lockstep.interleave.Scenario;

/** Sets as sorted lists (AMP chapter 9), and maps. */
final class Sets {
  private Sets() {}

  /** The sequential set. */
  public static class PlainSet {
    private final TreeSet<Integer> items = new TreeSet<>();

    public boolean add(int key) {
      return items.add(key);
    }

    public boolean remove(int key) {
      return items.remove(key);
    }

    public boolean contains(int key) {
      return items.contains(key);
    }
  }

  /** Heller et al., A Lazy Concurrent List-Based Set Algorithm, OPODIS 2005; AMP 9.7. */
  static class Lazy {
    static class Node {
      final int key;
      final ReentrantLock lock = new ReentrantLock();
      volatile Node next;
      volatile boolean marked;

      Node(int key, Node next) {
        this.key = key;
        this.next = next;
      }
    }

    final Node head = new Node(Integer.MIN_VALUE, new Node(Integer.MAX_VALUE, null));

    boolean validate(Node pred, Node curr) {
      return !pred.marked && !curr.marked && pred.next == curr;
    }

    interface Change {
      boolean at(Node pred, Node curr);
    }

    private boolean change(int key, Change change) {
      for (;;) {
        Node pred = head;
        Node curr = pred.next;
        while (curr.key < key) {
          pred = curr;
          curr = curr.next;
        }
        pred.lock.lock();
        try {
          curr.lock.lock();
          try {
            if (validate(pred, curr)) return change.at(pred, curr);
          } finally {
            curr.lock.unlock();
          }
        } finally {
          pred.lock.unlock();
        }
      }
    }

    public boolean add(int key) {
      return change(key, (pred, curr) -> {
        if (curr.key == key) return false;
        pred.next = new Node(key, curr);
        return true;
      });
    }

    public boolean remove(int key) {
      return change(key, (pred, curr) -> {
        if (curr.key != key) return false;
        unlink(pred, curr);
        return true;
      });
    }

    void unlink(Node pred, Node curr) {
      curr.marked = true;
      pred.next = curr.next;
    }

    public boolean contains(int key) {
      Node curr = head;
      while (curr.key < key) curr = curr.next;
      return curr.key == key && !curr.marked;
    }
  }

  static History history(Object set) {
    return new History(set, () -> {
      PlainSet plain = new PlainSet();
      plain.add(1);
      return plain;
    });
  }

  @Right(kind = "set not linearizable", source = "Heller et al. 2005", preemptions = 2)
  static class LazyList implements Scenario {
    @Override public void run() {
      Lazy set = new Lazy();
      set.add(1);
      History history = history(set);
      together(() -> history.call("remove", 1), () -> history.call("add", 2), () -> history.call("contains", 1));
      history.call("contains", 2);
      history.check();
    }
  }

  @Wrong(kind = "set not linearizable", expect = NOT_LINEARIZABLE,
      source = "AMP 9.6: validates the link, but not that the predecessor is still in the list")
  static class LazyWithoutMarks implements Scenario {
    @Override public void run() {
      Lazy set = new Lazy() {
        @Override boolean validate(Node pred, Node curr) {
          return pred.next == curr;
        }
      };
      set.add(1);
      History history = history(set);
      together(() -> history.call("remove", 1), () -> history.call("add", 2));
      history.call("contains", 2);
      history.check();
    }
  }

  @Wrong(kind = "set not linearizable", expect = NOT_LINEARIZABLE,
      source = "AMP 9.5, the pitfall of fine-grained locks: remove locks only the predecessor, and the neighbour's "
          + "removal comes back")
  static class LocksOnlyThePredecessor implements Scenario {
    static class HalfLocked {
      static class Node {
        final int key;
        final ReentrantLock lock = new ReentrantLock();
        volatile Node next;

        Node(int key, Node next) {
          this.key = key;
          this.next = next;
        }
      }

      final Node head = new Node(0, new Node(1, new Node(2, new Node(9, null))));

      public boolean remove(int key) {
        Node pred = head;
        while (pred.next.key < key) pred = pred.next;
        pred.lock.lock();
        try {
          Node curr = pred.next;
          if (curr.key != key) return false;
          pred.next = curr.next;
          return true;
        } finally {
          pred.lock.unlock();
        }
      }

      public boolean contains(int key) {
        Node curr = head;
        while (curr.key < key) curr = curr.next;
        return curr.key == key;
      }
    }

    @Override public void run() {
      HalfLocked set = new HalfLocked();
      History history = new History(set, () -> {
        PlainSet plain = new PlainSet();
        plain.add(1);
        plain.add(2);
        return plain;
      });
      together(() -> history.call("remove", 1), () -> history.call("remove", 2));
      history.call("contains", 2);
      history.check();
    }
  }

  /** Harris, A Pragmatic Implementation of Non-Blocking Linked-Lists, DISC 2001, in Michael's form; AMP 9.8. */
  static class Harris {
    static class Node {
      final int key;
      final AtomicMarkableReference<Node> next;

      Node(int key, Node next) {
        this.key = key;
        this.next = new AtomicMarkableReference<>(next, false);
      }
    }

    final Node head = new Node(Integer.MIN_VALUE, new Node(Integer.MAX_VALUE, null));

    Node[] find(int key) {
      retry:
      for (;;) {
        Node pred = head;
        Node curr = pred.next.getReference();
        for (;;) {
          boolean[] marked = new boolean[1];
          Node succ = curr.next.get(marked);
          while (marked[0]) {
            if (!pred.next.compareAndSet(curr, succ, false, false)) continue retry;
            curr = succ;
            succ = curr.next.get(marked);
          }
          if (curr.key >= key) return new Node[] {pred, curr};
          pred = curr;
          curr = succ;
        }
      }
    }

    public boolean add(int key) {
      for (;;) {
        Node[] at = find(key);
        if (at[1].key == key) return false;
        if (at[0].next.compareAndSet(at[1], new Node(key, at[1]), false, false)) return true;
      }
    }

    public boolean remove(int key) {
      for (;;) {
        Node[] at = find(key);
        if (at[1].key != key) return false;
        Node succ = at[1].next.getReference();
        if (!mark(at[1], succ)) continue;
        at[0].next.compareAndSet(at[1], succ, false, false);
        return true;
      }
    }

    boolean mark(Node node, Node succ) {
      return node.next.compareAndSet(succ, succ, false, true);
    }

    public boolean contains(int key) {
      boolean[] marked = new boolean[1];
      Node curr = head;
      while (curr.key < key) curr = curr.next.getReference();
      curr.next.get(marked);
      return curr.key == key && !marked[0];
    }
  }

  @Right(kind = "set not linearizable", source = "Harris 2001; Michael 2002; AMP figure 9.27", halts = true,
      preemptions = 2)
  static class HarrisList implements Scenario {
    @Override public void run() {
      Harris set = new Harris();
      set.add(1);
      History history = history(set);
      together(() -> history.call("remove", 1), () -> {
        history.call("add", 2);
        history.call("contains", 1);
      });
      history.call("contains", 2);
      history.check();
    }
  }

  @Wrong(kind = "set not linearizable", expect = NOT_LINEARIZABLE,
      source = "Harris 2001, figure 1: without the mark an insertion behind a node that is being removed is lost")
  static class HarrisWithoutMark implements Scenario {
    @Override public void run() {
      Harris set = new Harris() {
        @Override boolean mark(Node node, Node succ) {
          return true;
        }
      };
      set.add(1);
      History history = history(set);
      together(() -> history.call("remove", 1), () -> history.call("add", 2));
      history.call("contains", 2);
      history.check();
    }
  }

  @Wrong(kind = "set not linearizable", expect = NOT_LINEARIZABLE,
      source = "marks by attemptMark on whatever reference is there, and returns true without looking: two removals "
          + "of one key both succeed")
  static class MarkedTwice implements Scenario {
    @Override public void run() {
      Harris set = new Harris() {
        @Override boolean mark(Node node, Node succ) {
          node.next.attemptMark(succ, true);
          return true;
        }
      };
      set.add(1);
      History history = history(set);
      together(() -> history.call("remove", 1), () -> history.call("remove", 1));
      history.check();
    }
  }

  /** The sequential map. */
  public static class PlainMap {
    private final TreeMap<String, Object> items = new TreeMap<>();

    public Object putIfAbsent(String key, Object value) {
      return items.putIfAbsent(key, value);
    }

    public Object get(String key) {
      return items.get(key);
    }
  }

  @Wrong(kind = "map not linearizable", expect = NOT_LINEARIZABLE,
      source = "copy-on-write without a lock: of two copies one is lost")
  static class CopyOnWriteMap implements Scenario {
    static class Copying {
      volatile TreeMap<String, Object> map = new TreeMap<>();

      public Object putIfAbsent(String key, Object value) {
        TreeMap<String, Object> copy = new TreeMap<>(map);
        Object old = copy.putIfAbsent(key, value);
        map = copy;
        return old;
      }

      public Object get(String key) {
        return map.get(key);
      }
    }

    @Override public void run() {
      History history = new History(new Copying(), PlainMap::new);
      together(() -> {
        history.call("putIfAbsent", "a", 1);
        history.call("get", "a");
      }, () -> history.call("putIfAbsent", "b", 2));
      history.call("get", "a");
      history.call("get", "b");
      history.check();
    }
  }

  @Right(kind = "map not linearizable", source = "copy-on-write by compare-and-set; what was published never changes",
      preemptions = 2)
  static class CopyOnWriteMapByCompareAndSet implements Scenario {
    static class Copying {
      final AtomicReference<TreeMap<String, Object>> map = new AtomicReference<>(new TreeMap<>());

      public Object putIfAbsent(String key, Object value) {
        for (;;) {
          TreeMap<String, Object> now = map.getAcquire();
          Object old = now.get(key);
          if (old != null) return old;
          TreeMap<String, Object> copy = new TreeMap<>(now);
          copy.put(key, value);
          if (map.compareAndSet(now, copy)) return null;
        }
      }

      public Object get(String key) {
        return map.getAcquire().get(key);
      }
    }

    @Override public void run() {
      History history = new History(new Copying(), PlainMap::new);
      together(() -> {
        history.call("putIfAbsent", "a", 1);
        history.call("get", "b");
      }, () -> history.call("putIfAbsent", "b", 2), () -> history.call("putIfAbsent", "a", 3));
      history.call("get", "a");
      history.check();
    }
  }

  /** Open addressing, keys claimed by compare-and-set, values stored after. */
  static class Probing {
    final AtomicReferenceArray<String> keys = new AtomicReferenceArray<>(2);
    final AtomicReferenceArray<Object> values = new AtomicReferenceArray<>(2);

    public Object putIfAbsent(String key, Object value) {
      for (int i = 0; i < 2; i++) {
        String there = keys.get(i);
        if (there == null && keys.compareAndSet(i, null, key)) there = key;
        if (there == null) there = keys.get(i);
        if (!there.equals(key)) continue;
        return values.compareAndSet(i, null, value) ? null : values.get(i);
      }
      throw new IllegalStateException("full");
    }

    public Object get(String key) {
      for (int i = 0; i < 2; i++) {
        String there = keys.get(i);
        if (there == null) return null;
        if (there.equals(key)) return values.get(i);
      }
      return null;
    }
  }

  @Right(kind = "map not linearizable",
      source = "C. Click, A Lock-Free Wait-Free Hash Table, 2007: a key without a value is not yet there; the value's "
          + "compare-and-set decides",
      preemptions = 2)
  static class ProbingMap implements Scenario {
    @Override public void run() {
      History history = new History(new Probing(), PlainMap::new);
      together(() -> history.call("putIfAbsent", "a", 1), () -> history.call("putIfAbsent", "a", 2), () -> {
        history.call("get", "a");
        history.call("putIfAbsent", "b", 3);
      });
      history.check();
    }
  }

  @Wrong(kind = "map not linearizable", expect = NOT_LINEARIZABLE,
      source = "looks for the key, then takes the next free place without looking again: one key twice")
  static class KeyTwice implements Scenario {
    static class Careless extends Probing {
      @Override public Object putIfAbsent(String key, Object value) {
        Object old = get(key);
        if (old != null) return old;
        for (int i = 0; i < 2; i++) {
          if (keys.compareAndSet(i, null, key)) {
            values.set(i, value);
            return null;
          }
        }
        throw new IllegalStateException("full");
      }
    }

    @Override public void run() {
      History history = new History(new Careless(), PlainMap::new);
      together(() -> history.call("putIfAbsent", "a", 1), () -> history.call("putIfAbsent", "a", 2));
      history.check();
    }
  }

  @Wrong(kind = "check-then-act", expect = EXCEPTION,
      source = "a memoizing cache that computes twice (JCIP listing 5.17, Memoizer2)")
  static class Memoizer implements Scenario {
    final ConcurrentHashMap<String, Object> cache = new ConcurrentHashMap<>();

    Object get(String key) {
      Object value = cache.get(key);
      if (value == null) {
        value = new Object();
        cache.put(key, value);
      }
      return value;
    }

    @Override public void run() {
      Object[] got = new Object[2];
      together(() -> got[0] = get("a"), () -> got[1] = get("a"));
      check(got[0] == got[1], "two of them");
    }
  }

  @Right(kind = "check-then-act", source = "JCIP listing 5.19: the map's own atomic operation decides")
  static class MemoizerComputes implements Scenario {
    final ConcurrentHashMap<String, Object> cache = new ConcurrentHashMap<>();

    @Override public void run() {
      Object[] got = new Object[2];
      together(() -> got[0] = cache.computeIfAbsent("a", k -> new Object()),
          () -> got[1] = cache.computeIfAbsent("a", k -> new Object()));
      check(got[0] == got[1], "two of them");
    }
  }

  @Wrong(kind = "unsafe publication", expect = DATA_RACE,
      source = "a plain map, read while it is written (JDK-6423457: HashMap in an infinite loop)")
  static class PlainMapShared implements Scenario {
    final TreeMap<String, Integer> map = new TreeMap<>();

    @Override public void run() {
      together(() -> {
        synchronized (this) {
          map.put("a", 1);
        }
      }, () -> map.get("a"));
    }
  }
}
