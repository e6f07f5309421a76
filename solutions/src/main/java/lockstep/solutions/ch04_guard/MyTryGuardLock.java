package lockstep.solutions.ch04_guard;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * tryLock() is one swap. If true comes out, somebody else has the lock and the swap has changed nothing, so there is
 * nothing to undo: setting the flag back would free the holder's lock.
 *
 * The timed form tries, looks at the clock, and naps. Its order matters:
 * - try before looking at the clock, so that a free lock is had even with no time at all;
 * - look for an interrupt before trying or after failing, never after winning: an exception would leave with the lock;
 * - the time gone, "now - start", is compared, not "now < start + patience": that sum overflows for Long.MAX_VALUE, and
 *   the wait is over before it began. A difference of two nanoTimes is right even if one of them overflowed.
 *
 * LockSupport.parkNanos sleeps for a moment and wakes at once when the thread is interrupted, without an exception and
 * without clearing the flag, so the next round sees it.
 *
 * Alternatives. onSpinWait instead of the nap: notices a free lock sooner and burns a core for as long as it waits; fine
 * for microseconds, rude for seconds. Semaphore(1).tryAcquire(time, unit): all of it in one line, with a queue, so the
 * lock's owner wakes the waiter and no nap ends too late. Our naps cost up to 50 microseconds of latency.
 */
public class MyTryGuardLock<T> {

    private final AtomicBoolean taken = new AtomicBoolean();
    private T value;

    public MyTryGuardLock(T value) {
        this.value = value;
    }

    public Optional<Guard> tryLock() {
        return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
    }

    public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        long patience = unit.toNanos(time);
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Optional<Guard> guard = tryLock();
            long gone = System.nanoTime() - start;
            if (guard.isPresent() || gone >= patience) {
                return guard;
            }
            LockSupport.parkNanos(Math.min(patience - gone, 50_000));
        }
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
