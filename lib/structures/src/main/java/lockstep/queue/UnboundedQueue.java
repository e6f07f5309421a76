package lockstep.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * An unbounded {@link ConcurrentQueue}: a linked list of segments of 1,024 slots, each of which is filled once and
 * cleared once.
 *
 * <p>A segment counts for itself how many of its slots were claimed by pushes (its tail) and by pops (its head). When
 * the last is claimed, a push appends a new segment with its own element in it; who finds one appended helps to move on
 * to it. So at a segment's end nobody waits. A slot is never used again, hence one that is not null holds its element,
 * and a pop need not look at the tail first: only when the slot is null it asks whether there is anything to wait for.
 *
 * <p>The close bit is the sign of the last segment's tail. If that segment is used up, {@code close} appends one that
 * is born closed: it competes with pushes that want to append, and one of them wins. So after a close there is no way
 * in.
 *
 * <p>It could wrap {@code SegQueue} with a flag, but a flag beside the tail cannot be right: a push reads it, another
 * thread closes and drains the queue, and the push goes on. The bit must be in the word that a push changes.
 *
 * @param <E> the elements' type
 * @progress {@code push}, {@code forcePush} and {@code close} are lock-free. {@code pop} is not: it waits for the push
 *     that has claimed the slot at the head and not filled it, even while later slots are full. Pops do not wait for
 *     pops.
 * @fairness None. Who loses a race backs off, and the winner goes on.
 * @memory What a thread did before it pushed an element <i>happens-before</i> what another does after it popped it;
 *     what it did before {@code close}, before what follows a push or pop that was told closed.
 * @linearization {@code push}: at the compare-and-set of the tail, or of {@code next} if it appends a segment; if told
 *     closed, at the read of the tail; {@code pop}: at the compare-and-set of the head, if told empty or closed at the
 *     read of the tail, or of {@code next} at a segment's end; {@code close}: at its compare-and-set, of either;
 *     {@code size}: at the last read of the head.
 * @space Never less than one segment, some 4.5 kB, and per element 4.5 bytes. A segment is garbage once its last slot
 *     was popped; a thread that stands still in a pop or push keeps one segment, not those behind it. An operation that
 *     meets no other thread: one read-modify-write, one store, three or four loads; no allocation but one segment in
 *     1,024.
 * @source S. Glavina, {@code Unbounded} in the Rust crate concurrent-queue; counters in the segments and appending by
 *     compare-and-set as in P. Ramalhete's and A. Correia's FAAArrayQueue, 2016. Departures: their slots are taken by
 *     fetch-and-add, and a pop may spoil one that its push is late to fill; closing by a segment; backing off.
 */
public final class UnboundedQueue<E> implements ConcurrentQueue<E> {

    private static final int SEGMENT_SIZE = 1024;
    /** The sign of a segment's tail. */
    private static final long CLOSED = Long.MIN_VALUE;

    private static final VarHandle FIRST;
    private static final VarHandle LAST;

    private final int segmentSize;

    /**
     * A segment that holds the head, or did. Only moves on, to the next one, and only when all its slots were claimed
     * by pops.
     */
    @SuppressWarnings("unused") // by FIRST
    private Segment first;

