package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.BLOCKING;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import lockstep.interleave.History;
import lockstep.interleave.Scenario;

/** Treiber's stack (IBM RJ 5118, 1986) and what becomes of it. (AMP chapter 11.) */
final class Stacks {
  private Stacks() {}

  /** The sequential one. */
  public static class Plain {
    private final ArrayDeque<Object> items = new ArrayDeque<>();

    public void push(Object o) {
      items.push(o);
    }

    public Object pop() {
      return items.poll();
    }

    public int size() {
      return items.size();
    }
  }

  static class Node {
    final Object item;
    Node next;

    Node(Object item) {
      this.item = item;
    }
  }

  static class Treiber {
    final AtomicReference<Node> top = new AtomicReference<>();

    public void push(Object item) {
      Node node = new Node(item);
      do {
        node.next = top.get();
      } while (!top.compareAndSet(node.next, node));
    }

    public Object pop() {
      Node head;
      do {
        head = top.get();
        if (head == null) return null;
      } while (!top.compareAndSet(head, head.next));
      return head.item;
    }
  }

  static void linearizable(Object stack) {
    History history = new History(stack, Plain::new);
    together(() -> {
      history.call("push", 1);
      history.call("pop");
    }, () -> {
      history.call("push", 2);
      history.call("pop");
    });
    history.call("pop");
    history.check();
  }

  @Right(kind = "stack not linearizable", source = "Treiber 1986; AMP figure 11.2", halts = true)
  static class TreiberStack implements Scenario {
    @Override public void run() {
      linearizable(new Treiber());
    }
  }

  @Wrong(kind = "stack not linearizable", expect = NOT_LINEARIZABLE,
      source = "push by a store: another push in between is lost")
  static class PushByStore implements Scenario {
    @Override public void run() {
      linearizable(new Treiber() {
        @Override public void push(Object item) {
          Node node = new Node(item);
          node.next = top.get();
          top.set(node);
        }
      });
    }
  }

  @Wrong(kind = "stack not linearizable", expect = NOT_LINEARIZABLE,
      source = "pop tries once and calls the stack empty when it loses")
  static class PopGivesUp implements Scenario {
    @Override public void run() {
      linearizable(new Treiber() {
        @Override public Object pop() {
          Node head = top.get();
          if (head == null || !top.compareAndSet(head, head.next)) return null;
          return head.item;
        }
      });
    }
  }

  @Wrong(kind = "stack not linearizable", expect = NOT_LINEARIZABLE,
      source = "reads the item from the top again after the swap")
  static class PopReadsAgain implements Scenario {
    @Override public void run() {
      linearizable(new Treiber() {
        @Override public Object pop() {
          for (;;) {
            Node head = top.get();
            if (head == null) return null;
            Node next = head.next;
            Node now = top.get();
            if (top.compareAndSet(now, next)) return head.item;
          }
        }
      });
    }
  }

  @Wrong(kind = "missing release", expect = DATA_RACE,
      source = "a node pushed by a plain-mode compare-and-set: its next is not published")
  static class PushPlainly implements Scenario {
    @Override public void run() {
      Treiber stack = new Treiber() {
        @Override public void push(Object item) {
          Node node = new Node(item);
          do {
            node.next = top.getOpaque();
          } while (!top.weakCompareAndSetPlain(node.next, node));
        }
      };
      together(() -> stack.push("a"), stack::pop);
    }
  }

  @Right(kind = "missing acquire",
      source = "acquire and release are enough for the stack's nodes (Rust's crossbeam uses no more)")
  static class TreiberAcquireRelease implements Scenario {
    static class Stack extends Treiber {
      @Override public void push(Object item) {
        Node node = new Node(item);
        Node head = top.getOpaque();
        do {
          node.next = head;
          Node seen = top.compareAndExchangeRelease(head, node);
          if (seen == head) return;
          head = seen;
        } while (true);
      }

      @Override public Object pop() {
        Node head = top.getAcquire();
        while (head != null && !top.weakCompareAndSetAcquire(head, head.next)) head = top.getAcquire();
        return head == null ? null : head.item;
      }
    }

    @Override public void run() {
      linearizable(new Stack());
    }
  }

  /** A stack whose nodes come from a pool: cells of an array, linked by number. */
  static class Pooled {
    final AtomicInteger top = new AtomicInteger(-1);
    final AtomicReferenceArray<Integer> next = new AtomicReferenceArray<>(4);

