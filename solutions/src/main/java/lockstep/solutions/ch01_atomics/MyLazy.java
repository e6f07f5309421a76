package lockstep.solutions.ch01_atomics;

import java.util.function.Supplier;

/**
 * A value that is made on first use, once, and that every thread sees whole.
 *
 * <p>This is double-checked locking. The lock lets one thread make the value while the others sleep; the second look, inside the lock,
 * stops those that waited from making it again. The first look, outside, spares every later call the lock, and it is why the field must be
 * volatile (or written by {@code setRelease} and read by {@code getAcquire}): whoever sees the reference must also see what the maker
 * wrote <em>into</em> the object. If the maker throws, the field is still null and the lock is left, so the next call tries again.
 *
 * <p>Alternatives:
 * <ul>
 * <li>{@code synchronized T get()} and nothing else: right, and simplest. Each call then pays for the lock, some tens of nanoseconds when alone,
 *     much more when threads meet there.
 * <li>The holder idiom, for a value that belongs to a class: {@code static class Holder { static final Thing IT = make(); }}. The JVM initialises
 *     a class once, on first use, and makes others wait; later reads cost nothing at all. But a maker that throws spoils
 *     the class for good.
 * <li>{@code AtomicReference.compareAndSet(null, maker.get())}: wrong here. One value wins, but two may have been made. Good enough when making
 *     twice does no harm.
 * <li>A plain field instead of a volatile one: wrong, and on x86 no test shows it; the model of Java's memory does.
 * </ul>
 */
public class MyLazy<T> {

    private final Supplier<? extends T> maker;

    /** Null until made. Volatile: its write releases what the maker wrote, its read acquires it. */
    private volatile T value;

    /** Remembers how to make the value, and does not make it yet. */
    public MyLazy(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** Returns the value. The first call makes it; calls in the meantime wait for it. */
    public T get() {
        T seen = value;
        if (seen == null) {
            synchronized (this) {
                seen = value;
                if (seen == null) {
                    seen = maker.get();
                    value = seen;
                }
            }
        }
        return seen;
    }
}
