package lockstep.exercises.ch04_guard;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.harness.Todo;

/**
 * Goal: two ways to ask for a guard without waiting for ever. tryLock() answers at once; tryLock(time, unit)
 * waits that long at most. The answer is a guard, or Optional.empty() if the lock was not to be had.
 *
 * Rules: asking in vain leaves the lock as it was. A timed wait ends as soon as the lock can be had; with zero
 * or less it does not wait. A thread that is interrupted while it waits gets InterruptedException, and no lock.
 * Long.MAX_VALUE is a time like any other. The guard is finished; the two methods are yours.
 */
public class MyTryGuardLock<T> {

    private final AtomicBoolean taken = new AtomicBoolean();
    private T value;

    public MyTryGuardLock(T value) {
        this.value = value;
    }

    public Optional<Guard> tryLock() {
        throw new Todo("4.3");
    }

    public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
        throw new Todo("4.3");
    }

    public class Guard implements AutoCloseable {

        private final AtomicBoolean open = new AtomicBoolean(true);

        private Guard() {
        }

        public T get() {
            mustBeOpen();
            return value;
        }

        public void set(T next) {
            mustBeOpen();
            value = next;
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                taken.set(false);
            }
        }

        private void mustBeOpen() {
            if (!open.get()) {
                throw new IllegalStateException("this guard is closed");
            }
        }
    }
}