    void push(int cell) {
      int head;
      do {
        head = top.get();
        next.set(cell, head);
      } while (!top.compareAndSet(head, cell));
    }

    int pop() {
      int head;
      do {
        head = top.get();
        if (head < 0) return -1;
      } while (!top.compareAndSet(head, next.get(head)));
      return head;
    }
  }

  @Wrong(kind = "ABA", expect = EXCEPTION,
      source = "IBM System/370 Principles of Operation, 1983, appendix; AMP 10.6: popped, popped, pushed again, and "
          + "the old next is put in place")
  static class FreeList implements Scenario {
    @Override public void run() {
      Pooled free = new Pooled();
      free.push(2);
      free.push(1);
      free.push(0);
      AtomicInteger[] owners = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
      together(() -> {
        int mine = free.pop();
        check(owners[mine].incrementAndGet() == 1, "a cell is given out twice");
      }, () -> {
        int a = free.pop();
        check(owners[a].incrementAndGet() == 1, "a cell is given out twice");
        int b = free.pop();
        check(owners[b].incrementAndGet() == 1, "a cell is given out twice");
        owners[a].decrementAndGet();
        free.push(a);
      });
      for (int left = free.pop(); left >= 0; left = free.pop()) {
        check(owners[left].incrementAndGet() == 1, "a cell is given out twice");
      }
    }
  }

  @Right(kind = "ABA", source = "a stamp that counts each change (AMP figure 10.15)")
  static class StampedFreeList implements Scenario {
    static class Stamped {
      final AtomicStampedReference<Integer> top = new AtomicStampedReference<>(null, 0);
      final AtomicReferenceArray<Integer> next = new AtomicReferenceArray<>(4);

      void push(Integer cell) {
        int[] stamp = new int[1];
        Integer head;
        do {
          head = top.get(stamp);
          next.set(cell, head);
        } while (!top.compareAndSet(head, cell, stamp[0], stamp[0] + 1));
      }

      Integer pop() {
        int[] stamp = new int[1];
        Integer head;
        do {
          head = top.get(stamp);
          if (head == null) return null;
        } while (!top.compareAndSet(head, next.get(head), stamp[0], stamp[0] + 1));
        return head;
      }
    }

    @Override public void run() {
      Stamped free = new Stamped();
      free.push(2);
      free.push(1);
      free.push(0);
      AtomicInteger[] owners = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
      together(() -> {
        int mine = free.pop();
        check(owners[mine].incrementAndGet() == 1, "a cell is given out twice");
      }, () -> {
        int a = free.pop();
        check(owners[a].incrementAndGet() == 1, "a cell is given out twice");
        int b = free.pop();
        check(owners[b].incrementAndGet() == 1, "a cell is given out twice");
        owners[a].decrementAndGet();
        free.push(a);
      });
      for (Integer left = free.pop(); left != null; left = free.pop()) {
        check(owners[left].incrementAndGet() == 1, "a cell is given out twice");
      }
    }
  }

  @Wrong(kind = "ABA", expect = EXCEPTION,
      source = "a Treiber stack that keeps its popped nodes for the next push: garbage collection no longer protects "
          + "it")
  static class NodesKept implements Scenario {
    static class Cell {
      final AtomicReference<Object> item = new AtomicReference<>();
      final AtomicReference<Cell> next = new AtomicReference<>();
    }

    static class Stack {
      final AtomicReference<Cell> top = new AtomicReference<>();

      void push(Cell cell) {
        Cell head;
        do {
          head = top.get();
          cell.next.set(head);
        } while (!top.compareAndSet(head, cell));
      }

      Cell pop() {
        Cell head;
        do {
          head = top.get();
          if (head == null) return null;
        } while (!top.compareAndSet(head, head.next.get()));
        return head;
      }
    }

    @Override public void run() {
      Stack stack = new Stack();
      Cell a = new Cell();
      Cell b = new Cell();
      stack.push(b);
      stack.push(a);
      AtomicInteger popped = new AtomicInteger();
      together(() -> {
        if (stack.pop() != null) popped.incrementAndGet();
      }, () -> {
        Cell first = stack.pop();
        if (first != null) popped.incrementAndGet();
        if (stack.pop() != null) popped.incrementAndGet();
        if (first != null) {
          stack.push(first);
          popped.decrementAndGet();
        }
      });
      while (stack.pop() != null) popped.incrementAndGet();
      check(popped.get() == 2, "two cells, popped more often");
    }
  }

