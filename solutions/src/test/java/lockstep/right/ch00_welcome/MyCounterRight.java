package lockstep.right.ch00_welcome;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import lockstep.proof.Right;

/** Other right answers to 0.1: the judge passes each of them. */
public final class MyCounterRight {

    private MyCounterRight() {}

    @Right(exercise = "0.1", why = "one step in a loop of its own: compare-and-set until it stands")
    public static class CompareAndSetLoop {
        private final AtomicInteger count = new AtomicInteger();

        public void increment() {
            int seen = count.get();
            while (!count.compareAndSet(seen, seen + 1)) {
                seen = count.get();
            }
        }

        public int get() {
            return count.get();
        }
    }

    @Right(exercise = "0.1",
            why = "weak, plain compare-and-set is one step too; that no call is lost does not depend on ordering")
    public static class WeakestLoop {
        private final AtomicInteger count = new AtomicInteger();

        public void increment() {
            int seen;
            do {
                seen = count.getOpaque();
            } while (!count.weakCompareAndSetPlain(seen, seen + 1));
        }

        public int get() {
            return count.getOpaque();
        }
    }

    @Right(exercise = "0.1", why = "the library repeats the function until no one came between")
    public static class UpdatedByAFunction {
        private final AtomicLong count = new AtomicLong();

        public void increment() {
            count.updateAndGet(n -> n + 1);
        }

        public int get() {
            return Math.toIntExact(count.get());
        }
    }

    @Right(exercise = "0.1", why = "both methods hold the same lock")
    public static class SynchronizedBoth {
        private int count;

        public synchronized void increment() {
            count++;
        }

        public synchronized int get() {
            return count;
        }
    }

    @Right(exercise = "0.1", why = "writers hold a lock, and readers read a volatile field")
    public static class LockedVolatile {
        private final Object lock = new Object();
        private volatile int count;

        public void increment() {
            synchronized (lock) {
                count++;
            }
        }

        public int get() {
            return count;
        }
    }

    @Right(exercise = "0.1", why = "a ReentrantLock in both methods")
    public static class Locked {
        private final ReentrantLock lock = new ReentrantLock();
        private int count;

        public void increment() {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }

        public int get() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }
    }

    @Right(exercise = "0.1", why = "writers exclude each other and readers; readers share")
    public static class ReadersAndWriters {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private int count;

        public void increment() {
            lock.writeLock().lock();
            try {
                count++;
            } finally {
                lock.writeLock().unlock();
            }
        }

        public int get() {
            lock.readLock().lock();
            try {
                return count;
            } finally {
                lock.readLock().unlock();
            }
        }
    }

    @Right(exercise = "0.1", why = "a stamped lock, and no optimistic reading")
    public static class Stamped {
        private final StampedLock lock = new StampedLock();
        private int count;

        public void increment() {
            long stamp = lock.writeLock();
            count++;
            lock.unlockWrite(stamp);
        }

        public int get() {
            long stamp = lock.readLock();
            try {
                return count;
            } finally {
                lock.unlockRead(stamp);
            }
        }
    }

    @Right(exercise = "0.1", why = "several cells that are summed up: no call is lost, though the sum is no snapshot")
    public static class Adder {
        private final LongAdder count = new LongAdder();

        public void increment() {
            count.increment();
        }

        public int get() {
            return count.intValue();
        }
    }

    @Right(exercise = "0.1", why = "an int field, and the VarHandle that adds to it in one step")
    public static class AddedByHandle {
        private static final VarHandle COUNT;

        static {
            try {
                COUNT = MethodHandles.lookup().findVarHandle(AddedByHandle.class, "count", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("unused")
        private int count;

        public void increment() {
            COUNT.getAndAddRelease(this, 1);
        }

        public int get() {
            return (int) COUNT.getAcquire(this);
        }
    }

    @Right(exercise = "0.1", why = "a volatile int and its field updater")
    public static class AddedByUpdater {
        private static final AtomicIntegerFieldUpdater<AddedByUpdater> COUNT =
                AtomicIntegerFieldUpdater.newUpdater(AddedByUpdater.class, "count");
        private volatile int count;

        public void increment() {
            COUNT.incrementAndGet(this);
        }

        public int get() {
            return count;
        }
    }

    @Right(exercise = "0.1", why = "a home-made spin lock that swaps, with its release after the write")
    public static class SpinLocked {
        private final AtomicBoolean busy = new AtomicBoolean();
        private int count;

        private void enter() {
            while (busy.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void increment() {
            enter();
            count++;
            busy.setRelease(false);
        }

        public int get() {
            enter();
            int now = count;
            busy.setRelease(false);
            return now;
        }
    }
}
