package lockstep.spin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A spin lock of one bool, taken by an atomic swap: whoever swaps {@code true} in and gets {@code false} back holds it.
 *
 * <p>The smallest lock there is, and the first of the course. Every waiting thread writes all the time, so the cache
 * line that holds the bool travels between the cores even when nothing changes; {@link TtasLock} mends that.
 *
 * <p>Not reentrant: a thread that locks it twice spins for ever. There is no room in a bool for the holder's name, and
 * keeping one would cost two more stores a turn; {@link SpinThenParkLock} pays for it and tells.
 *
 * @progress Blocking. If the holder is descheduled, everyone waits for it. Some waiter gets the lock when it is free.
 * @fairness None: a thread may be passed over without bound.
 * @memory What a thread did before {@code unlock()} <i>happens-before</i> what the next holder does after its
 *     {@code lock()} or successful {@code tryLock}. A failed {@code tryLock} orders nothing.
 * @linearization {@code lock}, {@code tryLock}: at the swap that returns false; a failed {@code tryLock}: at its last
 *     swap, which returned true; {@code unlock}: at the store.
 * @space One byte; no allocation. Uncontended, one atomic read-modify-write and one plain-cost store.
 *     JDK 17 and 25 make the acquiring swap of a load and a weak compare-and-set, in a loop; only the volatile
 *     {@code getAndSet} is a single instruction.
 * @source L. Rudolph and Z. Segall, Dynamic decentralized cache schemes for MIMD parallel processors, ISCA 1984 (where
 *     test-and-set is compared with test-and-test-and-set); M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4,
 *     whose {@code SpinLock} this is. Added: the rest of {@link java.util.concurrent.locks.Lock}, and unlocking a free
 *     lock is told.
 */
public final class TasLock extends SpinLock {

    private static final VarHandle HELD;

    /**
     * Invariant: true exactly while some thread is between the end of its lock and the start of its unlock. It does
     * <i>not</i> say who: a thread that reads true learns nothing that it may rely on, unless it holds the lock itself.
     */
    @SuppressWarnings("unused") // by HELD
    private boolean held;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(TasLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A free lock. */
    public TasLock() {
    }

    /** Takes the lock; spins while another thread holds it. An interrupt is left for the caller to see. */
    @Override
    public void lock() {
        // Acquire: pairs with the release in unlock(). What the last holder wrote is visible from here on.
        while ((boolean) HELD.getAndSetAcquire(this, true)) { // linearization point, when it returns false
            Thread.onSpinWait();
        }
    }

    /** Takes the lock if it is free, by a single swap. The holder itself gets false. */
    @Override
    public boolean tryLock() {
        return !(boolean) HELD.getAndSetAcquire(this, true); // acquire, and linearization point, as in lock()
    }

    /**
     * Gives the lock back. Call it from the holder only: another thread's call is not told, and frees the holder's lock.
     *
     * @throws IllegalMonitorStateException if the lock is free
     */
    @Override
    public void unlock() {
        // Opaque: not plain, as waiters swap meanwhile; not acquire, as a holder sees its own swap in any mode.
        if (!(boolean) HELD.getOpaque(this)) {
            throw notHeld(this);
        }
        // Release: pairs with the acquire in lock(). What this holder wrote cannot move below. Not volatile: nobody
        // needs this store ordered before our later loads, and that order would cost a fence in every turn.
        HELD.setRelease(this, false); // linearization point
    }
}