    /**
     * A segment that holds the tail, or did. Only moves on. Invariant: never before {@code first}. Not an invariant:
     * the last.
     */
    @SuppressWarnings("unused") // by LAST
    private Segment last;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FIRST = lookup.findVarHandle(UnboundedQueue.class, "first", Segment.class);
            LAST = lookup.findVarHandle(UnboundedQueue.class, "last", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An empty queue. */
    public UnboundedQueue() {
        this(SEGMENT_SIZE);
    }

    /** With segments small enough for a test to see their ends. */
    UnboundedQueue(int segmentSize) {
        this.segmentSize = segmentSize;
        first = last = new Segment(segmentSize, 0);
    }

    /** Some slots in a row. */
    private static final class Segment extends PaddedEnds {
        // Invariants: head <= tail <= size, the close bit aside; both only grow;
        //  a slot below head is null, or will be: its pop has claimed it; one between head and tail holds its element,
        //  or will: its push has claimed it; one from tail on is null.
        //  next is null until tail is size, then a segment, then perhaps this one, to say that the queue has gone on.
        static final VarHandle TAIL;
        static final VarHandle HEAD;
        static final VarHandle NEXT;
        static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);

        final Object[] slots;
        /** How many slots all segments before this one have. */
        final long before;
        @SuppressWarnings("unused") // by NEXT
        private Segment next;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                TAIL = lookup.findVarHandle(Segment.class, "tail", long.class);
                HEAD = lookup.findVarHandle(Segment.class, "head", long.class);
                NEXT = lookup.findVarHandle(Segment.class, "next", Segment.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        Segment(int size, long before) {
            this.slots = new Object[size];
            this.before = before;
        }

        /** Acquire: pairs with the compare-and-set that appended it. */
        Segment next() {
            return (Segment) NEXT.getAcquire(this);
        }
    }

    @Override
    public PushResult push(E element) {
        Objects.requireNonNull(element, "element");
        int lost = 0;
        while (true) {
            Segment segment = (Segment) LAST.getAcquire(this); // acquire: pairs with moveOn()
            // Volatile, here and wherever an end is read: one order for all queues, on which those who sleep rely (see
            // BlockingAdapter). It costs nothing on x86, and next to nothing elsewhere.
            long tail = (long) Segment.TAIL.getVolatile(segment); // linearization point, if closed
            if (tail < 0) {
                return PushResult.CLOSED;
            }
            if (tail == segment.slots.length) {
                if (append(segment, element)) {
                    return PushResult.PUSHED;
                }
            } else if (Segment.TAIL.compareAndSet(segment, tail, tail + 1)) { // linearization point
                // Release: pairs with the acquire in pop().
                Segment.SLOTS.setRelease(segment.slots, (int) tail, element);
                return PushResult.PUSHED;
            } else {
                lost = Pauses.afterLostRace(lost);
            }
        }
    }

    /**
     * Goes to the segment after one that is used up. If there is none, appends one: with an element in it, or closed if
     * null.
     *
     * @return whether it did so; if not, another thread was faster
     */
    private boolean append(Segment segment, Object element) {
        Segment next = segment.next();
        if (next != null) {
            moveOn(segment, next);
            return false;
        }
        next = new Segment(segmentSize, segment.before + segmentSize);
        next.slots[0] = element; // plain, both: nobody else sees it yet
        next.tail = element == null ? CLOSED : 1;
        // Volatile: release, pairs with next().
        Segment appended = (Segment) Segment.NEXT.compareAndExchange(segment, null, next); // linearization point
        moveOn(segment, appended == null ? next : appended);
        return appended == null;
    }

    /** Helps the tail from a segment to the next. */
    private void moveOn(Segment segment, Segment next) {
        if (next != segment) { // else the queue has gone on long since
            LAST.compareAndSet(this, segment, next); // volatile: release, pairs with the reads of `last`
        }
    }

    @Override
    public E forcePush(E element, E ifClosed) {
        return push(element) == PushResult.CLOSED ? ifClosed : null;
    }

    @Override
    public E pop(E ifClosed) {
        int lost = 0;
        int looks = 0;
        while (true) {
            Segment segment = (Segment) FIRST.getAcquire(this); // acquire: pairs with leave()
            long head = (long) Segment.HEAD.getVolatile(segment);
            if (head == segment.slots.length) {
                Segment next = (Segment) Segment.NEXT.getVolatile(segment); // linearization point, if empty
                if (next == null) {
                    return null; // and open: a close would have appended a segment
                }
                leave(segment, next);
                continue;
            }
            Object element = Segment.SLOTS.getAcquire(segment.slots, (int) head); // acquire: pairs with push()
            if (element == null) {
                long tail = (long) Segment.TAIL.getVolatile(segment); // linearization point, if empty or closed
                if ((tail & ~CLOSED) == head) {
                    return tail < 0 ? ifClosed : null;
                }
                looks = Pauses.forAnother(looks); // its push has claimed it, and not filled it; or the head has moved
            } else if (Segment.HEAD.compareAndSet(segment, head, head + 1)) { // linearization point
                // Opaque: nobody waits for the null, which is there so that the element is not kept from the collector.
                Segment.SLOTS.setOpaque(segment.slots, (int) head, null);
                return cast(element);
            } else {
                lost = Pauses.afterLostRace(lost);
            }
        }
    }

    /** Moves the head from a segment, of which all was popped, to the next. */
    private void leave(Segment segment, Segment next) {
        if (next == segment) {
            return; // somebody has left it before us
        }
        moveOn(segment, next); // the tail first, so that no push comes to a segment that was left
        if (FIRST.compareAndSet(this, segment, next)) { // volatile: release, pairs with the reads of `first`
            // Whoever stands still in this segment keeps it, but not all that come after it. Release: who sees that it
            // was left sees the queue's new ends.
            Segment.NEXT.setRelease(segment, segment);
        }
    }

    @SuppressWarnings("unchecked") // only elements get into the slots
    private E cast(Object element) {
        return (E) element;
    }

    @Override
    public boolean close() {
        int lost = 0;
        while (true) {
            Segment segment = (Segment) LAST.getAcquire(this); // acquire: pairs with moveOn()
            long tail = (long) Segment.TAIL.getVolatile(segment); // linearization point, if it was closed already
            if (tail < 0) {
                return false;
            }
            if (tail == segment.slots.length) {
                if (append(segment, null)) {
                    return true;
                }
            } else if (Segment.TAIL.compareAndSet(segment, tail, tail | CLOSED)) { // linearization point
                return true;
            } else {
                lost = Pauses.afterLostRace(lost);
            }
        }
    }

    @Override
    public boolean isClosed() {
        return (long) Segment.TAIL.getVolatile(end()) < 0; // linearization point
    }

    /** The last segment. When this returns, another one may have been appended. */
    private Segment end() {
        while (true) {
            Segment segment = (Segment) LAST.getAcquire(this);
            Segment next = (Segment) Segment.NEXT.getVolatile(segment);
            if (next == null) {
                return segment;
            }
            moveOn(segment, next);
        }
    }

    @Override
    public int size() {
        while (true) {
            Segment end = end();
            long tail = (long) Segment.TAIL.getVolatile(end);
            Segment segment = (Segment) FIRST.getAcquire(this);
            long head = (long) Segment.HEAD.getVolatile(segment); // linearization point, if the tail stays where it was
            if ((long) Segment.TAIL.getVolatile(end) == tail && Segment.NEXT.getVolatile(end) == null) {
                return (int) Math.min(end.before + (tail & ~CLOSED) - (segment.before + head), Integer.MAX_VALUE);
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    /** False: there is always room. */
    @Override
    public boolean isFull() {
        return false;
    }

    /** No bound: {@code Integer.MAX_VALUE} stands for it. */
    @Override
    public int capacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
        return "UnboundedQueue[" + size() + (isClosed() ? ", closed]" : "]");
    }
}
