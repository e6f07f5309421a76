package lockstep.right.ch02_spin_lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.proof.Right;

/** Other right answers to 2.1: the judge passes each of them. */
public final class MySwapLockRight {

    private MySwapLockRight() {}

    @Right(exercise = "2.1", why = "compare-and-set, and a volatile write to unlock: stronger than needed")
    public static class CompareAndSet {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (!locked.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return locked.compareAndSet(false, true);
        }

        public void unlock() {
            locked.set(false);
        }
    }

    @Right(exercise = "2.1", why = "weak in the loop, strong for the single try")
    public static class WeakInTheLoop {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (!locked.weakCompareAndSetAcquire(false, true)) {
                Thread.yield();
            }
        }

        public boolean tryLock() {
            return locked.compareAndSet(false, true);
        }

        public void unlock() {
            locked.lazySet(false);
        }
    }

    @Right(exercise = "2.1", why = "reads before it swaps, in both methods")
    public static class LooksFirst {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getOpaque() || locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getOpaque() && !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Right(exercise = "2.1", why = "a field and a VarHandle: swap by acquire, unlock by release")
    public static class AcquireSwap {
        private static final VarHandle LOCKED;

        static {
            try {
                LOCKED = MethodHandles.lookup().findVarHandle(AcquireSwap.class, "locked", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("unused")
        private boolean locked;

        public void lock() {
            while ((boolean) LOCKED.getAndSetAcquire(this, true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !(boolean) LOCKED.getAndSetAcquire(this, true);
        }

        public void unlock() {
            LOCKED.setRelease(this, false);
        }
    }

    @Right(exercise = "2.1",
            why = "opaque unlock after a release fence, and a plain compare-and-set before an acquire fence")
    public static class Fences {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (!locked.weakCompareAndSetPlain(false, true)) {
                Thread.onSpinWait();
            }
            VarHandle.acquireFence();
        }

        public boolean tryLock() {
            return locked.compareAndSet(false, true);
        }

        public void unlock() {
            VarHandle.releaseFence();
            locked.setOpaque(false);
        }
    }

    @Right(exercise = "2.1", why = "a monitor guards the bool; who waits takes the monitor for each look")
    public static class MonitorForEachLook {
        private boolean locked;

        public void lock() {
            while (!tryLock()) {
                Thread.yield();
            }
        }

        public boolean tryLock() {
            synchronized (this) {
                boolean won = !locked;
                locked = true;
                return won;
            }
        }

        public void unlock() {
            synchronized (this) {
                locked = false;
            }
        }
    }

    @Right(exercise = "2.1", why = "waits on a monitor instead of spinning")
    public static class WaitAndNotify {
        private boolean locked;

        public void lock() {
            synchronized (this) {
                while (locked) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                locked = true;
            }
        }

        public boolean tryLock() {
            synchronized (this) {
                boolean won = !locked;
                locked = true;
                return won;
            }
        }

        public void unlock() {
            synchronized (this) {
                locked = false;
                notify();
            }
        }
    }

    @Right(exercise = "2.1", why = "the library's lock")
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

    @Right(exercise = "2.1", why = "one permit")
    public static class OnePermit {
        private final Semaphore free = new Semaphore(1);

        public void lock() {
            free.acquireUninterruptibly();
        }

        public boolean tryLock() {
            return free.tryAcquire();
        }

        public void unlock() {
            free.release();
        }
    }

    @Right(exercise = "2.1", why = "counts its looks in a field beside the bool: nobody forbids it")
    public static class CountsItsLooks {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final AtomicLong looks = new AtomicLong();

        public void lock() {
            while (locked.getAndSet(true)) {
                looks.incrementAndGet();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Right(exercise = "2.1", why = "sleeps a little between two looks")
    public static class Naps {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                LockSupport.parkNanos(1_000);
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Right(exercise = "2.1", why = "an int that is 0 or 1, and swaps of it")
    public static class ZeroOrOne {
        private final AtomicInteger taken = new AtomicInteger();

        public void lock() {
            while (taken.getAndSet(1) != 0) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return taken.compareAndExchangeAcquire(0, 1) == 0;
        }

        public void unlock() {
            taken.setRelease(0);
        }
    }
}
