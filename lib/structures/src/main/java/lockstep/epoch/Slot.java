package lockstep.epoch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where a guard stands: what it announces, and what was retired under it and its predecessors and not yet handed back.
 * The list and the count are plain, as they belong to whoever has taken the slot, and go with it to the next.
 */
final class Slot extends Slots.Padded {

    static final long FREE = 0;
    /** Taken, but not by a guard. */
    static final long BUSY = 1;
    /** This and all above: taken by a guard that was opened in this epoch. */
    static final long FIRST_EPOCH = 2;

    private static final VarHandle STATE;

    /**
     * The oldest; null if there is none. Invariant: stamps don't fall along the list, as each owner knows its
     * predecessor's.
     */
    Retired first;
    private Retired last;
    int closes;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Slots.State.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    boolean isFree() {
        return (long) STATE.getOpaque((Slots.State) this) == FREE; // opaque: only a hint whether to try
    }

    /** Takes the slot if it is free: the caller then announces an epoch, or BUSY. */
    boolean take(long state) {
        // Acquire: pairs with free(), and hands over the list. Strong: a flush must not pass over a free slot.
        return (long) STATE.compareAndExchangeAcquire((Slots.State) this, FREE, state) == FREE;
    }

    void endGuard() {
        STATE.setRelease((Slots.State) this, BUSY); // release: as free(), for who hands back
    }

    void free() {
        // Release: pairs with take(), for the list, and with holdsUp(): all that the guard looked at, it has looked at
        // before.
        STATE.setRelease((Slots.State) this, FREE);
    }

    /** Whether a guard stands here that was opened in another epoch than this. */
    boolean holdsUp(long epoch) {
        long state = (long) STATE.getAcquire((Slots.State) this); // acquire: pairs with free() and endGuard()
        return state >= FIRST_EPOCH && state != epoch;
    }

    void add(Retired retired) {
        if (first == null) {
            first = retired;
        } else {
            last.next = retired;
        }
        last = retired;
    }

    Retired poll() {
        Retired oldest = first;
        first = oldest.next;
        if (first == null) {
            last = null; // or it would keep what was handed back alive
        }
        return oldest;
    }
}
