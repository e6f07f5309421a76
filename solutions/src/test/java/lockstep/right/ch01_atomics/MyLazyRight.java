package lockstep.right.ch01_atomics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lockstep.proof.Right;

/** Other right answers to 1.4: the judge passes each of them. */
public final class MyLazyRight {

    private MyLazyRight() {}

    @Right(exercise = "1.4", why = "the lock alone, at every call")
    public static class SynchronizedGet<T> {
        private final Supplier<? extends T> maker;
        private T value;

        public SynchronizedGet(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public synchronized T get() {
            if (value == null) {
                value = maker.get();
            }
            return value;
        }
    }

    @Right(exercise = "1.4", why = "double-checked with release and acquire instead of volatile")
    public static class AcquireRelease<T> {
        private static final VarHandle VALUE;

        static {
            try {
                VALUE = MethodHandles.lookup().findVarHandle(AcquireRelease.class, "value", Object.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Supplier<? extends T> maker;
        private T value;

        public AcquireRelease(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        @SuppressWarnings("unchecked")
        public T get() {
            T seen = (T) VALUE.getAcquire(this);
            if (seen == null) {
                synchronized (this) {
                    seen = value;
                    if (seen == null) {
                        seen = maker.get();
                        VALUE.setRelease(this, seen);
                    }
                }
            }
            return seen;
        }
    }

    @Right(exercise = "1.4", why = "double-checked with an atomic reference")
    public static class InAReference<T> {
        private final Supplier<? extends T> maker;
        private final AtomicReference<T> value = new AtomicReference<>();

        public InAReference(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value.get() == null) {
                synchronized (value) {
                    if (value.get() == null) {
                        value.set(maker.get());
                    }
                }
            }
            return value.get();
        }
    }

    @Right(exercise = "1.4", why = "double-checked with a ReentrantLock and finally")
    public static class LockAndFinally<T> {
        private final Supplier<? extends T> maker;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile T value;

        public LockAndFinally(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value == null) {
                lock.lock();
                try {
                    if (value == null) {
                        value = maker.get();
                    }
                } finally {
                    lock.unlock();
                }
            }
            return value;
        }
    }

    @Right(exercise = "1.4", why = "a flag that says it is made, written last and read first")
    public static class FlagWrittenLast<T> {
        private final Supplier<? extends T> maker;
        private volatile boolean made;
        private T value;

        public FlagWrittenLast(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (!made) {
                synchronized (this) {
                    if (!made) {
                        value = maker.get();
                        made = true;
                    }
                }
            }
            return value;
        }
    }

    @Right(exercise = "1.4",
            why = "one claims the making and the others spin; a maker that throws gives the claim back")
    public static class ClaimAndSpin<T> {
        private final Supplier<? extends T> maker;
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile T value;

        public ClaimAndSpin(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            while (value == null) {
                if (!claimed.getAndSet(true)) {
                    try {
                        if (value == null) {
                            value = maker.get();
                        }
                    } finally {
                        claimed.set(false);
                    }
                } else {
                    Thread.onSpinWait();
                }
            }
            return value;
        }
    }

    @Right(exercise = "1.4", why = "three states in one word")
    public static class ThreeStates<T> {
        private final Supplier<? extends T> maker;
        private static final int NEW = 0;
        private static final int MAKING = 1;
        private static final int MADE = 2;
        private final AtomicInteger state = new AtomicInteger(NEW);
        private T value;

        public ThreeStates(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            while (state.getAcquire() != MADE) {
                if (state.getAcquire() == NEW && state.compareAndSet(NEW, MAKING)) {
                    int next = NEW;
                    try {
                        value = maker.get();
                        next = MADE;
                    } finally {
                        state.setRelease(next);
                    }
                } else {
                    Thread.yield();
                }
            }
            return value;
        }
    }

    @Right(exercise = "1.4", why = "a task that runs once; a failed one is replaced")
    public static class Task<T> {
        private final Supplier<? extends T> maker;
        private final AtomicReference<FutureTask<T>> task = new AtomicReference<>();

        public Task(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            FutureTask<T> mine = task.get();
            if (mine == null) {
                FutureTask<T> fresh = new FutureTask<>(maker::get);
                mine = task.compareAndExchange(null, fresh);
                if (mine == null) {
                    mine = fresh;
                    fresh.run();
                }
            }
            try {
                return mine.get();
            } catch (ExecutionException e) {
                task.compareAndSet(mine, null);
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Right(exercise = "1.4", why = "a concurrent map makes the value of a key once")
    public static class InAMap<T> {
        private final Supplier<? extends T> maker;
        private final ConcurrentHashMap<String, T> values = new ConcurrentHashMap<>();

        public InAMap(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            return values.computeIfAbsent("value", key -> maker.get());
        }
    }

    @Right(exercise = "1.4", why = "a permit instead of a lock")
    public static class Permit<T> {
        private final Supplier<? extends T> maker;
        private final Semaphore permit = new Semaphore(1);
        private volatile T value;

        public Permit(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value == null) {
                permit.acquireUninterruptibly();
                try {
                    if (value == null) {
                        value = maker.get();
                    }
                } finally {
                    permit.release();
                }
            }
            return value;
        }
    }

    @Right(exercise = "1.4",
            why = "the value in a final field of another object: whoever sees that object sees the value whole, "
                    + "so opaque is enough")
    public static class FinalWrapper<T> {
        private record Made<T>(T value) {}

        private final Supplier<? extends T> maker;
        private final AtomicReference<Made<T>> made = new AtomicReference<>();

        public FinalWrapper(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            Made<T> seen = made.getOpaque();
            if (seen == null) {
                synchronized (this) {
                    seen = made.getOpaque();
                    if (seen == null) {
                        seen = new Made<>(maker.get());
                        made.setOpaque(seen);
                    }
                }
            }
            return seen.value();
        }
    }

    @Right(exercise = "1.4", why = "waiters sleep on the monitor while one makes it outside the lock")
    public static class WaitAndNotify<T> {
        private final Supplier<? extends T> maker;
        private boolean making;
        private T value;

        public WaitAndNotify(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            synchronized (this) {
                while (making) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                if (value != null) {
                    return value;
                }
                making = true;
            }
            T fresh = null;
            try {
                fresh = maker.get();
                return fresh;
            } finally {
                synchronized (this) {
                    value = fresh;
                    making = false;
                    notifyAll();
                }
            }
        }
    }
}
