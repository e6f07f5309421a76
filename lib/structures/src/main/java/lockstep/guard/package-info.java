/**
 * A lock that holds its value and hands out guards. Chapter {@code 04-guard}.
 *
 * <p>Choose {@link lockstep.guard.GuardLock} where a value must never be touched without its lock: the type leaves no
 * other way in. Choose a plain lock of {@link lockstep.spin} where the state is not one value, and
 * {@link java.util.concurrent.locks.ReentrantLock} where you need conditions or reentrance.
 *
 * <p>Let your build enforce what Java's types cannot: with <a href="https://errorprone.info">Error Prone</a> as a
 * compiler plug-in, {@code MustBeClosed} rejects a guard that is not in a try-with-resources, and {@code GuardedBy}
 * rejects an access to a field so annotated without its lock.
 *
 * <p>Sources: M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4; the Rust standard library's
 * {@code std::sync::Mutex} and {@code MutexGuard}; Error Prone's documentation of {@code MustBeClosed} and
 * {@code GuardedBy}.
 */
package lockstep.guard;
