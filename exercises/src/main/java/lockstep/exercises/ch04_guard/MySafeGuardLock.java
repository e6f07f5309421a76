package lockstep.exercises.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Todo;

/**
 * Goal: a guard that is safe to misuse. After close() its get() and set() throw IllegalStateException,
 * and closing it again does nothing: above all it never frees the lock while another guard holds it.
 *
 * Rules: any thread may close a guard, and two may close the same one at once. It still unlocks once.
 * The lock is finished, the guard is yours: give it whatever fields it needs.
 */
public class MySafeGuardLock<T> {

    private final AtomicBoolean taken = new AtomicBoolean();
    private T value;

    public MySafeGuardLock(T value) {
        this.value = value;
    }

    public Guard lock() {
        while (taken.getAndSet(true)) {
            Thread.onSpinWait();
        }
        return new Guard();
    }

    public class Guard implements AutoCloseable {

        private Guard() {
        }

        public T get() {
            throw new Todo("4.2");
        }

        public void set(T value) {
            throw new Todo("4.2");
        }

        @Override
        public void close() {
            throw new Todo("4.2");
        }
    }
}
