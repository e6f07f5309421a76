package lockstep.epoch;

import com.google.errorprone.annotations.MustBeClosed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Epoch-based reclamation: says when nobody can be looking any more at what was taken out of a shared structure, so
 * that it may be reused, returned to a pool, or freed.
 *
 * <pre>{@code
 * Epoch epoch = new Epoch();
 * try (EpochGuard guard = epoch.pin()) {          // from here on, what I can reach is not handed back
 *     Node node = unlink();                       // nobody finds it any more, but some may hold it
 *     guard.retire(node, pool::add);              // handed back when all who may hold it have gone
 * }
 * }</pre>
 *
 * <p>In Rust and C++ every lock-free structure needs this, or hazard pointers, to free its nodes. In Java the garbage
 * collector does it, and does it better. What is left is what the collector does not know of: reuse
 * ({@code lockstep.stack.ReusingStack}), memory outside the heap, files, and callbacks that must not come too early.
 *
 * <p>There is one global epoch, a number. A guard announces the epoch in which it was opened. The epoch moves on by one
 * when every open guard announces the present one; so while a guard is open it moves once at most, and all that is open
 * at any time belongs to two epochs that follow each other. What was retired in epoch <i>e</i> is handed back from
 * epoch
 * <i>e</i> + 2 on: whoever may have seen it has gone by then. Objects so wait in three generations: retired now,
 * retired one epoch ago, and due.
 *
 * <p><b>Who hands back, and when.</b> No thread of its own. A guard that is closed hands back up to 8 objects that are
 * due of those that were retired where it stood; every 32nd one tries to move the epoch and looks after one of its
 * neighbours too. So no close does more than that, and nobody who only pins does anything. Where all pinning ends,
 * {@link #flush()} hands back the rest. A guard that retires hundreds makes a backlog: flush from time to time.
 *
 * <p><b>When a callback throws.</b> An exception goes to the uncaught exception handler of the thread that happened to
 * run it, which has nothing to do with it, and the rest is handed back all the same. An {@link Error} is thrown to that
 * thread; what was due after it is handed back later.
 *
 * <p><b>A guard that is never closed</b>, also because its thread has died, stops the epoch: from then on nothing that
 * is retired is ever handed back, and memory grows. Guards are for operations, not for sleeping. A thread that dies
 * with no guard open leaves nothing behind: there are no thread-locals here.
 *
 * @progress {@code pin}: lock-free; a thread looks for another slot only as others take them. {@code retire}, {@code
 *     close}, {@code tryAdvance} and {@code flush} wait for nobody, save what callbacks do. But what is retired waits
 *     for every guard that was open: reclamation itself is blocking.
 * @memory What a thread did under a guard that was open when an object was retired, and what the retiring thread did
 *     before,
 *     <i>happens-before</i> what the object's callback does.
 * @linearization {@code pin}: at its fence; what is retired before it may be handed back under the guard, and is not to
 *     be found any more by then. {@code retire}: at its read of the epoch. {@code close}: at its first store.
 * @space One slot of some 300 bytes for each guard that was ever open at the same time, never given up; an object of
 *     four words for each retired one until it is handed back. A pin is a compare-and-set and a fence, a close is a
 *     store.
 * @source K. Fraser, Practical lock-freedom, University of Cambridge TR 579, 2004, section 5.2.3; Rust's
 *     {@code crossbeam-epoch}. Departures: a slot belongs to a guard and not to a thread, which makes nested guards
 *     ordinary ones and leaves dead threads nothing to leave behind; lists in the slots, where crossbeam has one queue
 *     for all; callbacks run outside any guard, where they hold up nobody's epoch.
 */
public final class Epoch {

    /** How many epochs later what was retired is due. */
    static final int GRACE = 2;

    private static final int MOST_AT_A_CLOSE = 8;
    private static final int CLOSES_BETWEEN_ADVANCES = 32;

    private static final VarHandle NOW;
    private static final VarHandle SLOTS;

    /**
     * Invariant: grows by one at a time, and by no more than one while a guard is open. Not an invariant: an open guard
     * announces this number or the one before; who was delayed between reading and announcing may announce an older
     * one, and stops the epoch all the more.
     */
    @SuppressWarnings("unused") // by NOW
    private long now = Slot.FIRST_EPOCH;

    /** A power of two of them. Replaced by more, in which these stand too; never by less. */
    @SuppressWarnings("unused") // by SLOTS
    private Slot[] slots;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NOW = lookup.findVarHandle(Epoch.class, "now", long.class);
            SLOTS = lookup.findVarHandle(Epoch.class, "slots", Slot[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** With room for twice as many open guards as there are processors, and more when it is needed. */
    public Epoch() {
        this(2 * Runtime.getRuntime().availableProcessors());
    }

    /**
     * With room for so many guards.
     *
     * @param guards how many may be open at a time before more room is made; rounded up to a power of two
     * @throws IllegalArgumentException if it is less than 1 or more than 65,536
     */
    public Epoch(int guards) {
        if (guards < 1 || guards > 1 << 16) {
            throw new IllegalArgumentException("room for at least 1 guard and at most 65536, not for " + guards);
        }
        int size = guards == 1 ? 1 : 2 * Integer.highestOneBit(guards - 1);
        slots = filled(new Slot[size], 0);
    }

    private static Slot[] filled(Slot[] slots, int from) {
        for (int i = from; i < slots.length; i++) {
            slots[i] = new Slot();
        }
        return slots;
    }

    /**
     * Opens a guard: what the caller can reach from now on will not be handed back before it is closed. A thread may
     * have several open at a time, and close them in any order; each protects by itself.
     *
     * @return the open guard; close it, best by try-with-resources, and soon
     */
    @MustBeClosed
    public EpochGuard pin() {
        for (;;) {
            Slot[] all = slots();
            // So that a thread finds the slot that it had last time, and in its own cache.
            int start = (int) Thread.currentThread().getId();
            for (int i = 0; i < all.length; i++) {
                Slot slot = all[start + i & all.length - 1];
                // Opaque: it may be old by the time it is announced, see the field.
                if (slot.isFree() && slot.take((long) NOW.getOpaque(this))) {
                    // The announcement comes before all that this guard looks at. Pairs with the fences in
                    // tryAdvance(), which either sees the announcement or came first, and in stamp().
                    VarHandle.fullFence(); // linearization point
                    return new EpochGuard(this, slot);
                }
            }
            makeRoom(all);
        }
    }

    private void makeRoom(Slot[] all) {
        Slot[] more = new Slot[2 * all.length];
        System.arraycopy(all, 0, more, 0, all.length);
        // Release: the slots are whole when others find them. Who loses finds what another has made.
        SLOTS.weakCompareAndSetRelease(this, all, filled(more, all.length));
    }

    private Slot[] slots() {
        return (Slot[]) SLOTS.getAcquire(this); // acquire: pairs with the release in makeRoom()
    }

    /** How many guards may be open before more room is made. */
    int room() {
        return slots().length;
    }

    /** The epoch in which something is retired that was unlinked before. */
    long stamp() {
        // The unlinking comes before the reading. A guard whose fence came before this one may still find the object,
        // and the epoch read here is no older than the one that guard was opened in; a guard whose fence comes later
        // can't.
        VarHandle.fullFence();
        return (long) NOW.getOpaque(this);
    }

    /** Ends the guard at the slot, and hands back some of what is due. */
    void leave(Slot slot) {
        boolean often = ++slot.closes % CLOSES_BETWEEN_ADVANCES == 0; // also when the count overflows
        if (slot.first == null && !often) {
            slot.free();
            return;
        }
        slot.endGuard(); // still ours, but it announces nothing: callbacks run outside the guard
        try {
            handBack(slot, MOST_AT_A_CLOSE);
            if (often) {
                tryAdvance();
                Slot[] all = slots();
                sweep(all[slot.closes / CLOSES_BETWEEN_ADVANCES & all.length - 1], MOST_AT_A_CLOSE);
            }
        } finally {
            slot.free();
        }
    }

    /**
     * Moves the epoch on by one, if every open guard was opened in the present one. Waits for nobody.
     *
     * @return whether this call has moved it
     */
    public boolean tryAdvance() {
        long seen = (long) NOW.getOpaque(this); // opaque: if it is old, the compare-and-set below fails
        // The reading comes before the looking round: no guard that is opened from here on announces an older epoch.
        VarHandle.fullFence();
        for (Slot slot : slots()) {
            if (slot.holdsUp(seen)) {
                return false;
            }
        }
        // Volatile: release hands on, with what the closed guards did, to who finds something due; acquire does so for
        // what those found who moved it before. Not by a store: it would set it back if others have moved it twice
        // meanwhile.
        return NOW.compareAndSet(this, seen, seen + 1); // linearization point
    }

    /**
     * Hands back all that can be handed back now. If no guard is open and nobody else is busy with this epoch, that is
     * everything. Call it under no guard of your own: what was retired there would stay.
     *
     * @return how many objects were handed back
     */
    public int flush() {
        for (int i = 0; i < GRACE; i++) {
            tryAdvance();
        }
        int count = 0;
        for (Slot slot : slots()) {
            count += sweep(slot, Integer.MAX_VALUE);
        }
        return count;
    }

    private int sweep(Slot slot, int most) {
        if (!slot.isFree() || !slot.take(Slot.BUSY)) {
            return 0; // its guard will see to it
        }
        try {
            return handBack(slot, most);
        } finally {
            slot.free();
        }
    }

    /** The caller has the slot. */
    private int handBack(Slot slot, int most) {
        int count = 0;
        // Acquire: pairs with tryAdvance().
        while (count < most && slot.first != null && slot.first.stamp + GRACE <= (long) NOW.getAcquire(this)) {
            Retired due = slot.poll();
            count++;
            try {
                due.callback.run();
            } catch (Exception e) {
                Thread me = Thread.currentThread();
                me.getUncaughtExceptionHandler().uncaughtException(me, e);
            }
        }
        return count;
    }
}
