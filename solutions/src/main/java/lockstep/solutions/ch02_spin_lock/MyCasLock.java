package lockstep.solutions.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Here a swap would not do: a thread that waits would write its own name over the holder's.
 * Compare-and-set writes only if it finds what it expects, so the loser changes nothing.
 *
 * Weak means: it may fail although the word was null. lock() tries again anyway, so that costs nothing, and on ARM
 * the weak form is one load and one store without a loop of its own. tryLock() has one try and must not refuse
 * a free lock: there the strong form is right.
 *
 * unlock() may read the word plainly (getPlain). If you are the holder, you wrote it yourself, and nobody else may
 * change it. If you are not, you may read something old, but never your own name: you took it away yourself.
 *
 * Alternatives, and what they cost:
 * - get() in unlock(): right as well; on x86 the same instruction, on ARM a little dearer.
 * - compareAndSet(me, null) in unlock(), and throw if it failed: right, and an atomic read-modify-write
 *   on every unlock, which is the dearest instruction of the whole lock, paid twice.
 * - a bool, and the holder in a field of its own: two words that must agree, and moments when they don't.
 * - no check at all, as in Rust's book and in 2.1: the fastest; a stray unlock() then lets two threads in.
 */
public class MyCasLock {

    private final AtomicReference<Thread> holder = new AtomicReference<>();

    /** Comes back when the lock is yours. */
    public void lock() {
        Thread me = Thread.currentThread();
        while (!holder.weakCompareAndSetAcquire(null, me)) {
            Thread.onSpinWait();
        }
    }

    /** No waiting: true if the lock is yours now, false if it is taken. A free lock is never refused. */
    public boolean tryLock() {
        return holder.compareAndSet(null, Thread.currentThread()); // strong: it fails only if someone is inside
    }

    /**
     * Gives the lock back.
     *
     * @throws IllegalMonitorStateException if you are not the thread inside
     */
    public void unlock() {
        if (holder.getPlain() != Thread.currentThread()) {
            throw new IllegalMonitorStateException("only the thread inside can unlock");
        }
        holder.setRelease(null); // pairs with the compare-and-set of the next holder
    }
}
