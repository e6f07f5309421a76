package lockstep.right.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.proof.Right;

/** Other right answers to exercise 4.2. The judge has to pass each of them. */
public final class MySafeGuardLockRight {

    private MySafeGuardLockRight() {}

    @Right(exercise = "4.2", why = "Each guard has a number; closing counts the lock's number up, once.")
    public static class Ticket<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final AtomicLong now = new AtomicLong();
        private T value;

        public Ticket(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {
            private final long mine = now.get();

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
                if (now.compareAndSet(mine, mine + 1)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (now.get() != mine) {
                    throw new IllegalStateException("closed");
                }
            }
        }
    }

    @Right(exercise = "4.2", why = "A plain flag that close() looks at and sets under the guard's monitor.")
    public static class PlainButSynchronizedClose<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public PlainButSynchronizedClose(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {
            private boolean closed;

            private Guard() {
            }

            public T get() {
                if (closed) {
                    throw new IllegalStateException("closed");
                }
                return value;
            }

            public void set(T value) {
                if (closed) {
                    throw new IllegalStateException("closed");
                }
                PlainButSynchronizedClose.this.value = value;
            }

            @Override
            public void close() {
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    closed = true;
                }
                taken.set(false);
            }
        }
    }

    @Right(exercise = "4.2", why = "The guard has a reference to the lock's flag; who swaps it for null unlocks.")
    public static class ClosesTheReference<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ClosesTheReference(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {
            private final AtomicReference<AtomicBoolean> flag = new AtomicReference<>(taken);

            private Guard() {
            }

            public T get() {
                if (flag.get() == null) {
                    throw new IllegalStateException("closed");
                }
                return value;
            }

            public void set(T value) {
                if (flag.get() == null) {
                    throw new IllegalStateException("closed");
                }
                ClosesTheReference.this.value = value;
            }

            @Override
            public void close() {
                AtomicBoolean mine = flag.getAndSet(null);
                if (mine != null) {
                    mine.set(false);
                }
            }
        }
    }

    @Right(exercise = "4.2", why = "A weak compare-and-set, in a loop.")
    public static class WeakInALoop<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WeakInALoop(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {
            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                if (!open.get()) {
                    throw new IllegalStateException("closed");
                }
                return value;
            }

            public void set(T value) {
                if (!open.get()) {
                    throw new IllegalStateException("closed");
                }
                WeakInALoop.this.value = value;
            }

            @Override
            public void close() {
                do {
                    if (!open.get()) {
                        return;
                    }
                } while (!open.weakCompareAndSetVolatile(true, false));
                taken.set(false);
            }
        }
    }
}
