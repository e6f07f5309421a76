package lockstep.spin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A test-and-test-and-set lock whose waiters look away, for a random while that doubles up to a bound.
 *
 * <p>A waiter that finds the lock held assumes that it will be held for some time. Looking less often leaves the cache
 * line with the holder, which may then take the lock several times in a row at the price of none, and the randomness
 * keeps waiters from coming back all at once. The fastest of the pure spin locks here while there are no more threads
 * than cores, and the least fair.
 *
 * <p>Not reentrant: a thread that locks it twice spins for ever, and is not told (see {@link TasLock}).
 *
 * @progress Blocking. If the holder is descheduled, everyone waits for it. The lock may be free for as long as the
 *     longest pause while threads wait for it.
 * @fairness None, and worse than none: who has waited longest looks least often.
 * @memory What a thread did before {@code unlock()} <i>happens-before</i> what the next holder does after its
 *     {@code lock()} or successful {@code tryLock}. A failed {@code tryLock} orders nothing.
 * @linearization {@code lock}, {@code tryLock}: at the swap that returns false; a failed {@code tryLock}: at the read
 *     or the swap that returned true; {@code unlock}: at the store.
 * @space One byte; no allocation. Uncontended, one load, one atomic read-modify-write and one plain-cost store.
 * @source T. E. Anderson, The performance of spin lock alternatives for shared-memory multiprocessors, IEEE
 *     Transactions on Parallel and Distributed Systems 1(1), 1990; M. Herlihy and N. Shavit, The Art of Multiprocessor
 *     Programming, chapter 7 ({@code BackoffLock}). Departures: we spin where they sleep, and we back off also when
 *     the read, not only the swap, finds the lock held.
 */
public final class BackoffLock extends SpinLock {

    // In spin hints; a hint takes about 5 to 50 ns, depending on the processor. Constants and not fields, so that a
    // waiter reads nothing from the lock's cache line but the bool.
    private static final int SHORTEST = 128;
    private static final int LONGEST = 1024;

    private static final VarHandle HELD;

    /** Invariant: true exactly while some thread is between the end of its lock and the start of its unlock. */
    @SuppressWarnings("unused") // by HELD
    private boolean held;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(BackoffLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A free lock. */
    public BackoffLock() {
    }

    /** Takes the lock; spins while another thread holds it. An interrupt is left for the caller to see. */
    @Override
    public void lock() {
        int limit = SHORTEST;
        while (!tryLock()) {
            int pause = ThreadLocalRandom.current().nextInt(limit / 2, limit) + 1;
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            limit = Math.min(2 * limit, LONGEST);
        }
    }

    /** Takes the lock if it looks free and the swap agrees. The holder itself gets false. */
    @Override
    public boolean tryLock() {
        // Opaque: only a hint whether to try; the swap decides. Acquire: pairs with the release in unlock().
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