  @Right(kind = "ABA",
      source = "new nodes for each push: the collector keeps a node that someone still looks at (AMP 10.6)")
  static class NodesFresh implements Scenario {
    @Override public void run() {
      Treiber stack = new Treiber();
      stack.push("b");
      stack.push("a");
      AtomicInteger popped = new AtomicInteger();
      together(() -> {
        if (stack.pop() != null) popped.incrementAndGet();
      }, () -> {
        Object first = stack.pop();
        Object second = stack.pop();
        if (second != null) popped.incrementAndGet();
        if (first != null) stack.push(first);
      });
      while (stack.pop() != null) popped.incrementAndGet();
      check(popped.get() == 2, "lost or doubled");
    }
  }

  @Wrong(kind = "snapshot not linearizable", expect = NOT_LINEARIZABLE,
      source = "the size is counted after the push: one who pops first takes it below zero (AMP exercise 10.6)")
  static class SizeCountedLater implements Scenario {
    static class Sized extends Treiber {
      final AtomicInteger size = new AtomicInteger();

      @Override public void push(Object item) {
        super.push(item);
        size.incrementAndGet();
      }

      @Override public Object pop() {
        Object item = super.pop();
        if (item != null) size.decrementAndGet();
        return item;
      }

      public int size() {
        return size.get();
      }
    }

    @Override public void run() {
      History history = new History(new Sized(), Plain::new);
      together(() -> history.call("push", 1), () -> {
        history.call("pop");
        history.call("size");
      });
      history.check();
    }
  }

  /** One place where a push and a pop may meet (Hendler, Shavit, Yerushalmi, 2004). */
  static class Eliminating extends Treiber {
    static final Object TAKEN = "taken";
    final AtomicReference<Object> meeting = new AtomicReference<>();

    @Override public void push(Object item) {
      Node node = new Node(item);
      for (;;) {
        node.next = top.get();
        if (top.compareAndSet(node.next, node)) return;
        if (meeting.compareAndSet(null, item)) {
          if (!withdraw(item)) return;
        }
      }
    }

    boolean withdraw(Object item) {
      if (meeting.compareAndSet(item, null)) return true;
      meeting.set(null);
      return false;
    }

    @Override public Object pop() {
      for (;;) {
        Node head = top.get();
        if (head == null) return null;
        if (top.compareAndSet(head, head.next)) return head.item;
        Object offered = meeting.get();
        if (offered != null && offered != TAKEN && meeting.compareAndSet(offered, TAKEN)) return offered;
      }
    }
  }

  static void eliminate(Treiber stack) {
    stack.push(0);
    History history = new History(stack, () -> {
      Plain plain = new Plain();
      plain.push(0);
      return plain;
    });
    together(() -> history.call("push", 1), () -> history.call("push", 2), () -> history.call("pop"));
    history.call("pop");
    history.call("pop");
    history.call("pop");
    history.check();
  }

  @Right(kind = "stack not linearizable",
      source = "Hendler, Shavit, Yerushalmi, A Scalable Lock-free Stack Algorithm, 2004", preemptions = 2,
      surprises = 1)
  static class EliminationStack implements Scenario {
    @Override public void run() {
      eliminate(new Eliminating());
    }
  }

  @Wrong(kind = "stack not linearizable", expect = NOT_LINEARIZABLE,
      source = "withdraws its offer by a store: it may have been taken, and is pushed a second time")
  static class WithdrawnByStore implements Scenario {
    @Override public void run() {
      eliminate(new Eliminating() {
        @Override boolean withdraw(Object item) {
          Object was = meeting.get();
          meeting.set(null);
          return was == item;
        }
      });
    }
  }

  @Wrong(kind = "false progress claim", expect = BLOCKING, halts = true,
      source = "said to be lock-free; holds a flag while it links")
  static class PushUnderFlag implements Scenario {
    static class Stack {
      private static final VarHandle BUSY =
          Publication.handle(MethodHandles.lookup(), Stack.class, "busy", boolean.class);
      volatile boolean busy;
      volatile Node top;

      void push(Object item) {
        Node node = new Node(item);
        while (!BUSY.compareAndSet(this, false, true)) Thread.onSpinWait();
        node.next = top;
        top = node;
        busy = false;
      }
    }

    @Override public void run() {
      Stack stack = new Stack();
      together(() -> stack.push(1), () -> stack.push(2));
    }
  }
}
