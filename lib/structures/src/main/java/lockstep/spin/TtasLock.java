package lockstep.spin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A spin lock of one bool that looks before it leaps: test, and only when the lock looks free, test-and-set.
 *
 * <p>A waiter reads, so each core keeps a shared copy of the cache line and the waiting costs the others nothing. When
 * the holder unlocks, all waiters see it at once and rush: {@link BackoffLock} mends that.
 *
 * <p>Not reentrant: a thread that locks it twice spins for ever, and is not told (see {@link TasLock}).
 *
 * @progress Blocking. If the holder is descheduled, everyone waits for it. Some waiter gets the lock when it is free.
 * @fairness None: a thread may be passed over without bound.
 * @memory What a thread did before {@code unlock()} <i>happens-before</i> what the next holder does after its
 *     {@code lock()} or successful {@code tryLock}. A failed {@code tryLock} orders nothing.
 * @linearization {@code lock}, {@code tryLock}: at the swap that returns false; a failed {@code tryLock}: at the read
 *     or the swap that returned true; {@code unlock}: at the store.
 * @space One byte; no allocation. Uncontended, one load, one atomic read-modify-write and one plain-cost store.
 * @source L. Rudolph and Z. Segall, Dynamic decentralized cache schemes for MIMD parallel processors, ISCA 1984;
 *     M. Herlihy and N. Shavit, The Art of Multiprocessor Programming, chapter 7 ({@code TTASLock}). Departure: their
 *     accesses are volatile, ours as weak as they may be.
 */
public final class TtasLock extends SpinLock {

    private static final VarHandle HELD;

    /** Invariant: true exactly while some thread is between the end of its lock and the start of its unlock. */
    @SuppressWarnings("unused") // by HELD
    private boolean held;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(TtasLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A free lock. */
    public TtasLock() {
    }

    /** Takes the lock; spins while another thread holds it. An interrupt is left for the caller to see. */
    @Override
    public void lock() {
        while (!tryLock()) {
            // Opaque: a plain read may be taken out of the loop, and then we never see the lock freed. Not acquire: it
            // is only a hint when to try again; the swap decides.
            while ((boolean) HELD.getOpaque(this)) {
                Thread.onSpinWait();
            }
        }
    }

    /** Takes the lock if it looks free and the swap agrees. The holder itself gets false. */
    @Override
    public boolean tryLock() {
        // Acquire: pairs with the release in unlock(). What the last holder wrote is visible from here on.
        return !(boolean) HELD.getOpaque(this)
                && !(boolean) HELD.getAndSetAcquire(this, true); // linearization point
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
        // Release: pairs with the acquire in tryLock(). What this holder wrote cannot move below.
        HELD.setRelease(this, false); // linearization point
    }
}
