package lockstep.stack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import lockstep.stack.PaddedTop.Node;
import lockstep.stack.PaddedTop.Top;

/**
 * The library's stack: Treiber's, in which a thread that has lost looks away for a moment, and may meet its match while
 * it does. Also known as the elimination-backoff stack.
 *
 * <p>As long as the first compare-and-set succeeds, this is {@link TreiberStack}, instruction for instruction. Who
 * loses has no business at the top for a while: trying again at once only takes the cache line from the thread that is
 * getting on. So it backs off, for a while that doubles up to a bound. And a push followed at once by a pop leaves a
 * stack as it was: so a push that backs off offers its element in one of a few places beside the stack, and a pop that
 * has lost too takes it from there. The two have then happened, one right after the other, without the top having
 * moved.
 *
 * @param <E> the elements' type
 * @progress Lock-free. A thread that backs off waits for nobody: its pause is counted, not ended by another. Who stops
 *     in the middle leaves at most an offer behind, which others may take, or leave; its place then serves for nothing
 *     else.
 * @fairness None, and less than Treiber's: backing off lets one thread have many turns in a row. The pauses are short,
 *     at most 64 spin hints, so that turns change often.
 * @memory As {@link TreiberStack}: what a thread did before it pushed an element <i>happens-before</i> what another
 *     does after it has popped it, peeked at it, or met it in an iterator.
 * @linearization {@code push}: at its successful compare-and-set; if eliminated, at the compare-and-set of the pop that
 *     takes the offer, just before that pop itself; {@code pop}: at its successful compare-and-set, of the top or of an
 *     offer, or, if empty, at the read of the top; {@code peek}, {@code isEmpty}, {@code iterator}: at the read of the
 *     top. An offer that nobody has taken is not yet an element.
 * @space About 400 bytes, and 128 for each two processors; a node of two references for each element. Uncontended, one
 *     atomic read-modify-write an operation, and one allocation a push. Losing costs no allocation.
 * @source D. Hendler, N. Shavit and L. Yerushalmi, A scalable lock-free stack algorithm, SPAA 2004. Departures: only
 *     pushes wait in the array, and pops look there once for each try; as many places as half the processors, where they
 *     adapt the range to each thread's luck; the wait for a partner is the backoff, exponential as in M. Herlihy and
 *     N. Shavit, The Art of Multiprocessor Programming, chapter 11.
 */
public final class EliminationStack<E> extends PaddedTop.Padded<E> implements ConcurrentStack<E> {

    // In spin hints; a hint takes about 5 to 50 ns, depending on the processor.
    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    /** References between two places: two cache lines, as processors fetch them in pairs. */
    private static final int STRIDE = 32;

    // Casts at their calls: a VarHandle is as fast as a field only where the call's static types are its own.
    private static final VarHandle TOP;
    private static final VarHandle PLACE;

    /**
     * A place is null, or holds the node of a push that is under way and is not in the list. Who takes it out owns it:
     * a pop, which returns it, or the push itself, which withdraws it.
     */
    private final Node<?>[] places;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Top.class, "top", Node.class);
            PLACE = MethodHandles.arrayElementVarHandle(Node[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An empty stack. */
    public EliminationStack() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** With so many places; for tests, as few processors make one. */
    EliminationStack(int pairs) {
        places = new Node<?>[(pairs + 1) * STRIDE];
    }

    /** Puts an element on top, or into the hands of a pop. */
    @Override
    public void push(E element) {
        Node<E> node = new Node<>(Objects.requireNonNull(element, "element"));
        for (int limit = SHORTEST; !link(node) && !offer(node, limit); limit = Math.min(2 * limit, LONGEST)) {
            // the pause is in offer()
        }
    }

    @SuppressWarnings("unchecked") // only link() writes the top
    private boolean link(Node<E> node) {
        // Opaque: never looked into here. If it is not the top any more, the compare-and-set will say so.
        node.next = (Node<E>) TOP.getOpaque((Top<E>) this);
        // Release: pairs with the acquire of who finds this node. Weak: who fails for no reason is soon here again.
        return TOP.weakCompareAndSetRelease((Top<E>) this, node.next, node); // linearization point
    }

    /** Takes the top element, or one that a push offers. */
    @Override
    public E pop() {
        for (int limit = SHORTEST;; limit = Math.min(2 * limit, LONGEST)) {
            Node<E> node = top();
            if (node == null) { // linearization point, if empty: the read in top()
                return null;
            }
            // Plain: top() has acquired what is in the node, and a read-modify-write hands on what pushes released
            // below.
            if (TOP.weakCompareAndSetPlain((Top<E>) this, node, node.next)) { // linearization point
                return node.element;
            }
            node = accept(limit);
            if (node != null) {
                return node.element;
            }
        }
    }

    /** Offers the node for the length of a pause. Returns whether a pop has taken it. */
    private boolean offer(Node<E> node, int limit) {
        int place = anyPlace();
        // Opaque: only a hint whether to try. Release: pairs with the acquire in accept().
        boolean offered = (Node<?>) PLACE.getOpaque(places, place) == null
                && PLACE.weakCompareAndSetRelease(places, place, (Node<?>) null, node);
        pause(limit);
        // Volatile, as no other is strong: a weak one may fail with the node still there, and we would think it taken.
        return offered && !PLACE.compareAndSet(places, place, node, (Node<?>) null);
    }

    /** Takes an offered node; or else pauses, and returns null. */
    @SuppressWarnings("unchecked") // only offer() writes the places
    private Node<E> accept(int limit) {
        int place = anyPlace();
        Node<E> node = (Node<E>) PLACE.getOpaque(places, place); // opaque: looked into only if the next line agrees
        // Acquire: pairs with the release in offer().
        if (node != null && PLACE.weakCompareAndSetAcquire(places, place, node, (Node<?>) null)) {
            return node; // linearization point: the line before, for the push and then for the pop
        }
        pause(limit);
        return null;
    }

    private int anyPlace() {
        int pairs = places.length / STRIDE - 1;
        return pairs == 1 ? STRIDE : (1 + ThreadLocalRandom.current().nextInt(pairs)) * STRIDE;
    }

    /** Between half the limit and all of it, so that two who lost to each other don't come back together. */
    private static void pause(int limit) {
        for (int i = ThreadLocalRandom.current().nextInt(limit / 2, limit); i >= 0; i--) {
            Thread.onSpinWait();
        }
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
        return (Node<?>) TOP.getOpaque((Top<E>) this) == null; // linearization point; opaque, as nothing is looked into
    }

    /** The elements, top first, as they are now: nodes in the list don't change, so the top is a snapshot of all. */
    @Override
    public Iterator<E> iterator() {
        return new Elements<>(top()); // linearization point
    }

    @SuppressWarnings("unchecked") // only link() writes the top
    private Node<E> top() {
        return (Node<E>) TOP.getAcquire((Top<E>) this); // acquire: pairs with the release in link()
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
