package lockstep.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * A bounded {@link ConcurrentQueue}: a ring of slots, each of which holds an element or null, and nothing else.
 *
 * <p>A position is a lap and an index in one long. The tail is the position where the next push goes, the head the one
 * where the next pop takes. A push claims the position at the tail, by a compare-and-set, and then fills its slot; a
 * pop claims the one at the head and then clears its slot. Thus an operation is one atomic read-modify-write and one
 * store.
 *
 * <p>Between a claim and the store that follows, a slot is not what head and tail say. So a push claims a slot only if
 * the head is past it <i>and</i> it is null; a pop claims one only if the tail is past it <i>and</i>, looked at after
 * that, it is not null. Neither test alone will do: a slot that the tail is past may be not filled yet, and one that is
 * filled may have been taken a lap ago by a pop that has not cleared it yet.
 *
 * <p>Each end keeps a copy of what it saw of the other one. The other end only moves on, so an old copy errs on the
 * safe side, and most operations need not look at the other end, whose cache line is on another core.
 *
 * <p>The close bit is the sign of the tail, so one compare-and-set finds room and open, or fails.
 *
 * @param <E> the elements' type
 * @progress Not lock-free. {@code push} and {@code pop} never wait for room or for an element. But a pop waits for the
 *     push that has claimed the slot at the head and not filled it, even while later slots are full; and a push (a pop,
 *     an {@code isEmpty}, if nothing is in the queue) waits for the pop, or forced push, that has claimed the slot a
 *     lap ago and not cleared it: if such a thread is descheduled just there, so are all others that need the slot.
 *     Pushes do not wait for pushes, nor pops for pops, within a lap. The rest is lock-free.
 * @fairness None. Who loses a race backs off, and the winner goes on.
 * @memory What a thread did before it pushed an element <i>happens-before</i> what another does after it popped it;
 *     what it did before {@code close}, before what follows a push or pop that was told closed. Beyond that, all looks
 *     at head and tail are volatile: what several queues say fits one order.
 * @linearization {@code push}: at the compare-and-set of the tail, if told full or closed at the last read of the tail;
 *     {@code pop}: at the compare-and-set of the head, if told empty or closed at the last read of the tail;
 *     {@code forcePush} that displaces: at the compare-and-set of the head, or before the close that came between it
 *     and the read of the tail; {@code close}: at the read-modify-write of the tail; {@code size}: at the read of the
 *     head. While a forced push is between its two steps, {@code size} counts neither of its two elements.
 * @space {@code capacity} references and some 450 bytes of padding. An operation that meets no other thread: one
 *     read-modify-write, one store, four or five loads; no allocation.
 * @source D. Vyukov, Bounded MPMC queue, 1024cores.net, 2010; S. Glavina, {@code ArrayQueue} in crossbeam and
 *     {@code Bounded} in concurrent-queue, for positions of lap and index, and the forced push. Departures: they keep a
 *     stamp in each slot, which says for which position it is free or full; we keep none, but let null say free, as do
 *     J. Giacomoni and others, FastForward, PPoPP 2008, and look at copies of the ends, as do N. M. L&ecirc; and
 *     others, Correct and efficient bounded FIFO queues, SBAC-PAD 2013: both for one producer and one consumer. A
 *     forced push keeps the close bit; losers back off.
 */
public final class BoundedQueue<E> extends PaddedEnds implements ConcurrentQueue<E> {

    /** The sign of the tail. */
    private static final long CLOSED = Long.MIN_VALUE;

