package lockstep.stack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * Treiber's stack: a linked list whose top is moved by compare-and-set. The smallest lock-free structure there is, and
 * the first of the course.
 *
 * <p>Both operations prepare in private, then make one compare-and-set that either does everything or nothing; who
 * loses looks again. Every thread fights for one reference: under contention the cache line travels with each try, won
 * or lost. {@link EliminationStack} mends that, and costs the same where there is none.
 *
 * <p>A pop must not be misled by a top that went away and came back (ABA). Here it cannot be: each push makes a node of
 * its own, and as long as a thread still holds a node the garbage collector keeps it from being made anew. So two equal
 * references are the same node with the same next. {@link ReusingStack} gives that up, to show what it takes to mend
 * it.
 *
 * @param <E> the elements' type
 * @progress Lock-free: a thread tries again only because another one has succeeded (or a weak compare-and-set failed
 *     for no reason). {@code peek}, {@code isEmpty} and each step of an iterator are wait-free.
 * @fairness None: a thread may lose without bound.
 * @memory What a thread did before it pushed an element <i>happens-before</i> what another does after it has popped it,
 *     peeked at it, or met it in an iterator. Nothing else is ordered: not a push after the pop that made room for it.
 * @linearization {@code push}: at its successful compare-and-set; {@code pop}: at its successful compare-and-set, or,
 *     if empty, at the read of the top; {@code peek}, {@code isEmpty}, {@code iterator}: at the read of the top.
 * @space One reference, and a node of two for each element; a pop allocates nothing. Uncontended, one atomic
 *     read-modify-write an operation. A popped node points on to older ones, never the other way: nothing is kept
 *     alive.
 * @source R. K. Treiber, Systems programming: coping with parallelism, IBM RJ 5118, 1986; M. Herlihy and N. Shavit, The
 *     Art of Multiprocessor Programming, chapter 11 ({@code LockFreeStack}). Departures: no backoff, as that is
 *     {@link EliminationStack}'s; release and acquire where they have volatile; empty is null, not an exception.
 */
public final class TreiberStack<E> implements ConcurrentStack<E> {

    /** Immutable once it is the top: {@code next} is written before, by the thread that pushes, and never after. */
    private static final class Node<E> {
        final E element;
        Node<E> next;

        Node(E element) {
            this.element = element;
        }
    }

    private static final VarHandle TOP;

    /**
     * Null when empty. Invariant: what hangs on it are the elements, newest first. Changed by compare-and-set only, so
     * each change hands on, to who reads it with acquire, all that earlier pushes released. Not an invariant: that it
     * still is what you have just read.
     */
    @SuppressWarnings("unused") // by TOP
    private Node<E> top;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(TreiberStack.class, "top", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An empty stack. */
    public TreiberStack() {
    }

    /** Puts an element on top. */
    @Override
    @SuppressWarnings("unchecked") // only push() writes nodes
    public void push(E element) {
        Node<E> node = new Node<>(Objects.requireNonNull(element, "element"));
        do {
            // Opaque: never looked into here. If it is not the top any more, the compare-and-set will say so.
            node.next = (Node<E>) TOP.getOpaque(this);
            // Release: pairs with the acquire of who finds this node. Weak: we are in a loop anyway.
        } while (!TOP.weakCompareAndSetRelease(this, node.next, node)); // linearization point
    }

    /** Takes the top element. */
    @Override
    public E pop() {
        Node<E> node;
        do {
            node = top();
            if (node == null) { // linearization point, if empty: the read in top()
                return null;
            }
            // Plain: top() has acquired what is in the node, and a read-modify-write hands on what pushes released
            // below.
        } while (!TOP.weakCompareAndSetPlain(this, node, node.next)); // linearization point
        return node.element;
    }

    /** Looks at the top element, and leaves it there. */
    @Override
    public E peek() {
        Node<E> node = top(); // linearization point
        return node == null ? null : node.element;
    }

    /** Whether the stack has no elements. */
    @Override
    public boolean isEmpty() {
        return (Node<?>) TOP.getOpaque(this) == null; // linearization point; opaque, as nothing is looked into
    }

    /** The elements, top first, as they are now: nodes don't change, so the one reference is a snapshot of all. */
    @Override
    public Iterator<E> iterator() {
        return new Elements<>(top()); // linearization point
    }

    @SuppressWarnings("unchecked") // only push() writes nodes
    private Node<E> top() {
        return (Node<E>) TOP.getAcquire(this); // acquire: pairs with the release in push()
    }

    private static final class Elements<E> implements Iterator<E> {
        private Node<E> node;

        Elements(Node<E> node) {
            this.node = node;
        }

        @Override
        public boolean hasNext() {
            return node != null;
        }

        @Override
        public E next() {
            if (node == null) {
                throw new NoSuchElementException();
            }
            E element = node.element;
            node = node.next;
            return element;
        }
    }
}
