package lockstep.spin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A spin lock of one bool, taken by a weak compare-and-set from {@code false} to {@code true}.
 *
 * <p>Weak means that it may fail for no reason. On machines whose compare-and-set is made of two instructions
 * (load-linked, store-conditional) that saves an inner loop; we loop anyway. On x86 weak and strong are the same.
 * Compared with {@link TasLock}'s swap, a failed attempt changes nothing, and acquires nothing.
 *
 * <p>Not reentrant: a thread that locks it twice spins for ever, and is not told (see {@link TasLock}).
 *
 * @progress Blocking. If the holder is descheduled, everyone waits for it. Some waiter gets the lock when it is free.
 * @fairness None: a thread may be passed over without bound.
 * @memory What a thread did before {@code unlock()} <i>happens-before</i> what the next holder does after its
 *     {@code lock()} or successful {@code tryLock}. A failed {@code tryLock} orders nothing.
 * @linearization {@code lock}, {@code tryLock}: at the compare-and-set that succeeds; a failed {@code tryLock}: at its
 *     compare-and-exchange, which read true; {@code unlock}: at the store.
 * @space One byte; no allocation. Uncontended, one atomic read-modify-write and one plain-cost store.
 * @source M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4 (the variant by {@code compare_exchange_weak} with
 *     {@code Acquire}, and {@code Relaxed} on failure). Added: the rest of {@link java.util.concurrent.locks.Lock}, and
 *     unlocking a free lock is told.
 */
public final class CasLock extends SpinLock {

    private static final VarHandle HELD;

    /** Invariant: true exactly while some thread is between the end of its lock and the start of its unlock. */
    @SuppressWarnings("unused") // by HELD
    private boolean held;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(CasLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A free lock. */
    public CasLock() {
    }

    /** Takes the lock; spins while another thread holds it. An interrupt is left for the caller to see. */
    @Override
    public void lock() {
        // Acquire on success: pairs with the release in unlock(). On failure it orders nothing (Rust: Relaxed), and
        // needs nothing: we have learnt only that it is not our turn.
        while (!HELD.weakCompareAndSetAcquire(this, false, true)) { // linearization point, when it returns true
            Thread.onSpinWait();
        }
    }

    /** Takes the lock if it is free. The holder itself gets false. */
    @Override
    public boolean tryLock() {
        // Strong, not weak: a weak one may fail on a free lock, and our caller would take that for "held".
        return !(boolean) HELD.compareAndExchangeAcquire(this, false, true); // linearization point, either way
    }

    /**
     * Gives the lock back. Call it from the holder only: another thread's call is not told, and frees the holder's lock.
     *
     * @throws IllegalMonitorStateException if the lock is free
     */
    @Override
    public void unlock() {
        // Opaque: not plain, as waiters try meanwhile; not acquire, as a holder sees its own write in any mode.
        if (!(boolean) HELD.getOpaque(this)) {
            throw notHeld(this);
        }
        // Release: pairs with the acquire in lock() and tryLock(). What this holder wrote cannot move below.
        HELD.setRelease(this, false); // linearization point
    }
}
