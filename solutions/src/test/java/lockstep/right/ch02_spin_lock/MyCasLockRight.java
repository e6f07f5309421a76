package lockstep.right.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.proof.Right;

/** Other right answers to 2.2: the judge passes each of them. */
public final class MyCasLockRight {

    private MyCasLockRight() {}

    @Right(exercise = "2.2", why = "strong everywhere, and unlocks by compare-and-set")
    public static class StrongEverywhere {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            while (!holder.compareAndSet(null, Thread.currentThread())) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (!holder.compareAndSet(Thread.currentThread(), null)) {
                throw new IllegalMonitorStateException();
            }
        }
    }

    @Right(exercise = "2.2", why = "reads before it tries; unlock() reads by get()")
    public static class LooksFirst {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (holder.getOpaque() != null || !holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndExchangeAcquire(null, Thread.currentThread()) == null;
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.set(null);
        }
    }

    @Right(exercise = "2.2", why = "tryLock() repeats a weak try as long as the lock looks free")
    public static class WeakUntilTaken {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            while (!tryLock()) {
                Thread.yield();
            }
        }

        public boolean tryLock() {
            while (holder.getOpaque() == null) {
                if (holder.weakCompareAndSetAcquire(null, Thread.currentThread())) {
                    return true;
                }
            }
            return false;
        }

        public void unlock() {
            if (holder.getOpaque() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Right(exercise = "2.2", why = "a bool and the holder beside it: written once inside, cleared before the unlock")
    public static class BoolAndHolder {
        private final AtomicBoolean locked = new AtomicBoolean();
        private volatile Thread holder;

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
            holder = Thread.currentThread();
        }

        public boolean tryLock() {
            if (locked.getAndSet(true)) {
                return false;
            }
            holder = Thread.currentThread();
            return true;
        }

        public void unlock() {
            if (holder != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder = null;
            locked.setRelease(false);
        }
    }

    @Right(exercise = "2.2", why = "the library's lock knows its holder")
    public static class LibraryLock {
        private final ReentrantLock lock = new ReentrantLock();

        public void lock() {
            lock.lock();
        }

        public boolean tryLock() {
            return lock.tryLock();
        }

        public void unlock() {
            lock.unlock();
        }
    }

    @Right(exercise = "2.2", why = "a monitor guards the holder; who waits takes it for each look")
    public static class MonitorForEachLook {
        private Thread holder;

        public void lock() {
            while (!tryLock()) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            synchronized (this) {
                if (holder != null) {
                    return false;
                }
                holder = Thread.currentThread();
                return true;
            }
        }

        public void unlock() {
            synchronized (this) {
                if (holder != Thread.currentThread()) {
                    throw new IllegalMonitorStateException();
                }
                holder = null;
            }
        }
    }
}
