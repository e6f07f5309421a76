/**
 * A lock that holds its value, without protection. Chapter {@code 03-value-lock}.
 *
 * <p>{@link lockstep.value.SpinValueLock} hands out the value's reference and trusts you to forget it in time. It is here
 * to be understood, and for the rare inner loop that has measured a guard's cost. Everywhere else choose
 * {@link lockstep.guard.GuardLock}.
 *
 * <p>Source: M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4.
 */
package lockstep.value;
