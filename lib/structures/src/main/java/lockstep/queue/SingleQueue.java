package lockstep.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * A {@link ConcurrentQueue} for one element: one word, which is null, or the element, or says that the queue is closed.
 *
 * <p>Since the word is all there is, each operation is one compare-and-set of it, and nobody ever waits for anybody.
 * Closing wraps the element that is there: who pops finds in one look what it gets and that it is the last.
 *
 * @param <E> the elements' type
 * @progress Lock-free; {@code push} even wait-free. A failed compare-and-set of a {@code pop} means that another thread
 *     has popped, displaced or closed.
 * @fairness None. A pop that loses a race backs off.
 * @memory What a thread did before it pushed an element <i>happens-before</i> what another does after it popped it;
 *     what it did before {@code close}, before what follows a push or pop that was told closed.
 * @linearization All at the compare-and-set that succeeds, or else at the read, or the failed compare-and-set, that
 *     found the word as told.
 * @space One reference and 256 bytes of padding. An operation that meets no other thread: one load and one
 *     read-modify-write; no allocation, save one small object if an element is in the queue when it is closed.
 * @source {@code Single} in the Rust crate concurrent-queue. Departure: there a bit of the state locks the slot while
 *     an element is moved in or out; here the state is the element. An element that was popped and pushed again is no
 *     ABA, as no step depends on what was in between.
 */
public final class SingleQueue<E> extends SingleSlot implements ConcurrentQueue<E> {

    /** Closed, and empty. */
    private static final Object DRAINED = new Object();

    /** Closed, with an element. */
    private static final class Last {
        private final Object element;

        Last(Object element) {
            this.element = element;
        }
    }

    private static final VarHandle SLOT;

    static {
        try {
            SLOT = MethodHandles.lookup().findVarHandle(SingleQueue.class, "slot", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An empty queue. */
    public SingleQueue() {
    }

    @Override
    public PushResult push(E element) {
        Objects.requireNonNull(element, "element");
        // A look first, as a failed compare-and-set takes the cache line away from others all the same. Volatile, here
        // and below: one order for all queues, on which those who sleep rely (see BlockingAdapter); acquire, for who is
        // told closed.
        Object found = SLOT.getVolatile(this); // linearization point, if it finds something
        if (found == null) {
            // Volatile: release, pairs with pop(). The witness tells full from closed.
            found = SLOT.compareAndExchange(this, null, element); // linearization point
            if (found == null) {
                return PushResult.PUSHED;
            }
        }
        return isClosed(found) ? PushResult.CLOSED : PushResult.FULL;
    }

    @Override
    public E forcePush(E element, E ifClosed) {
        Objects.requireNonNull(element, "element");
        int lost = 0;
        while (true) {
            Object found = SLOT.getVolatile(this); // linearization point, if closed
            if (isClosed(found)) {
                return ifClosed;
            }
            // Volatile: release, as in push(); acquire, as in pop().
            if (SLOT.compareAndSet(this, found, element)) { // linearization point
                return cast(found);
            }
            lost = Pauses.afterLostRace(lost);
        }
    }

    @Override
    public E pop(E ifClosed) {
        int lost = 0;
        while (true) {
            // Acquire, as part of volatile: pairs with push() and close().
            Object found = SLOT.getVolatile(this); // linearization point, if empty or closed
            if (found == null) {
                return null;
            }
            if (found == DRAINED) {
                return ifClosed;
            }
            boolean last = found instanceof Last;
            if (SLOT.compareAndSet(this, found, last ? DRAINED : null)) { // linearization point
                return cast(last ? ((Last) found).element : found);
            }
            lost = Pauses.afterLostRace(lost);
        }
    }

    @Override
    public boolean close() {
        int lost = 0;
        while (true) {
            Object found = SLOT.getVolatile(this); // linearization point, if it was closed already
            if (isClosed(found)) {
                return false;
            }
            // Volatile: hands on the release of the element's push, and adds our own.
            if (SLOT.compareAndSet(this, found, found == null ? DRAINED : new Last(found))) { // linearization point
                return true;
            }
            lost = Pauses.afterLostRace(lost);
        }
    }

    private static boolean isClosed(Object found) {
        return found == DRAINED || found instanceof Last;
    }

    @SuppressWarnings("unchecked") // only elements get into the slot, and nulls, which belong to every type
    private E cast(Object element) {
        return (E) element;
    }

    @Override
    public boolean isClosed() {
        return isClosed(SLOT.getVolatile(this)); // linearization point
    }

    @Override
    public boolean isDrained() {
        return SLOT.getVolatile(this) == DRAINED; // linearization point
    }

    @Override
    public int size() {
        Object found = SLOT.getVolatile(this); // linearization point
        return found == null || found == DRAINED ? 0 : 1;
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public int capacity() {
        return 1;
    }

    @Override
    public String toString() {
        return "SingleQueue[" + size() + " of 1" + (isClosed() ? ", closed]" : "]");
    }
}

@SuppressWarnings("unused")
abstract class BeforeSlot {
    long b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15;
}

@SuppressWarnings("unused") // by SLOT
abstract class TheSlot extends BeforeSlot {
    /**
     * Null, an element, {@code DRAINED}, or a {@code Last}. The last two stay what they are, or the second becomes the
     * first.
     */
    Object slot;
}

/** The slot between 128 bytes before and behind, as in {@link PaddedEnds}. */
@SuppressWarnings("unused")
abstract class SingleSlot extends TheSlot {
    long c00, c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15;
}
