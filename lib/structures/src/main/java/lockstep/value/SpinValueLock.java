package lockstep.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A spin lock that holds the value it protects, and hands out a bare reference to it. Nothing guards that reference.
 *
 * <p>The value cannot be reached without {@link #lock()}: that much is better than a lock beside a field. But
 * {@code lock()} returns a reference like any other, and Java has no way to take it back. So there is <b>the caller's
 * duty</b>:
 * <ul>
 * <li>no reference to the value, nor to anything inside it, is used after {@link #unlock()};
 * <li>{@code unlock()} is called once for each {@code lock()}, by the thread that holds the lock.
 * </ul>
 * Who breaks it has a data race, and neither compiler nor lock says a word. {@link lockstep.guard.GuardLock} takes most
 * of this duty off you; this class is the step before, and shows why.
 *
 * <pre>{@code
 * var names = new SpinValueLock<>(new ArrayList<String>());
 * List<String> list = names.lock();
 * try {
 *     list.add("Ada");
 * } finally {
 *     names.unlock();          // list must not be used below
 * }
 * }</pre>
 *
 * <p><b>What Rust says of it.</b> There {@code lock(&self) -> &mut T} needs {@code unsafe} to unlock, because the
 * borrow checker believes that the reference lives as long as the lock. And the lock may be shared between threads
 * ({@code Sync}) only if {@code T: Send}, that is, if the value may move from one thread to another: each holder in turn
 * has it for itself. {@code T: Sync} is not asked for, since two threads never use it at once. Java has neither trait.
 * A value with ties to a thread (an open {@code ThreadLocal}, a confined memory segment) does not belong in here, and a
 * value that is not thread-safe, such as an {@code ArrayList}, does: no type says so, you must.
 *
 * <p>Not reentrant: a thread that locks it twice spins for ever, and is not told.
 *
 * @param <T> the value's type; mutable, or replaced by {@link #set}
 * @progress Blocking. If the holder is descheduled, everyone waits for it. Some waiter gets the lock when it is free.
 * @fairness None: a thread may be passed over without bound.
 * @memory What a thread did before {@code unlock()} <i>happens-before</i> what the next holder does after its
 *     {@code lock()}: the value is handed on whole. The constructor's caller must publish the lock safely, as any object.
 * @linearization {@code lock}: at the swap that returns false; {@code unlock}: at the store.
 * @space One byte and one reference; no allocation.
 * @source M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4 ({@code SpinLock<T>} with {@code UnsafeCell<T>}).
 *     Departures: {@code set}, as a Java reference cannot replace what it refers to; unlocking a free lock is told; it
 *     reads before it swaps, as {@link lockstep.spin.TtasLock} does.
 */
public final class SpinValueLock<T> {

    private static final VarHandle HELD;

    /** Invariant: true exactly while some thread is between the end of its lock and the start of its unlock. */
    @SuppressWarnings("unused") // by HELD
    private boolean held;

    /** Plain: read and written by the holder only. The bool's acquire and release hand it from holder to holder. */
    private T value;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(SpinValueLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * A free lock with this value in it. Keep no other reference to the value.
     *
     * @param value the value; may be null
     */
    public SpinValueLock(T value) {
        this.value = value;
    }

    /**
     * Takes the lock, and hands out the value. Spins while another thread holds it.
     *
     * @return the value, for use until {@link #unlock()} and not a moment longer
     */
    public T lock() {
        // Acquire: pairs with the release in unlock(). What the last holder did to the value is visible from here on.
        while ((boolean) HELD.getAndSetAcquire(this, true)) { // linearization point, when it returns false
            while ((boolean) HELD.getOpaque(this)) { // opaque: only a hint when to try again; the swap decides
                Thread.onSpinWait();
            }
        }
        return value;
    }

    /**
     * Puts another value in. For values that cannot be changed in place, such as an {@code Integer}. Call it from the
     * holder only: another thread's call is not told while the lock is held.
     *
     * @param value the value that the next {@link #lock()} hands out; may be null
     * @throws IllegalMonitorStateException if the lock is free
     */
    public void set(T value) {
        checkHeld("set()");
        this.value = value;
    }

    /**
     * Gives the lock back. From here on no reference to the value may be used. Call it from the holder only: another
     * thread's call is not told while the lock is held, and frees the holder's lock.
     *
     * @throws IllegalMonitorStateException if the lock is free
     */
    public void unlock() {
        checkHeld("unlock()");
        // Release: pairs with the acquire in lock(). What this holder did to the value cannot move below.
        HELD.setRelease(this, false); // linearization point
    }

    private void checkHeld(String call) {
        // Opaque: not plain, as waiters swap meanwhile; not acquire, as a holder sees its own swap in any mode.
        if (!(boolean) HELD.getOpaque(this)) {
            throw new IllegalMonitorStateException(call + " without lock(): this SpinValueLock is free");
        }
    }
}
