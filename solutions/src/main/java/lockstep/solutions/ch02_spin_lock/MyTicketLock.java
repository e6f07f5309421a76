package lockstep.solutions.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * getAndIncrement gives every thread a number of its own, in the order in which they came. Waiting only reads.
 * Only the thread inside calls the next number, so a plain read and a release write are enough there.
 *
 * tryLock() reads which number is called, and draws that very ticket if nobody has: one compare-and-set. A ticket
 * once drawn must be served: nobody can give it back, and everyone behind it would wait for ever.
 *
 * Both numbers run over after 2^32 tickets. The wait asks "is it mine?" (!=), not "is it smaller?", so that does no harm.
 *
 * Alternatives, and what they cost:
 * - called.getAndIncrement() in unlock(): right; an atomic read-modify-write where a write would do.
 * - a pause in proportion to your place in the row (ticket minus called): fewer looks, and you know how long to wait.
 * - all wait on one word, so every unlock() wakes every reader's cache. A queue lock (MCS, CLH) gives each its own.
 * - fairness itself has a price: if the thread whose turn it is has no core at the moment, everybody waits for it.
 *   An unfair lock would let a running thread pass. With more threads than cores this decides everything.
 */
public class MyTicketLock {

    /** The next ticket to be drawn. */
    private final AtomicInteger next = new AtomicInteger();

    /** The ticket whose owner may be inside. */
    private final AtomicInteger called = new AtomicInteger();

    /** Comes back when the lock is yours. */
    public void lock() {
        int mine = next.getAndIncrement();
        while (called.getAcquire() != mine) { // reads the release write of the holder before us
            Thread.onSpinWait();
        }
    }

    /** No waiting: true if the lock is yours now. False leaves no ticket behind. */
    public boolean tryLock() {
        int now = called.getAcquire();
        return next.compareAndSet(now, now + 1); // fails if that ticket is drawn: its owner is inside
    }

    /** Gives the lock to whoever waits longest. */
    public void unlock() {
        called.setRelease(called.getPlain() + 1); // only the thread inside writes here
    }
}
