package lockstep.right.ch05_stack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.proof.Right;

/** Other right answers to exercise 5.1. */
public final class MyTreiberStackRight {

    private MyTreiberStackRight() {
    }

    @Right(exercise = "5.1", why = "A VarHandle, release and acquire only, weak in its loops: as the library's.")
    public static class ReleaseAndAcquire<E> {
        private static final VarHandle TOP;

        static {
            try {
                TOP = MethodHandles.lookup().findVarHandle(ReleaseAndAcquire.class, "top", Node.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static class Node<E> {
            final E element;
            Node<E> next;

            Node(E element) {
                this.element = element;
            }
        }

        private Node<E> top;

        @SuppressWarnings("unchecked")
        public void push(E element) {
            Node<E> node = new Node<>(Objects.requireNonNull(element));
            do {
                node.next = (Node<E>) TOP.getOpaque(this);
            } while (!TOP.weakCompareAndSetRelease(this, node.next, node));
        }

        @SuppressWarnings("unchecked")
        public E pop() {
            Node<E> node;
            do {
                node = (Node<E>) TOP.getAcquire(this);
            } while (node != null && !TOP.weakCompareAndSetPlain(this, node, node.next));
            return node == null ? null : node.element;
        }

        @SuppressWarnings("unchecked")
        public E peek() {
            Node<E> node = (Node<E>) TOP.getAcquire(this);
            return node == null ? null : node.element;
        }
    }

    @Right(exercise = "5.1", why = "Nodes that never change, a new one in each round: a record with element and rest.")
    public static class NewNodeEachRound<E> {
        private record Node<E>(E element, Node<E> next) {
        }

        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Objects.requireNonNull(element);
            Node<E> seen;
            do {
                seen = top.get();
            } while (!top.compareAndSet(seen, new Node<>(element, seen)));
        }

        public E pop() {
            Node<E> seen;
            do {
                seen = top.get();
                if (seen == null) {
                    return null;
                }
            } while (!top.compareAndSet(seen, seen.next()));
            return seen.element();
        }

        public E peek() {
            Node<E> seen = top.get();
            return seen == null ? null : seen.element();
        }
    }

    @Right(exercise = "5.1", why = "The loop is the library's: updateAndGet and getAndUpdate.")
    public static class UpdatesByLambda<E> {
        private record Node<E>(E element, Node<E> next) {
        }

        private final AtomicReference<Node<E>> top = new AtomicReference<>();

        public void push(E element) {
            Objects.requireNonNull(element);
            top.updateAndGet(old -> new Node<>(element, old));
        }

        public E pop() {
            Node<E> old = top.getAndUpdate(node -> node == null ? null : node.next());
            return old == null ? null : old.element();
        }

        public E peek() {
            Node<E> node = top.get();
            return node == null ? null : node.element();
        }
    }

    @Right(exercise = "5.1", why = "What the failed compare-and-exchange has found is the next look; and a sentinel stands for empty.")
    public static class CompareAndExchange<E> {
        private static class Node<E> {
            E element;
            Node<E> next;
        }

        private final Node<E> bottom = new Node<>();
        private final AtomicReference<Node<E>> top = new AtomicReference<>(bottom);

        public void push(E element) {
            Node<E> node = new Node<>();
            node.element = Objects.requireNonNull(element);
            Node<E> seen = top.get();
            while (true) {
                node.next = seen;
                Node<E> found = top.compareAndExchange(seen, node);
                if (found == seen) {
                    return;
                }
                seen = found;
            }
        }

        public E pop() {
            Node<E> seen = top.get();
            while (seen != bottom) {
                Node<E> found = top.compareAndExchange(seen, seen.next);
                if (found == seen) {
                    return seen.element;
                }
                seen = found;
            }
            return null;
        }

        public E peek() {
            return top.get().element;
        }
    }
}
