package lockstep.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * An unbounded first-in-first-out queue for any number of threads, in linked segments of up to 1,024 slots. It stands
 * wherever a {@link java.util.concurrent.ConcurrentLinkedQueue} stands, and allocates an array a thousand elements where
 * that allocates a node an element.
 *
 * <p>A slot lives once: it is free (null), then holds an element, then is taken, for ever. Both changes are made by a
 * compare-and-set <i>of the slot itself</i>, in the order of the slots: an element goes into the first free slot, and the
 * first element that is not taken goes out. The two indices are mere hints where to begin looking for those, written after
 * the fact. So nobody ever claims a slot that he has yet to fill, and no one waits for him: what
 * crossbeam's queue and most fetch-and-add queues ask of a poll, to wait for an offer that is under way, is not asked here.
 *
 * <p>Who loses a compare-and-set looks away for a while that doubles up to a bound. Meanwhile the winner keeps the cache
 * lines and does many operations at the price of one.
 *
 * <p>Null is refused. Iterators and spliterators are weakly consistent: they go once over the elements in their order,
 * never throw {@link java.util.ConcurrentModificationException}, and may or may not show what comes and goes meanwhile.
 * {@link Iterator#remove()}, {@link #remove(Object)} and {@link #removeIf} take elements from the middle, each element once, whoever
 * else wants it. Several elements ({@link #addAll}, {@link #clear}, {@link #removeIf}) are not added or removed at one moment.
 *
 * @param <E> what the queue holds
 * @progress Lock-free, all methods that take no function: if a thread stops anywhere, for ever, the others go on as if it
 *     did not exist. Not wait-free: one thread may lose the race for a slot again and again, and {@code size()} begins anew
 *     if another thread polls meanwhile. No method waits for an element; an empty queue says null at once.
 * @fairness None between threads. On a busy end one thread may do hundreds of operations in a row while the other looks
 *     away; elements keep their order all the same.
 * @memory What a thread did before it offers an element <i>happens-before</i> what another does after it has got that
 *     element, by polling, peeking or iterating.
 * @linearization {@code offer}: at the compare-and-set that fills the slot, or that links a new segment with the element
 *     in it; {@code poll}: at the compare-and-set that takes the slot; empty: at the read that finds a free slot, or no next
 *     segment, with all before it taken; {@code peek}: at the read of the slot; {@code size}: at its read of the first free
 *     slot; {@code remove(Object)}: at the compare-and-set, or if it finds none at the read of the first free slot.
 * @space 4 bytes an element (8 without compressed references) that pass through, and nothing else, in arrays of 1,024; a
 *     new queue's first segment has 32 slots, and each next twice as many. Uncontended, {@code offer} and {@code poll} are
 *     one atomic read-modify-write and one plain-cost store each, as are a claimed index and a written slot elsewhere.
 *     {@code size} takes constant time until somebody removes from the middle, and is linear from then on. A slot taken
 *     from the middle is given back, with its segment, when all before it are taken.
 *     <p>A slot lets go of its element when it is polled. A segment is garbage as soon as all of it is taken and a later
 *     one exists: it links to itself then, not to its successor, so that an old one which some stalled thread or iterator
 *     still holds, or the collector has not got to, keeps nothing alive but itself.
 * @source P. Ramalhete and A. Correia, LazyIndexArrayQueue, in Concurrency Freaks, 2016: the slots and the lazy indices;
 *     M. M. Michael and M. L. Scott, PODC 1996, for the list of segments. A new segment comes with its first element, and a
 *     dead one is linked to itself, as in {@code java.util.concurrent}'s ConcurrentLinkedQueue (D. Lea, M. Buchholz).
 *     Departures: no hazard pointers, as there is a collector; exponential backoff (T. E. Anderson, IEEE TPDS 1(1), 1990);
 *     an array marks its taken slots by itself, a reference that no collector has to remember; growing segments; indices
 *     counted over the queue's life, on the line of their end, so that {@code size} is a difference.
 */
public final class SegQueue<E> extends SegQueueEnds<E> {

    private static final int FIRST = 32;
    private static final int LARGEST = 1024;

    // In spin hints; a hint takes about 5 to 50 ns, depending on the processor.
    private static final int SHORTEST = 32;
    private static final int LONGEST = 64;

    /** In slots. */
    private static final int LONG_WALK = 16;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle NEXT;
    private static final VarHandle GAPS;

    private final int largest;

    /** Invariant: true before any element is taken from the middle. So while it is false, size is a difference. */
    @SuppressWarnings("unused") // by GAPS
    private boolean gaps;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Segment.class, "next", Segment.class);
            GAPS = MethodHandles.lookup().findVarHandle(SegQueue.class, "gaps", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A stretch of slots. */
    static final class Segment {
        /** The index of its first slot. */
        final long base;

        /**
         * Each slot is null, then an element, then {@code slots} itself: taken. Invariants: a slot is filled only after all
         * before it, here and in earlier segments. It stays taken. Not an invariant: that slots are taken in order; one
         * may be removed from the middle.
         */
        final Object[] slots;

        /** Null, then the next segment, then this one itself: nothing is left here, and head and tail are further on. */
        Segment next;

        Segment(long base, int size) {
            this.base = base;
            this.slots = new Object[size];
        }

        /** The slot at a hint, or the next best. */
        int at(long index) {
            return (int) Math.max(0, Math.min(index - base, slots.length));
        }
    }

    /** An empty queue. */
    public SegQueue() {
        this(FIRST, LARGEST);
    }

    /**
     * A queue with the elements of a collection, in the order of its iterator.
     *
     * @param elements what to add
     * @throws NullPointerException if the collection or one of its elements is null
     */
    public SegQueue(Collection<? extends E> elements) {
        this();
        for (E e : elements) {
            offer(e);
        }
    }

    /** For tests: small segments have their ends soon. */
    SegQueue(int first, int largest) {
        this.largest = largest;
        head = tail = new Segment(0, first);
    }

    /**
     * Adds an element at the end.
     *
     * @param e the element
     * @return true
     * @throws NullPointerException if it is null
     */
    @Override
    public boolean offer(E e) {
        Objects.requireNonNull(e, "a queue holds no null: poll() says empty by it");
        // Acquire, here and wherever an end is read: pairs with the compare-and-set of who moved it, for the new segment's
        // first slot, which was filled by a plain store. An older segment than the newest is no harm.
        Segment s = (Segment) TAIL.getAcquire(this);
        // Acquire and release, all reads and writes of indices. They are hints, and an old one does no harm. But one that is
        // read says that the slot before it was changed, and all before that: who finds the next slot free says "empty" by it.
        // With opaque the hint might be seen before the change that it tells of.
        long t = (long) TAIL_INDEX.getAcquire(this);
        long i = t - s.base;
        Object[] slots = s.slots;
        if (i < 0 || i >= slots.length) {
            return offerFurther(e, t, 0);
        }
        // Without a look before: to find the slot full is as dear, and this asks for the line once. Volatile, all reads and
        // compare-and-sets of slots: so that they, and with them all calls, fit into one order. Release and acquire would
        // do for the elements' contents, but would let a thread take one element and then miss another one.
        if (SLOT.compareAndSet(slots, (int) i, null, e)) { // linearization point
            TAIL_INDEX.setRelease(this, t + 1); // a store: if it comes late and sets the index back, others walk, no more
            return true;
        }
        return offerFurther(e, t, SHORTEST);
    }

    private boolean offerFurther(E e, long tried, int pause) {
        while (true) {
            backOff(pause);
            Segment s = (Segment) TAIL.getAcquire(this);
            Object[] slots = s.slots;
            long t = (long) TAIL_INDEX.getAcquire(this);
            int i = s.at(t);
            // An index that has moved tells of others who get on: try there, and if that fails look away again. To walk
            // after them would take the lines that they fill, and come too late all the same. One that stands still may
            // do so for ever, as its thread has stopped between slot and index: then walk.
            while (t == tried && i < slots.length && SLOT.getVolatile(slots, i) != null) {
                i++;
            }
            tried = t;
            if (i == slots.length) {
                if (append(s, e)) {
                    return true;
                }
            } else if (SLOT.compareAndSet(slots, i, null, e)) { // linearization point
                TAIL_INDEX.setRelease(this, s.base + i + 1); // as in offer()
                return true;
            } else {
                pause = longer(pause);
            }
        }
    }

    /** Past a full segment: a new one with the element in it, and true; or else on to the one that is there. */
    private boolean append(Segment s, E e) {
        // Volatile: pairs with the compare-and-set below, so that we see the new segment's slots.
        Segment next = (Segment) NEXT.getVolatile(s);
        if (next == null) {
            Segment made = new Segment(s.base + s.slots.length, Math.min(2 * s.slots.length, largest));
            made.slots[0] = e; // plain: nobody else knows it yet
            if (NEXT.compareAndSet(s, null, made)) { // linearization point
                TAIL.compareAndSet(this, s, made); // fails if another thread was so kind
                TAIL_INDEX.setRelease(this, made.base + 1); // as in offer()
                return true;
            }
        } else if (next != s) {
            TAIL.compareAndSet(this, s, next);
        } // else the tail has moved on, as this acquire tells us
        return false;
    }

    /**
     * Takes the first element.
     *
     * @return it, or null if the queue is empty
     */
    @Override
    public E poll() {
        Segment s = (Segment) HEAD.getAcquire(this); // the modes are those of offer(), and for the same reasons
        long h = (long) HEAD_INDEX.getAcquire(this);
        long i = h - s.base;
        Object[] slots = s.slots;
        if (i < 0 || i >= slots.length) {
            return pollFurther(h, 0);
        }
        Object e = SLOT.getVolatile(slots, (int) i);
        if (e == null) { // linearization point: all slots before are taken
            return null;
        }
        if (e != slots && SLOT.compareAndSet(slots, (int) i, e, slots)) { // linearization point
            HEAD_INDEX.setRelease(this, h + 1);
            return element(e);
        }
        return pollFurther(h, SHORTEST);
    }

    private E pollFurther(long tried, int pause) {
        while (true) {
            backOff(pause);
            Segment s = (Segment) HEAD.getAcquire(this);
            Object[] slots = s.slots;
            long h = (long) HEAD_INDEX.getAcquire(this);
            int i = h == tried ? firstOf(s) : s.at(h); // as in offerFurther()
            tried = h;
            if (i == slots.length) {
                if (!leave(s)) {
                    return null;
                }
                continue;
            }
            Object e = SLOT.getVolatile(slots, i);
            if (e == null) { // linearization point
                return null;
            }
            if (e != slots && SLOT.compareAndSet(slots, i, e, slots)) { // linearization point
                HEAD_INDEX.setRelease(this, s.base + i + 1);
                return element(e);
            }
            pause = longer(pause);
        }
    }

    /**
     * Says what the first element is, and leaves it there.
     *
     * @return the element that {@link #poll} would take, or null if the queue is empty
     */
    @Override
    public E peek() {
        while (true) {
            Segment s = (Segment) HEAD.getAcquire(this);
            int i = firstOf(s);
            if (i < s.slots.length) {
                Object e = SLOT.getVolatile(s.slots, i); // linearization point, unless it is taken by now
                if (e != s.slots) {
                    return element(e);
                }
            } else if (!leave(s)) {
                return null;
            }
        }
    }

    /** In this segment, the first slot that is not taken, or its length. Notes a long walk, to be spared it next time. */
    private int firstOf(Segment s) {
        Object[] slots = s.slots;
        int from = s.at((long) HEAD_INDEX.getAcquire(this));
        int i = from;
        while (i < slots.length && SLOT.getVolatile(slots, i) == slots) {
            i++;
        }
        if (i - from > LONG_WALK) {
            HEAD_INDEX.setRelease(this, s.base + i);
        }
        return i;
    }

    /** Moves the head past a segment in which all is taken; false if there is no other, and so the queue is empty. */
    private boolean leave(Segment s) {
        Segment next = (Segment) NEXT.getVolatile(s); // linearization point, if it is null
        if (next == null) {
            return false;
        }
        if (next != s) {
            // First the tail: else a thread that offers could find itself at a segment that leads nowhere.
            if ((Segment) TAIL.getAcquire(this) == s) {
                TAIL.compareAndSet(this, s, next);
            }
            if (HEAD.compareAndSet(this, s, next)) {
                // Release: pairs with the reads of next. Who finds the link to itself sees both ends further on.
                NEXT.setRelease(s, s);
            }
        }
        return true;
    }

    /**
     * Whether the queue is empty.
     *
     * @return whether it was, at one moment during the call
     */
    @Override
    public boolean isEmpty() {
        return peek() == null;
    }

    /**
     * Counts the elements. Exact at one moment during the call, as long as nobody removes from the middle: whom that
     * takes away meanwhile may or may not be counted.
     *
     * @return how many there are, or {@code Integer.MAX_VALUE} if there are more
     */
    @Override
    public int size() {
        while (true) {
            long first = first();
            long end = end(); // linearization point, at its last read, if the first element is still the first below
            if ((boolean) GAPS.getVolatile(this)) { // volatile: in one order with that read
                return count();
            }
            if (first == first()) {
                return (int) Math.min(end - first, Integer.MAX_VALUE);
            }
        }
    }

    /** The index of the first slot that is not taken. */
    private long first() {
        while (true) {
            Segment s = (Segment) HEAD.getAcquire(this);
            int i = firstOf(s);
            if (i < s.slots.length || !leave(s)) {
                return s.base + i;
            }
        }
    }

    /** The segment of that slot. So also who only ever removes, and never polls, leaves segments behind. */
    private Segment firstSegment() {
        while (true) {
            Segment s = (Segment) HEAD.getAcquire(this);
            if (firstOf(s) < s.slots.length || !leave(s)) {
                return s;
            }
        }
    }

    /** The index of the first free slot. */
    private long end() {
        while (true) {
            Segment s = (Segment) TAIL.getAcquire(this);
            int i = s.at((long) TAIL_INDEX.getAcquire(this));
            while (i < s.slots.length && SLOT.getVolatile(s.slots, i) != null) {
                i++;
            }
            Segment next = i < s.slots.length ? null : (Segment) NEXT.getVolatile(s);
            if (next == null) {
                return s.base + i;
            }
            if (next != s) {
                TAIL.compareAndSet(this, s, next);
            }
        }
    }

    private int count() {
        int n = 0;
        for (Items items = new Items(); items.hasNext() && n < Integer.MAX_VALUE; n++) {
            items.next();
        }
        return n;
    }

    /**
     * Takes the first element that equals the given one.
     *
     * @param o what to look for
     * @return whether it was there, and this call has taken it
     */
    @Override
    public boolean remove(Object o) {
        if (o != null) {
            for (Items items = new Items(); items.hasNext(); ) {
                if (o.equals(items.next()) && items.take()) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Takes all elements that the filter wants, one after the other.
     *
     * @param filter says which
     * @return whether this call has taken any
     */
    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        Objects.requireNonNull(filter);
        boolean any = false;
        for (Items items = new Items(); items.hasNext(); ) {
            any |= filter.test(items.next()) && items.take();
        }
        return any;
    }

    @Override
    public boolean removeAll(Collection<?> c) {
        return removeIf(Objects.requireNonNull(c)::contains);
    }

    @Override
    public boolean retainAll(Collection<?> c) {
        return removeIf(Predicate.not(Objects.requireNonNull(c)::contains));
    }

    /**
     * The elements in their order, weakly consistent. {@link Iterator#remove} takes the element that {@code next()} gave,
     * unless it was taken meanwhile.
     *
     * @return an iterator, for one thread
     */
    @Override
    public Iterator<E> iterator() {
        return new Items();
    }

    /**
     * The elements in their order, weakly consistent.
     *
     * @return a spliterator that is {@link Spliterator#ORDERED}, {@link Spliterator#NONNULL} and {@link Spliterator#CONCURRENT}
     */
    @Override
    public Spliterator<E> spliterator() {
        int is = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT;
        return Spliterators.spliteratorUnknownSize(iterator(), is);
    }

    private final class Items implements Iterator<E> {
        private Segment segment = firstSegment();
        private int at = segment.at((long) HEAD_INDEX.getAcquire(SegQueue.this));
        /** At {@link #at}, when we looked; null if there is no more. Kept, as hasNext() has promised it. */
        private Object next = look();
        private Object[] lastSlots;
        private int lastAt;
        /** What next() gave last, until remove(). */
        private Object last;

        private Object look() {
            while (true) {
                Object[] slots = segment.slots;
                for (; at < slots.length; at++) {
                    Object e = SLOT.getVolatile(slots, at);
                    if (e != slots) {
                        return e;
                    }
                }
                Segment following = (Segment) NEXT.getVolatile(segment);
                if (following == null) {
                    return null;
                }
                // Left behind by the head: all up to it is taken.
                segment = following == segment ? (Segment) HEAD.getAcquire(SegQueue.this) : following;
                at = 0;
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public E next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            last = next;
            lastSlots = segment.slots;
            lastAt = at++;
            next = look();
            return element(last);
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("no call of next() since the last remove(), or none at all");
            }
            take();
        }

        /** Takes what next() gave last, unless another thread has. */
        boolean take() {
            Object e = last;
            last = null;
            // First the flag, then the gap: who counts, and has not seen the flag, counts before the gap.
            GAPS.setVolatile(SegQueue.this, true);
            return SLOT.compareAndSet(lastSlots, lastAt, e, lastSlots); // linearization point of a removal
        }
    }

    @SuppressWarnings("unchecked") // only offer() and append() put in what is no array of slots
    private E element(Object e) {
        return (E) e;
    }

    private static int longer(int pause) {
        return Math.max(SHORTEST, Math.min(2 * pause, LONGEST));
    }

    private static void backOff(int pause) {
        if (pause > 0) {
            for (int i = ThreadLocalRandom.current().nextInt(pause / 2, pause); i >= 0; i--) {
                Thread.onSpinWait();
            }
        }
    }
}
