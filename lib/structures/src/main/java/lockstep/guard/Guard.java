package lockstep.guard;

import java.util.function.UnaryOperator;

/**
 * The proof that its holder has the lock, and the way to the value. Made by {@link GuardLock} only.
 *
 * <p>A guard belongs to the thread that opened it. Any other thread's call is refused, {@code close} included: if it
 * could close, the opener might still be at work on the value. That also settles the race of two threads to close one
 * guard, since one of them is not the opener. So a guard needs no atomics of its own.
 *
 * <p>Closing twice is allowed, as try-with-resources may follow an early {@code close}. The second time does nothing, and
 * never gives back what another guard has taken since.
 *
 * @param <T> the value's type
 * @progress No method waits.
 * @memory See {@link GuardLock}.
 * @linearization {@code close}: where the lock beneath is given back, the first time.
 * @source M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4; that it stays in its thread, from Rust's
 *     {@code std::sync::MutexGuard}, which is not {@code Send}.
 */
public final class Guard<T> implements AutoCloseable {

    private final GuardLock<T> lock;
    private final Thread opener = Thread.currentThread();

    /** Plain: read and written by the opener only. Invariant: while true, the opener holds the lock. */
    private boolean open = true;

    /** The caller holds the lock. */
    Guard(GuardLock<T> lock) {
        this.lock = lock;
    }

    /**
     * The value. Nothing guards the reference once you have it: don't use it after {@link #close()}.
     *
     * @return the value
     * @throws IllegalStateException if this guard is closed, or another thread's
     */
    @SuppressWarnings("GuardedBy") // an open guard is the proof that its opener holds the lock
    public T get() {
        checkOpen();
        return lock.value;
    }

    /**
     * Puts another value in.
     *
     * @param value the new value; may be null
     * @throws IllegalStateException if this guard is closed, or another thread's
     */
    @SuppressWarnings("GuardedBy") // as in get()
    public void set(T value) {
        checkOpen();
        lock.value = value;
    }

    /**
     * Replaces the value by what the function makes of it. If the function throws, the old value stays, and so does the
     * guard.
     *
     * @param function from the old value to the new
     * @return the new value
     * @throws IllegalStateException if this guard is closed (also: closed by the function), or another thread's
     */
    public T update(UnaryOperator<T> function) {
        T value = function.apply(get());
        set(value);
        return value;
    }

    /**
     * Gives the lock back. Does nothing if this guard is closed already.
     *
     * @throws IllegalStateException if this guard is another thread's
     */
    @Override
    public void close() {
        checkOpener();
        if (open) {
            open = false;
            lock.lock.unlock();
        }
    }

    private void checkOpen() {
        checkOpener();
        if (!open) {
            throw new IllegalStateException("this guard is closed: the value may be another thread's now");
        }
    }

    private void checkOpener() {
        if (Thread.currentThread() != opener) {
            throw new IllegalStateException("this guard belongs to thread " + opener.getName()
                    + ": only the thread that opened it may use or close it");
        }
    }
}
