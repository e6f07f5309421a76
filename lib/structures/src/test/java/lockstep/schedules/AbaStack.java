package lockstep.schedules;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Wrong: Treiber's stack with nodes that are used again at once. All else is as careful as can be: every access is
 * volatile, there is no data race, each compare-and-set is looked at. What is left is ABA alone.
 */
public final class AbaStack {

    static final class Node {
        final AtomicReference<Integer> element = new AtomicReference<>();
        final AtomicReference<Node> next = new AtomicReference<>();
    }

    private final AtomicReference<Node> top = new AtomicReference<>();
    private final AtomicReference<Node> spare = new AtomicReference<>();
    private final boolean reuses;

    AbaStack(boolean reuses) {
        this.reuses = reuses;
    }

    public void push(Integer element) {
        Node node = spare.getAndSet(null);
        if (node == null) {
            node = new Node();
        }
        node.element.set(element);
        do {
            node.next.set(top.get());
        } while (!top.compareAndSet(node.next.get(), node));
    }

    public Integer pop() {
        Node node;
        Node next;
        do {
            node = top.get();
            if (node == null) {
                return null;
            }
            next = node.next.get();
        } while (!top.compareAndSet(node, next)); // the node may have gone and come back, with another next
        Integer element = node.element.get();
        if (reuses) {
            spare.compareAndSet(null, node);
        }
        return element;
    }
}
