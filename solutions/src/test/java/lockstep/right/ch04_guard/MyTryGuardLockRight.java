package lockstep.right.ch04_guard;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.proof.Right;

/** Other right answers to exercise 4.3. The judge has to pass each of them. */
public final class MyTryGuardLockRight {

    private MyTryGuardLockRight() {}

    @Right(exercise = "4.3", why = "Sleeps a millisecond between two tries; sleep itself hears the interrupt.")
    public static class Sleeps<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public Sleeps(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            if (taken.compareAndSet(false, true)) {
                return Optional.of(new Guard());
            }
            return Optional.empty();
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                if (guard.isPresent()) {
                    return guard;
                }
                if (System.nanoTime() - start >= patience) {
                    return Optional.empty();
                }
                Thread.sleep(1);
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

    @Right(exercise = "4.3", why = "Waits on a monitor that nobody notifies, a millisecond at a time.")
    public static class WaitsOnAMonitor<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WaitsOnAMonitor(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            synchronized (this) {
                while (true) {
                    Optional<Guard> guard = tryLock();
                    if (guard.isPresent() || System.nanoTime() - start >= patience) {
                        return guard;
                    }
                    wait(1);
                }
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

    @Right(exercise = "4.3", why = "Counts its time in Instants.")
    public static class Instants<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public Instants(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            Instant deadline = Instant.now().plusNanos(unit.toNanos(time));
            while (true) {
                Optional<Guard> guard = tryLock();
                if (guard.isPresent() || !Instant.now().isBefore(deadline)) {
                    return guard;
                }
                Thread.sleep(1);
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

    @Right(exercise = "4.3", why = "A weak compare-and-set, tried again as long as the lock looks free.")
    public static class WeakInALoop<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WeakInALoop(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            while (!taken.get()) {
                if (taken.weakCompareAndSetAcquire(false, true)) {
                    return Optional.of(new Guard());
                }
            }
            return Optional.empty();
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                if (guard.isPresent()) {
                    return guard;
                }
                if (System.nanoTime() - start >= patience) {
                    return Optional.empty();
                }
                LockSupport.parkNanos(10_000);
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
}
