package lockstep.stack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lockstep.epoch.Epoch;
import lockstep.epoch.EpochGuard;

/**
 * Treiber's stack with nodes that are used again: what a stack without a garbage collector must do, and what goes
 * wrong.
 *
 * <p>A pop reads the top <i>a</i> and its next <i>b</i>, and is delayed. Others pop <i>a</i> and <i>b</i>, and push
 * again, in the node <i>a</i>. The delayed pop wakes up, finds <i>a</i> at the top as before, and puts <i>b</i> in its
 * place: a node that was popped long ago, whose element comes out a second time, while what was beneath is lost. That
 * is ABA; in {@link TreiberStack} it cannot happen, since the collector does not make a node anew while anybody holds
 * it.
 *
 * <p>Here epochs do what the collector does there. Who looks into a node does so under a guard, and a popped node is
 * reused only when no guard is open that was open when it was popped. So who holds a node can trust its next. (A push
 * needs no guard: it never looks into the top, and a node that went away and came back is as good a place to hang on to.)
 *
 * <p>It is here to be read, not to be used: {@link TreiberStack} allocates a node for each push, which costs less than
 * a guard. Spare nodes wait in an array, as it bounds their number, and is itself free of ABA: a place is null or not,
 * whatever it held before. With a stack of spares, nodes would move to and fro between two stacks without ever changing
 * their order, and it would take a third thread for the mistake to show.
 *
 * @param <E> the elements' type
 * @progress Lock-free, as Treiber's is, under a pin that is lock-free too. If a thread stops in the middle no node is
 *     reused any more: pushes then allocate, and popped nodes pile up, as {@link Epoch} says.
 * @fairness None: a thread may lose without bound.
 * @memory As {@link TreiberStack}.
 * @linearization {@code push}, {@code pop}: at their successful compare-and-set of the top; {@code pop} if empty,
 *     {@code peek}, {@code isEmpty}: at their last read of the top. An iterator is no snapshot.
 * @space A node of two references for each element, each spare, and each one that waits for its epoch; a pop adds the
 *     epoch's note about its node. An element is let go when it is popped. An iterator copies all elements.
 * @source R. K. Treiber, Systems programming: coping with parallelism, IBM RJ 5118, 1986; IBM System/370 Extended
 *     Architecture, Principles of Operation, 1983, appendix A (the free list that shows ABA); K. Fraser, Practical
 *     lock-freedom, 2004 (epochs).
 */
public final class ReusingStack<E> implements ConcurrentStack<E> {

    private static final class Node<E> {
        /** Null once popped, and until it is pushed again. Others may look while the popper clears it. */
        E element;

        /**
         * Plain. Written by who alone has the node, when no guard is open that could have shown it to others before.
         * Not an invariant without epochs: that it is the same as long as the node is the top.
         */
        Node<E> next;
    }

    private static final VarHandle TOP;
    private static final VarHandle ELEMENT;

    /** As {@link TreiberStack}'s. Invariant, by the epoch: under one guard, the same reference means the same next. */
    @SuppressWarnings("unused") // by TOP
    private Node<E> top;

    /** Nodes that nobody else holds. */
    private final AtomicReferenceArray<Node<E>> spares;

