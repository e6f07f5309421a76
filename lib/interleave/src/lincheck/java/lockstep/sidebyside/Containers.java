package lockstep.sidebyside;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Stacks, queues, and a map that keeps the first value. Empty is -1. */
final class Containers {
  private Containers() {}

  /** Takes numbers and gives them back. */
  public interface Bag {
    void put(int value);

    int take();
  }

  public static class PlainStack implements Bag {
    private final ArrayDeque<Integer> all = new ArrayDeque<>();

    @Override public void put(int value) {
      all.push(value);
    }

    @Override public int take() {
      return all.isEmpty() ? -1 : all.pop();
    }
  }

  public static class PlainQueue implements Bag {
    private final ArrayDeque<Integer> all = new ArrayDeque<>();

    @Override public void put(int value) {
      all.add(value);
    }

    @Override public int take() {
      return all.isEmpty() ? -1 : all.poll();
    }
  }

  static final class Node {
    final int value;
    final AtomicReference<Node> next = new AtomicReference<>();

    Node(int value) {
      this.value = value;
    }
  }

  // ---- stacks ----

  public static class Treiber implements Bag {
    final AtomicReference<Node> top = new AtomicReference<>();

    @Operation @Override public void put(@Param(gen = IntGen.class) int value) {
      Node node = new Node(value);
      Node old;
      do {
        old = top.get();
        node.next.set(old);
      } while (!top.compareAndSet(old, node));
    }

    @Operation @Override public int take() {
      while (true) {
        Node old = top.get();
        if (old == null) return -1;
        if (top.compareAndSet(old, old.next.get())) return old.value;
      }
    }
  }

  public static class PushBySet extends Treiber {
    @Operation @Override public void put(@Param(gen = IntGen.class) int value) {
      Node node = new Node(value);
      node.next.set(top.get());
      top.set(node);
    }
  }

  public static class PopBySet extends Treiber {
    @Operation @Override public int take() {
      Node old = top.get();
      if (old == null) return -1;
      top.set(old.next.get());
      return old.value;
    }
  }

  // ---- queues ----

  public static class MichaelScott implements Bag {
    final AtomicReference<Node> head;
    final AtomicReference<Node> tail;

    public MichaelScott() {
      Node dummy = new Node(-1);
      head = new AtomicReference<>(dummy);
      tail = new AtomicReference<>(dummy);
    }

    @Operation @Override public void put(@Param(gen = IntGen.class) int value) {
      Node node = new Node(value);
      while (true) {
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

    @Operation @Override public int take() {
      while (true) {
        Node first = head.get();
        Node next = first.next.get();
        if (next == null) return -1;
        if (head.compareAndSet(first, next)) return next.value;
      }
    }
  }

  public static class LinksBySet extends MichaelScott {
    @Operation @Override public void put(@Param(gen = IntGen.class) int value) {
      Node node = new Node(value);
      Node last = tail.get();
      last.next.set(node);
      tail.set(node);
    }
  }

  public static class TakesBySet extends MichaelScott {
    @Operation @Override public int take() {
      Node next = head.get().next.get();
      if (next == null) return -1;
      head.set(next);
      return next.value;
    }
  }

  // ---- maps ----

  /** Keeps the first value, and says which that is. */
  public interface First {
    int keep(int value);
  }

  public static class PlainFirst implements First {
    private int first;

    @Override public int keep(int value) {
      if (first == 0) first = value;
      return first;
    }
  }

  public static class ByPutIfAbsent implements First {
    private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();

    @Operation @Override public int keep(@Param(gen = IntGen.class) int value) {
      Integer old = map.putIfAbsent(1, value);
      return old == null ? value : old;
    }
  }

  public static class LookThenPut implements First {
    private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();

    @Operation @Override public int keep(@Param(gen = IntGen.class) int value) {
      if (!map.containsKey(1)) map.put(1, value);
      return map.get(1);
    }
  }
}
