package lockstep.solutions.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Every look costs the others something, so a thread that was unlucky looks half as often as before. The pause is a
 * local variable: it belongs to this one wait, not to the lock. The bound keeps the delay small when the lock
 * comes free just after a look: 64 hints are about one to three microseconds on x86, less on some other machines.
 *
 * Alternatives, and what they cost:
 * - no bound: a thread that waited long sleeps on long after the lock came free, and may starve.
 * - a random pause between 1 and the limit, as Ethernet does: spreads threads that failed together. Costs
 *   a random number per look; the library's BackoffLock would be the place for it.
 * - Thread.yield() instead of hints when the pause is at its bound: kinder with more threads than cores,
 *   and a system call each time.
 * - the fast path tries the swap before anything else, so an uncontended lock pays nothing for all this.
 */
public class MyBackoffLock {

    private static final int LONGEST_PAUSE = 64;

    private final AtomicBoolean locked = new AtomicBoolean();

    /** Comes back when the lock is yours. */
    public void lock() {
        int pause = 1;
        while (locked.getOpaque() || locked.getAndSet(true)) {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    /** Gives the lock back. */
    public void unlock() {
        locked.setRelease(false); // pairs with the swap of the next holder
    }
}