    private final Epoch epoch;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(ReusingStack.class, "top", Node.class);
            ELEMENT = lookup.findVarHandle(Node.class, "element", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An empty stack with an epoch of its own and at most 16 spare nodes. */
    public ReusingStack() {
        this(new Epoch(), 16);
    }

    /**
     * An empty stack.
     *
     * @param epoch says when a node may be used again; may be shared with other structures
     * @param spares how many nodes are kept for later at most
     * @throws IllegalArgumentException if that is a negative number
     */
    public ReusingStack(Epoch epoch, int spares) {
        if (spares < 0) {
            throw new IllegalArgumentException("at least 0 spare nodes, not " + spares);
        }
        this.epoch = Objects.requireNonNull(epoch, "epoch");
        this.spares = new AtomicReferenceArray<>(spares);
    }

    /** Puts an element on top, in a spare node if there is one. */
    @Override
    @SuppressWarnings("unchecked") // only push() writes nodes
    public void push(E element) {
        Objects.requireNonNull(element, "element");
        Node<E> node = spare();
        node.element = element; // plain: nobody else has the node, and who had it before closed its guard before
        do {
            node.next = (Node<E>) TOP.getOpaque(this); // opaque: never looked into here
            // Release: pairs with the acquire in top(). No guard: a push is right whatever came and went meanwhile.
        } while (!TOP.weakCompareAndSetRelease(this, node.next, node)); // linearization point
    }

    /** Takes the top element; its node is used again when nobody looks at it any more. */
    @Override
    @SuppressWarnings("unchecked") // only push() writes elements
    public E pop() {
        try (EpochGuard guard = epoch.pin()) {
            Node<E> node;
            do {
                node = top();
                if (node == null) { // linearization point, if empty: the read in top()
                    return null;
                }
                // Plain: as in TreiberStack. Right only because node.next is what it was when node was read, by the
                // guard.
            } while (!TOP.weakCompareAndSetPlain(this, node, node.next)); // linearization point
            E element = (E) (Object) ELEMENT.getOpaque(node); // opaque, here and below, as a peek() may be looking
            ELEMENT.setOpaque(node, (Object) null); // let go now: the node may stay for long
            guard.retire(node, this::keep);
            return element;
        }
    }

    /** Looks at the top element, and leaves it there. */
    @Override
    @SuppressWarnings("unchecked") // only push() writes elements
    public E peek() {
        try (EpochGuard guard = epoch.pin()) {
            for (;;) {
                Node<E> node = top(); // linearization point, the last time
                if (node == null) {
                    return null;
                }
                E element = (E) (Object) ELEMENT.getOpaque(node); // opaque: pop() may be clearing it
                if (element != null) {
                    return element;
                }
            }
        }
    }

    /** Whether the stack has no elements. */
    @Override
    public boolean isEmpty() {
        return (Node<?>) TOP.getOpaque(this) == null; // linearization point; opaque, as nothing is looked into
    }

    /**
     * The elements that were in at one moment during this call, top first, some or all of those popped since left out.
     */
    @Override
    @SuppressWarnings("unchecked") // only push() writes elements
    public Iterator<E> iterator() {
        List<E> elements = new ArrayList<>();
        try (EpochGuard guard = epoch.pin()) {
            for (Node<E> node = top(); node != null; node = node.next) { // linearization point
                E element = (E) (Object) ELEMENT.getOpaque(node);
                if (element != null) {
                    elements.add(element);
                }
            }
        }
        return Collections.unmodifiableList(elements).iterator();
    }

    @SuppressWarnings("unchecked") // only push() writes nodes
    private Node<E> top() {
        return (Node<E>) TOP.getAcquire(this); // acquire: pairs with the release in push()
    }

    /** For tests: how many spare nodes there are. */
    int spares() {
        int count = 0;
        for (int i = 0; i < spares.length(); i++) {
            if (spares.get(i) != null) {
                count++;
            }
        }
        return count;
    }

    private Node<E> spare() {
        for (int i = 0; i < spares.length(); i++) {
            if (spares.getOpaque(i) != null) { // opaque: only a hint whether to try
                Node<E> node = spares.getAndSet(i, null); // acquires all that was done to the node, see keep()
                if (node != null) {
                    return node;
                }
            }
        }
        return new Node<>();
    }

    /** Nobody else holds the node: it is kept, or, if there is no place, left to the collector. */
    private void keep(Node<E> node) {
        for (int i = 0; i < spares.length(); i++) {
            // Opaque: only a hint whether to try. Release: pairs with spare().
            if (spares.getOpaque(i) == null && spares.weakCompareAndSetRelease(i, null, node)) {
                return;
            }
        }
    }
}
