package lockstep.wrong.ch05_stack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 5.1. */
public final class MyTreiberStackWrong {

    private MyTreiberStackWrong() {
    }

    static class Node<E> {
        final E element;
        Node<E> next;

        Node(E element) {
            this.element = Objects.requireNonNull(element);
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "pushesArrive",
        why = "A plain top, and no compare-and-set: it is a data race, and a push is lost.")
    public static class PlainTop<E> {
        private Node<E> top;

        public void push(E element) {
            Node<E> node = new Node<>(element);
            node.next = top;
            top = node;
        }

        public E pop() {
            Node<E> node = top;
            if (node == null) {
                return null;
            }
            top = node.next;
            return node.element;
        }

        public E peek() {
            return top == null ? null : top.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "pushesArrive",
        why = "An atomic top, read and then set: what another thread has pushed in between is lost.")
    public static class GetThenSet<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            node.next = top.get();
            top.set(node);
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.compareAndSet(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "pushesArrive",
        why = "A lost compare-and-set: push tries once and does not look whether it has won.")
    public static class TriesOnce<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            node.next = top.get();
            top.compareAndSet(node.next, node);
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.compareAndSet(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "popsGetOneEach",
        why = "pop returns the element whether its compare-and-set has won or not: two get the same one.")
    public static class PopDoesNotLook<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            do {
                node.next = top.get();
            } while (!top.compareAndSet(node.next, node));
        }

        public E pop() {
            Node<E> node = top.get();
            if (node == null) {
                return null;
            }
            top.compareAndSet(node, node.next);
            return node.element;
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "popsGetOneEach",
        why = "Null for a race that was lost: the caller is told that the stack is empty, and there are elements in it.")
    public static class NullWhenItLoses<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            do {
                node.next = top.get();
            } while (!top.compareAndSet(node.next, node));
        }

        public E pop() {
            Node<E> node = top.get();
            return node != null && top.compareAndSet(node, node.next) ? node.element : null;
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "pushesArrive",
        why = "A weak compare-and-set outside a loop: it may fail for no reason, and then nothing was pushed.")
    public static class WeakOnce<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            node.next = top.get();
            if (!top.weakCompareAndSetVolatile(node.next, node)) {
                node.next = top.get();
                top.weakCompareAndSetVolatile(node.next, node);
            }
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.weakCompareAndSetVolatile(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.HUNG, breaks = "pushesArrive",
        why = "The look stands before the loop: whoever has lost once, tries the same in vain for ever.")
    public static class LooksOnce<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            node.next = top.get();
            while (!top.compareAndSet(node.next, node)) {
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.compareAndSet(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "popSees",
        why = "next is written after the node was published: a pop in between follows a next that is not there yet.")
    public static class LinksAfterPublishing<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            node.next = top.getAndSet(node);
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.compareAndSet(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "popsGetOneEach",
        why = "Reads the top a second time for its next: the next of one node replaces another.")
    public static class LooksTwice<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            do {
                node.next = top.get();
            } while (!top.compareAndSet(node.next, node));
        }

        public E pop() {
            while (true) {
                if (top.get() == null) {
                    return null;
                }
                E element = top.get().element;
                Node<E> node = top.get();
                if (top.compareAndSet(node, node.next)) {
                    return element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "popSees",
        why = "The push is a relaxed compare-and-set: it publishes the node's address and nothing of what is in it.")
    public static class NoRelease<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            do {
                node.next = top.get();
            } while (!top.weakCompareAndSetPlain(node.next, node));
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.compareAndSet(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "peekSees",
        why = "peek reads the top in opaque mode: it finds the node, and nothing promises that it is filled.")
    public static class PeekDoesNotAcquire<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            do {
                node.next = top.get();
            } while (!top.compareAndSet(node.next, node));
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.compareAndSet(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            Node<E> node = top.getOpaque();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "neverWaits",
        why = "It works, under a lock: whoever stops in push keeps all others waiting.")
    public static class UnderALock<E> {
        private Node<E> top;

        public synchronized void push(E element) {
            Node<E> node = new Node<>(element);
            node.next = top;
            top = node;
        }

        public synchronized E pop() {
            Node<E> node = top;
            if (node == null) {
                return null;
            }
            top = node.next;
            return node.element;
        }

        public synchronized E peek() {
            return top == null ? null : top.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "neverWaits",
        why = "A lock in disguise: a flag that says \"somebody is changing the top\", and compare-and-sets all over.")
    public static class LockInDisguise<E> {
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            while (!busy.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
            node.next = top.get();
            top.set(node);
            busy.set(false);
        }

        public E pop() {
            while (!busy.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
            try {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                top.set(node.next);
                return node.element;
            } finally {
                busy.set(false);
            }
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "refusesNull",
        why = "Null is taken as an element: then null from pop may mean empty, or null.")
    public static class TakesNull<E> {
        private final AtomicReference<Cell<E>> top = new AtomicReference<>();

        private static class Cell<E> {
            private final E element;
            private Cell<E> next;

            Cell(E element) {
                this.element = element;
            }
        }

        public void push(E element) {
            Cell<E> cell = new Cell<>(element);
            do {
                cell.next = top.get();
            } while (!top.compareAndSet(cell.next, cell));
        }

        public E pop() {
            while (true) {
                Cell<E> cell = top.get();
                if (cell == null) {
                    return null;
                }
                if (top.compareAndSet(cell, cell.next)) {
                    return cell.element;
                }
            }
        }

        public E peek() {
            Cell<E> cell = top.get();
            return cell == null ? null : cell.element;
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "lastInFirstOut",
        why = "peek is made of pop: it takes the element away.")
    public static class PeekTakes<E> {
        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Node<E> node = new Node<>(element);
            do {
                node.next = top.get();
            } while (!top.compareAndSet(node.next, node));
        }

        public E pop() {
            while (true) {
                Node<E> node = top.get();
                if (node == null) {
                    return null;
                }
                if (top.compareAndSet(node, node.next)) {
                    return node.element;
                }
            }
        }

        public E peek() {
            return pop();
        }
    }

    @Wrong(exercise = "5.1", expect = Verdict.Kind.WRONG, breaks = "popsGetOneEach",
        why = "push is right; pop writes the new top with a volatile store, unconditionally.")
    public static class PopStores<E> {
        private static final VarHandle TOP;
        private volatile Node<E> top;

        static {
            try {
                TOP = MethodHandles.lookup().findVarHandle(PopStores.class, "top", Node.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        public void push(E element) {
            Node<E> node = new Node<>(element);
            do {
                node.next = top;
            } while (!TOP.compareAndSet(this, node.next, node));
        }

        public E pop() {
            Node<E> node = top;
            if (node == null) {
                return null;
            }
            top = node.next;
            return node.element;
        }

        public E peek() {
            Node<E> node = top;
            return node == null ? null : node.element;
        }
    }
}