    // Invariants, p < q meaning that p comes before q:
    //  head <= tail <= head + oneLap, the close bit aside; both only grow;
    //  headSeen <= head and tailSeen <= tail;
    //  a slot whose position is in [head, tail) holds its element, or will: its push has claimed it;
    //  any other slot is null, or will be: its pop has claimed it.
    // Not invariants: headSeen <= tailSeen. That headSeen or tailSeen only grow: who read first may write last.
    private static final VarHandle TAIL;
    private static final VarHandle HEAD_SEEN;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL_SEEN;
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);

    private final Object[] slots;
    /** From a position to the same slot's in the next lap: a power of 2, no less than the capacity. */
    private final long oneLap;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(BoundedQueue.class, "tail", long.class);
            HEAD_SEEN = lookup.findVarHandle(BoundedQueue.class, "headSeen", long.class);
            HEAD = lookup.findVarHandle(BoundedQueue.class, "head", long.class);
            TAIL_SEEN = lookup.findVarHandle(BoundedQueue.class, "tailSeen", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * An empty queue.
     *
     * @param capacity how many elements it may hold, exactly
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    public BoundedQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity of " + capacity + ": a queue holds at least 1 element");
        }
        slots = new Object[capacity];
        oneLap = capacity == 1 ? 1 : 2L * Integer.highestOneBit(capacity - 1);
    }

    private int index(long position) {
        return (int) (position & oneLap - 1);
    }

    private long after(long position) {
        return index(position) + 1 < slots.length ? position + 1 : position + 1 + (oneLap - slots.length);
    }

    @Override
    public PushResult push(E element) {
        Objects.requireNonNull(element, "element");
        Object[] ring = slots;
        int lost = 0;
        int looks = 0;
        while (true) {
            // Volatile, here and wherever an end is read: one order for all queues, on which those who sleep rely (see
            // BlockingAdapter). It costs nothing on x86, and next to nothing elsewhere.
            long tail = (long) TAIL.getVolatile(this); // linearization point, if closed or full
            if (tail < 0) {
                return PushResult.CLOSED;
            }
            // Acquire: pairs with the release below. Who wrote it saw the head so far; and so do we, and with it that
            // the slot was filled a lap ago, lest we take the null before that for the one after.
            if (tail - (long) HEAD_SEEN.getAcquire(this) >= oneLap) {
                long head = (long) HEAD.getVolatile(this);
                if (tail - head >= oneLap) {
                    return PushResult.FULL; // as it was when we read the tail: the head was no further then
                }
                HEAD_SEEN.setRelease(this, head);
            }
            int index = index(tail);
            // Opaque: a null brings nothing that we need, and which null it is follows from what we saw of the head.
            if (SLOTS.getOpaque(ring, index) != null) {
                looks = Pauses.forAnother(looks); // the pop of a lap ago has not cleared it yet; or the tail has moved
            } else if (TAIL.compareAndSet(this, tail, after(tail))) { // linearization point
                SLOTS.setOpaque(ring, index, element); // opaque: the claim has published what is in the element
                return PushResult.PUSHED;
            } else {
                lost = Pauses.afterLostRace(lost);
            }
        }
    }

    @Override
    public E pop(E ifClosed) {
        Object[] ring = slots;
        int lost = 0;
        int looks = 0;
        while (true) {
            long head = (long) HEAD.getVolatile(this);
            int index = index(head);
            // Acquire: pairs with the release below. Who wrote it saw the tail so far; and so do we, and with it that
            // the push found the slot null, lest we take for its element the one of a lap ago.
            if ((long) TAIL_SEEN.getAcquire(this) <= head) {
                long tail = (long) TAIL.getVolatile(this);
                if ((tail & ~CLOSED) <= head) {
                    if (isVacant(index, tail)) {
                        return tail < 0 ? ifClosed : null;
                    }
                    looks = Pauses.forAnother(looks);
                    continue;
                }
                TAIL_SEEN.setRelease(this, tail & ~CLOSED);
            }
            // Opaque: who has seen the tail, itself or by way of tailSeen, has seen all that was done before the push.
            Object element = SLOTS.getOpaque(ring, index);
            if (element == null) {
                looks = Pauses.forAnother(looks); // its push has claimed it, and not filled it; or the head has moved
            } else if (HEAD.compareAndSet(this, head, after(head))) { // linearization point
                SLOTS.setRelease(ring, index, null); // release: pairs with the acquire in isVacant()
                return cast(element);
            } else {
                lost = Pauses.afterLostRace(lost);
            }
        }
    }

    /**
     * Whether the queue is empty, of which head and tail, just read, were the same. It is, unless a forced push is
     * between its two steps: then the slot is not null, and when it is done, the tail has moved.
     */
    private boolean isVacant(int index, long tail) {
        // Acquire: not to be read after the tail. It pairs with the release in pop(): who sees a null that was put
        // there after a forced push sees a tail that has moved.
        return SLOTS.getAcquire(slots, index) == null
                && (long) TAIL.getVolatile(this) == tail; // linearization point of an empty pop
    }

    @Override
    public E forcePush(E element, E ifClosed) {
        while (true) {
            switch (push(element)) {
                case PUSHED:
                    return null;
                case CLOSED:
                    return ifClosed;
                default:
                    Object oldest = displace(element);
                    if (oldest != null) {
                        return cast(oldest);
                    }
            }
        }
    }

    /**
     * Replaces the element at the head by one at the tail, which is the same slot if the queue is full; null if it is
     * not.
     */
    private Object displace(E element) {
        long tail = (long) TAIL.getVolatile(this);
        long head = tail - oneLap;
        if (tail < 0 || (long) HEAD.getVolatile(this) != head) {
            return null; // closed, or not full: push() will tell
        }
        int index = index(head);
        Object oldest = SLOTS.getOpaque(slots, index); // opaque: as in pop()
        if (oldest == null) {
            Pauses.forAnother(0); // its push has claimed it, and not filled it
            return null;
        }
        if (!HEAD.compareAndSet(this, head, after(head))) { // linearization point
            return null;
        }
        // The slot is ours, as it would be for a pop, and since it is never null, nobody gets past the tail until we
        // move it: neither a push nor, should it come so far, a pop. First the slot, then the tail, or a pop that finds
        // the tail past the slot takes the old element again. Opaque: the tail publishes the element. Not a store of
        // the tail, which might lose a close; volatile, of which release pairs with all reads of the tail.
        SLOTS.setOpaque(slots, index, element);
        TAIL.getAndAdd(this, after(tail) - tail);
        return oldest;
    }

    @SuppressWarnings("unchecked") // only elements get into the slots
    private E cast(Object element) {
        return (E) element;
    }

    @Override
    public boolean close() {
        return (long) TAIL.getAndBitwiseOr(this, CLOSED) >= 0; // linearization point
    }

    @Override
    public boolean isClosed() {
        return (long) TAIL.getVolatile(this) < 0; // linearization point
    }

    @Override
    public int size() {
        while (true) {
            long tail = (long) TAIL.getVolatile(this);
            long head = (long) HEAD.getVolatile(this); // linearization point, if the tail stays where it was
            if ((long) TAIL.getVolatile(this) == tail) {
                int apart = index(tail) - index(head); // if they are in the same lap; else the tail is in the next
                return (tail & ~CLOSED) - head == apart ? apart : apart + slots.length;
            }
        }
    }

    /** Exact, also while a forced push is under way, for which it waits. */
    @Override
    public boolean isEmpty() {
        int looks = 0;
        while (true) {
            long head = (long) HEAD.getVolatile(this);
            long tail = (long) TAIL.getVolatile(this);
            if ((tail & ~CLOSED) > head) {
                return false;
            }
            if (isVacant(index(head), tail)) {
                return true;
            }
            looks = Pauses.forAnother(looks);
        }
    }

    @Override
    public int capacity() {
        return slots.length;
    }

    @Override
    public String toString() {
        return "BoundedQueue[" + size() + " of " + capacity() + (isClosed() ? ", closed]" : "]");
    }
}
