package lockstep.solutions.ch05_stack;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Both methods have the same three parts: look at the top, prepare, try. Whoever loses has learnt that somebody else
 * won, and looks again: the look stands inside the loop.
 *
 * push. The new node is private until the compare-and-set succeeds. So element and next may be plain; the
 * compare-and-set publishes them: it is a release for whoever reads this top later. next has to be written *before*,
 * for from that moment on others follow it.
 *
 * pop. top.get() acquires what is in the node. node.next may be the next of a node that another thread has popped by
 * now. That is harmless. Such a node does not change any more, and the compare-and-set fails, for the top is another.
 * And the node cannot have come back: push makes a new one each time, and as long as we hold the old one, the collector
 * keeps its address from being given away.
 *
 * Empty is told where it is seen: node == null. After a compare-and-set that failed nothing is known of the stack, least
 * of all that it is empty.
 *
 * Lock-free: of all who try at the same time, one succeeds, always. One alone may lose again and again.
 *
 * Alternatives. getAcquire and weakCompareAndSetRelease instead of the volatile ones: the library's TreiberStack does
 * so, and gains little on x86. getAndUpdate with a lambda: shorter for pop, but push's lambda may be run several times
 * and must not mind. A new node in each round: right too, and one object more for each loss.
 * Cost: a node of 24 bytes or so a push; one compare-and-set each when nobody is in the way.
 */
public class MyTreiberStack<E> {

    private static class Node<E> {
        private final E element;
        private Node<E> next;

        Node(E element) {
            this.element = element;
        }
    }

    private final AtomicReference<Node<E>> top = new AtomicReference<>();

    public void push(E element) {
        Node<E> node = new Node<>(Objects.requireNonNull(element, "element"));
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
        Node<E> node = top.get();
        return node == null ? null : node.element;
    }
}
