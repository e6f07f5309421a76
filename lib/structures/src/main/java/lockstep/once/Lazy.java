package lockstep.once;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Supplier;
import lockstep.spin.SpinThenParkLock;

/**
 * A value that is made when it is first asked for, once, whoever asks.
 *
 * <pre>{@code
 * static final Lazy<Map<Integer, Integer>> SQUARES = new Lazy<>(() -> new ConcurrentHashMap<>());
 * SQUARES.get().put(2, 4);
 * }</pre>
 *
 * <p>If the supplier throws, nothing is kept: that caller gets the exception, and the next one tries again.
 *
 * @param <T> the value's type
 * @progress Until the value is made, blocking: one caller makes it, the others sleep. Afterwards wait-free.
 * @fairness None needed: all get the same value.
 * @memory What the supplier did <i>happens-before</i> everything that a caller does after {@code get} returned.
 * @linearization {@code get}: at the store, for the caller who makes the value; at the read that finds it, for all others.
 * @space A lock and two references; after the value is made, the supplier is let go. A {@code get} is then one acquiring
 *     load, which costs as much as a plain one on x86.
 * @source Rust's {@code once_cell::sync::Lazy}, and {@code std::sync::LazyLock}; the safe form of double-checked locking,
 *     D. Bacon and others, The "Double-Checked Locking is Broken" Declaration, 2001. Departure: they are poisoned by a
 *     panic, we try again.
 */
public final class Lazy<T> implements Supplier<T> {

    /** Stands in {@code value} for a null that was made. */
    private static final Object NULL = new Object();

    private static final VarHandle VALUE;

    private final SpinThenParkLock lock = new SpinThenParkLock();

    @GuardedBy("lock")
    private Supplier<? extends T> supplier;

    /** Null until made. Changes once, under the lock; read without it. */
    @SuppressWarnings("unused") // by VALUE
    private Object value;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Lazy.class, "value", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * A value to be made.
     *
     * @param supplier makes it; may return null
     */
    public Lazy(Supplier<? extends T> supplier) {
        this.supplier = Objects.requireNonNull(supplier, "supplier");
    }

    /**
     * The value; made now if nobody has asked before. Waits while another thread makes it.
     *
     * @return the value, the same each time
     * @throws IllegalStateException if the supplier asks for the value that it is to make
     */
    @Override
    @SuppressWarnings("unchecked") // only make() writes, and only a T, or NULL
    public T get() {
        // Acquire: pairs with the release in make(). A plain read might show the reference and not what it refers to.
        Object found = VALUE.getAcquire(this); // linearization point, if it finds the value
        if (found == null) {
            found = make();
        }
        return found == NULL ? null : (T) found;
    }

    private Object make() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the supplier of this Lazy asks for the value that it is to make");
        }
        lock.lock();
        try {
            Object found = VALUE.getOpaque(this); // opaque is enough: who made it did so under this lock
            if (found == null) {
                T made = supplier.get();
                found = made == null ? NULL : made;
                VALUE.setRelease(this, found); // linearization point; release: pairs with the acquire in get()
                supplier = null;
            }
            return found;
        } finally {
            lock.unlock();
        }
    }
}
