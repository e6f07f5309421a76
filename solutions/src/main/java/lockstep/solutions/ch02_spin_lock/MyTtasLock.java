package lockstep.solutions.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A swap writes, even when it puts true over true: it must own the cache line alone, so waiting threads that swap tear
 * the line from each other and from the holder, who needs it for unlock(). A read shares the line: every waiting
 * thread has its own copy, and the memory bus is silent until unlock() writes.
 *
 * The read alone decides nothing. Between "it looks free" and your swap another thread may come, so
 * the swap's answer counts, and the loop begins anew. The read can be relaxed (getOpaque): the order comes from the swap.
 * It must not be plain: the compiler may read a plain field once and then never again.
 *
 * Alternatives, and what they cost:
 * - read first, then swap (while (get() || getAndSet(true))): shorter; one more read when the lock is free.
 * - weakCompareAndSetAcquire instead of the swap: right. But do not put it into the waiting loop: a failed
 *   compare-and-set takes the cache line as well.
 * - when unlock() comes, all waiting threads see it and swap at once. 2.4 spreads them, 2.5 puts them in a row.
 */
public class MyTtasLock {

    private final AtomicBoolean locked = new AtomicBoolean();

    /** Comes back when the lock is yours. Writes nothing while the lock is taken. */
    public void lock() {
        while (locked.getAndSet(true)) {
            while (locked.getOpaque()) { // read only, until it looks free
                Thread.onSpinWait();
            }
        }
    }

    /** Gives the lock back. */
    public void unlock() {
        locked.setRelease(false); // pairs with the swap of the next holder
    }
}
