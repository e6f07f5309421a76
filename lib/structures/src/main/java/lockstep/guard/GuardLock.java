package lockstep.guard;

import com.google.errorprone.annotations.MustBeClosed;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lockstep.spin.SpinThenParkLock;

/**
 * A lock that holds the value it protects, and hands out a {@link Guard}: the only way to the value, and the only way to
 * unlock.
 *
 * <pre>{@code
 * var numbers = new GuardLock<List<Integer>>(new ArrayList<>());
 * try (Guard<List<Integer>> guard = numbers.lock()) {
 *     guard.get().add(1);
 * }                                                   // unlocked here, also when the block throws
 * int size = numbers.with(List::size);                // the same in one line
 * }</pre>
 *
 * <table>
 *   <caption>What Rust proves before the program runs, and what happens here</caption>
 *   <thead>
 *   <tr><th>Rust</th><th>here</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>a guard comes from {@code lock()} only (private fields)</td>
 *       <td>compile time: the constructor is package-private, the class final</td></tr>
 *   <tr><td>a guard is dropped at the end of its scope</td>
 *       <td>compile time, if you use try-with-resources; {@code @MustBeClosed} lets Error Prone insist on it. Else not at
 *       all: a forgotten guard leaves the lock held for ever (as {@code mem::forget} does in Rust)</td></tr>
 *   <tr><td>no use after {@code drop} (moved)</td><td>run time: {@link IllegalStateException}</td></tr>
 *   <tr><td>no second {@code drop} (moved)</td><td>run time: the second {@code close} does nothing</td></tr>
 *   <tr><td>std's {@code MutexGuard} stays in its thread ({@code !Send})</td>
 *       <td>run time: {@link IllegalStateException} in any other thread</td></tr>
 *   <tr><td>a guard is shared only if the value may be ({@code Sync} if {@code T: Sync})</td>
 *       <td>run time: never shared, as above</td></tr>
 *   <tr><td>the lock is shared only if the value may change threads ({@code Sync} if {@code T: Send})</td>
 *       <td>not at all: you must know your value</td></tr>
 *   <tr><td>{@code &mut T} does not outlive the guard (lifetimes)</td>
 *       <td>not at all: what {@link Guard#get} returned can be kept, and misused</td></tr>
 *   <tr><td>std's {@code Mutex} is poisoned by a panic</td>
 *       <td>not at all: a block that throws leaves the value as it is, and unlocks</td></tr>
 *   </tbody>
 * </table>
 *
 * <p>Underneath is a {@link SpinThenParkLock}; its progress, fairness and memory effects are those of this class.
 *
 * @param <T> the value's type
 * @progress Blocking. Waiters spin for a moment, then sleep.
 * @fairness None guaranteed.
 * @memory What a thread did before it closed its guard <i>happens-before</i> what the next guard's opener does.
 * @linearization {@code lock} and {@code tryLock}: where the lock beneath is taken, or found held; {@link Guard#close}:
 *     where it is given back; a second {@code close}: anywhere, as it has no effect.
 * @space A lock, a reference; one small object for each guard, which the JIT compiler often does without.
 * @source M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4 ({@code Guard}). Departures: the lock beneath sleeps;
 *     guards stay in their thread, which his may leave; limits and the scoped form are added.
 */
public final class GuardLock<T> {

    /** Held exactly while a guard is open; the thread that holds it is the guard's opener. */
    final SpinThenParkLock lock = new SpinThenParkLock();

    /** Plain: touched through the open guard only. The lock hands it from holder to holder. */
    @GuardedBy("lock")
    T value;

    /**
     * A free lock with this value in it. Keep no other reference to the value.
     *
     * @param value the value; may be null
     */
    public GuardLock(T value) {
        this.value = value;
    }

    /**
     * Takes the lock; waits while another guard is open. An interrupt is left for the caller to see.
     *
     * @return the one open guard; close it, best by try-with-resources
     * @throws IllegalStateException if the caller has the open guard already: it would wait for itself for ever
     */
    @MustBeClosed
    public Guard<T> lock() {
        lock.lock();
        return new Guard<>(this);
    }

    /**
     * Takes the lock; waits while another guard is open, or until an interrupt.
     *
     * @return the one open guard; close it, best by try-with-resources
     * @throws InterruptedException if the caller is interrupted, on entry or while it waits
     * @throws IllegalStateException if the caller has the open guard already: it would wait for itself for ever
     */
    @MustBeClosed
    public Guard<T> lockInterruptibly() throws InterruptedException {
        lock.lockInterruptibly();
        return new Guard<>(this);
    }

    /**
     * Takes the lock if no guard is open. Error Prone's {@code @MustBeClosed} cannot look inside an {@code Optional}: see
     * to it yourself that the guard is closed.
     *
     * <pre>{@code
     * var maybe = numbers.tryLock();
     * if (maybe.isPresent()) {
     *     try (var guard = maybe.get()) {
     *         guard.get().add(1);
     *     }
     * }
     * }</pre>
     *
     * @return the open guard, or empty if there is one already
     */
    public Optional<Guard<T>> tryLock() {
        return lock.tryLock() ? Optional.of(new Guard<>(this)) : Optional.empty();
    }

    /**
     * Takes the lock if it can be had in time. Tries at least once, also with a {@code time} of 0 or less.
     *
     * @param time how long to wait at most
     * @param unit the unit of {@code time}
     * @return the open guard, or empty if another one stayed open all the time
     * @throws InterruptedException if the caller is interrupted, on entry or while it waits
     */
    public Optional<Guard<T>> tryLock(long time, TimeUnit unit) throws InterruptedException {
        return lock.tryLock(time, unit) ? Optional.of(new Guard<>(this)) : Optional.empty();
    }

    /**
     * Runs a function on the value, under the lock. Nothing can be forgotten here; but don't return the value itself, nor
     * a part of it that can change.
     *
     * @param function what to do with the value
     * @param <R> the type of the result
     * @return what the function returned
     * @throws IllegalStateException if the caller has the open guard already
     */
    public <R> R with(Function<? super T, ? extends R> function) {
        try (Guard<T> guard = lock()) {
            return function.apply(guard.get());
        }
    }
}
