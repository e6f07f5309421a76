package lockstep.solutions.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One swap does two things that must not come apart: it looks, and it takes.
 * If false came out, you changed the bool from false to true, and nobody else did. If true came out,
 * someone is inside, and your true has changed nothing. So: swap until false comes out.
 *
 * unlock() is a release write. The next thread's swap reads it (an acquire read), so all that you wrote
 * inside happens-before all that it reads inside.
 *
 * Alternatives, and what they cost:
 * - set(false) in unlock(): also right, and stronger than needed. On x86 it adds a full fence to every unlock, which
 *   more than halves the speed of a lock that nobody else wants.
 * - compareAndSet(false, true) instead of the swap: also right. It says "only if it was false", and here a bool
 *   that was true stays true anyway.
 * - a VarHandle and getAndSetAcquire(this, true): Rust's swap(true, Acquire) to the letter. AtomicBoolean has only
 *   getAndSet, which is stronger. On x86 both are the same instruction; on ARM the acquire form is cheaper.
 * - synchronized: two words instead of a class, sleeps when it should, and is what you would use at work.
 */
public class MySwapLock {

    private final AtomicBoolean locked = new AtomicBoolean();

    /** Comes back when the lock is yours. */
    public void lock() {
        while (locked.getAndSet(true)) { // true came out: someone is inside
            Thread.onSpinWait();
        }
    }

    /** One try, no waiting: true if the lock is yours now, false if it is taken. */
    public boolean tryLock() {
        return !locked.getAndSet(true);
    }

    /** Gives the lock back. */
    public void unlock() {
        locked.setRelease(false); // pairs with the swap of the next holder
    }
}
