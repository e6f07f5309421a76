package lockstep.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * A bounded {@link ConcurrentQueue}: a ring of slots, each with a stamp that says what the slot waits for.
 *
 * <p>A position is a lap and an index in one long. The tail is the position where the next push goes, the head the one
 * where the next pop takes. A push claims the position at the tail, by a compare-and-set, then fills the slot and
 * stamps it full; a pop claims the one at the head, then clears the slot and stamps it free for the next lap. Thus an
 * operation is one atomic read-modify-write and two stores.
 *
 * <p>Between a claim and its stamp, a slot is not what head and tail say. So pushes and pops go by the stamps, which
 * know the lap: a slot that is full from a lap ago, and not yet cleared, is not taken for one that is full now. Only
 * where a stamp says that nothing can be done, a push looks at the head, to tell full from waiting, and a pop at the
 * tail. Where something can be done, neither end touches the other's cache line.
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
 * @space A reference and a long for each of {@code capacity}, and some 450 bytes of padding. An operation that meets no
 *     other thread: one read-modify-write, two stores, two or three loads of what others write; no allocation.
 * @source D. Vyukov, Bounded MPMC queue, 1024cores.net, 2010: the stamps; S. Glavina, {@code ArrayQueue} in crossbeam
 *     and {@code Bounded} in concurrent-queue, for positions of lap and index, and the forced push. Departures: a
 *     forced push keeps the close bit; losers back off; stamps and elements lie in two arrays.
 */
public final class BoundedQueue<E> extends PaddedEnds implements ConcurrentQueue<E> {

    /** The sign of the tail. */
    private static final long CLOSED = Long.MIN_VALUE;

    private static final VarHandle TAIL;
    private static final VarHandle HEAD;
    private static final VarHandle STAMPS = MethodHandles.arrayElementVarHandle(long[].class);

    // Invariants, the close bit aside:
    //  head <= tail <= head + oneLap; both only grow;
    //  a slot whose position is in [head, tail) is full, or will be: its push has claimed it;
    //  any other slot is free, or will be: its pop has claimed it;
    //  at the position p, the stamp is p if the slot is free and p + 1 if it is full; less if the last lap has not done
    //  with it; more if p is over. It only grows.
    // Not an invariant: that a slot that is not full is null. Only who has claimed a slot may look into it.
    private final Object[] slots;
    private final long[] stamps;
    /** From a position to the same slot's in the next lap: a power of 2, more than the capacity. */
    private final long oneLap;
    private final int last;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(BoundedQueue.class, "tail", long.class);
            HEAD = lookup.findVarHandle(BoundedQueue.class, "head", long.class);
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
        stamps = new long[capacity];
        for (int i = 0; i < capacity; i++) {
            stamps[i] = i;
        }
        oneLap = 2L * Integer.highestOneBit(capacity); // if it were 1, full would be the same as free in the next lap
        last = capacity - 1;
    }

    private int index(long position) {
        return (int) (position & oneLap - 1);
    }

    private long after(long position) {
        return index(position) == last ? position + (oneLap - last) : position + 1;
    }

    @Override
    public PushResult push(E element) {
        Objects.requireNonNull(element, "element");
        int lost = 0;
        int looks = 0;
        while (true) {
            // Volatile, here and wherever an end is read: one order for all queues, on which those who sleep rely (see
            // BlockingAdapter). It costs nothing on x86, and next to nothing elsewhere.
            long tail = (long) TAIL.getVolatile(this); // linearization point, if closed or full
            int index = index(tail);
            long stamp = (long) STAMPS.getAcquire(stamps, index); // acquire: pairs with the release in pop()
            if (stamp == tail) {
                if (TAIL.compareAndSet(this, tail, after(tail))) { // linearization point
                    slots[index] = element; // plain, all slots: ours alone from the claim to the stamp
                    STAMPS.setRelease(stamps, index, tail + 1); // release: pairs with the acquire in pop()
                    return PushResult.PUSHED;
                }
                lost = Pauses.afterLostRace(lost);
            } else if (tail < 0) { // no stamp is, so here is time enough
                return PushResult.CLOSED;
            } else if (stamp > tail) {
                lost = Pauses.afterLostRace(lost); // the tail has moved since we read it
            } else if (tail - (long) HEAD.getVolatile(this) >= oneLap) {
                return PushResult.FULL; // as it was when we read the tail: the head was no further then
            } else {
                looks = Pauses.forAnother(looks); // the pop of a lap ago has not cleared it yet
            }
        }
    }

    @Override
    public E pop(E ifClosed) {
        int lost = 0;
        int looks = 0;
        while (true) {
            long head = (long) HEAD.getVolatile(this);
            int index = index(head);
            long stamp = (long) STAMPS.getAcquire(stamps, index); // acquire: pairs with the release in push()
            if (stamp == head + 1) {
                if (HEAD.compareAndSet(this, head, after(head))) { // linearization point
                    Object element = slots[index];
                    slots[index] = null; // not to keep it from the collector
                    STAMPS.setRelease(stamps, index, head + oneLap); // release: pairs with the acquire in push()
                    return cast(element);
                }
                lost = Pauses.afterLostRace(lost);
            } else if (stamp > head) {
                lost = Pauses.afterLostRace(lost); // the head has moved since we read it
            } else {
                long tail = (long) TAIL.getVolatile(this); // linearization point, if closed or empty
                // Less than the head: a pop or a forced push has not done with the slot. If it is a forced push, there is
                // an element, even if it has not moved the tail yet. So we do not know, and wait.
                if (stamp == head && (tail & ~CLOSED) == head) {
                    return tail < 0 ? ifClosed : null;
                }
                looks = Pauses.forAnother(looks); // or its push has claimed it, and not filled it
            }
        }
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
        if ((long) STAMPS.getAcquire(stamps, index) != head + 1) { // acquire: as in pop()
            Pauses.forAnother(0); // its push has claimed it, and not filled it; or it is over
            return null;
        }
        if (!HEAD.compareAndSet(this, head, after(head))) { // linearization point
            return null;
        }
        // The slot is ours, as it would be for a pop, and since it is never stamped free, nobody gets past the tail
        // until we move it: neither a push nor, should it come so far, a pop. First the tail, then the stamp, or a pop
        // might take the new element before the tail is past it. Not a store of the tail, which might lose a close.
        Object oldest = slots[index];
        slots[index] = element;
        TAIL.getAndAdd(this, after(tail) - tail); // volatile, as all that change an end
        STAMPS.setRelease(stamps, index, tail + 1); // release: as in push()
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
            long tail = (long) TAIL.getVolatile(this); // linearization point
            if ((tail & ~CLOSED) > head) {
                return false;
            }
            // Opaque: it is about this word alone. Free for this lap: no pop and no forced push is at it, as in pop().
            if ((long) STAMPS.getOpaque(stamps, index(head)) == head) {
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
