package lockstep.wrong.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 2.2. */
public final class MyCasLockWrong {

    private MyCasLockWrong() {}

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "swaps: a waiting thread writes its own name over the holder's")
    public static class SwapsItsName {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            while (holder.getAndSet(Thread.currentThread()) != null) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "looks whether it is free, and writes its name afterwards")
    public static class GetThenSet {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            while (holder.get() != null) {
                Thread.onSpinWait();
            }
            holder.set(Thread.currentThread());
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "does not look whether the compare-and-set succeeded")
    public static class CasResultIgnored {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            holder.weakCompareAndSetAcquire(null, Thread.currentThread());
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "waits",
            why = "comes back after a thousand failures")
    public static class GivesUp {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            for (int i = 0; i < 1000; i++) {
                if (holder.weakCompareAndSetAcquire(null, Thread.currentThread())) {
                    return;
                }
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "refusesStrangers",
            why = "unlock() does not ask who calls")
    public static class AnyoneUnlocks {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "refusesStrangers",
            why = "unlock() by a stranger changes nothing, and says nothing either")
    public static class StrangersIgnored {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            holder.compareAndSet(Thread.currentThread(), null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "refusesStrangers",
            why = "frees the lock first, and complains afterwards")
    public static class ThrowsTooLate {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.getAndSet(null) != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "refusesStrangers",
            why = "throws if nobody is inside, but lets a stranger unlock")
    public static class OnlyFreeIsRefused {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() == null) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "takesAndFrees",
            why = "asks who calls, and then frees nothing")
    public static class UnlockDoesNothing {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.HUNG,
            breaks = "refuses",
            why = "tryLock() waits like lock()")
    public static class TryLockWaits {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            lock();
            return true;
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleTries",
            why = "tryLock() looks first and writes its name afterwards")
    public static class TryLockGetThenSet {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            if (holder.get() != null) {
                return false;
            }
            holder.set(Thread.currentThread());
            return true;
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = {"refuses", "waits", "excludes"},
            why = "two words: the name is written before the lock is won, so a waiting thread renames it")
    public static class NameBeforeLock {
        private final AtomicBoolean locked = new AtomicBoolean();
        private volatile Thread holder;

        public void lock() {
            holder = Thread.currentThread();
            while (!locked.weakCompareAndSetAcquire(false, true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            holder = Thread.currentThread();
            return locked.compareAndSet(false, true);
        }

        public void unlock() {
            if (holder != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "two words: frees the lock, and then wipes out the name of whoever is in by now")
    public static class NameClearedAfterwards {
        private final AtomicBoolean locked = new AtomicBoolean();
        private volatile Thread holder;

        public void lock() {
            while (!locked.weakCompareAndSetAcquire(false, true)) {
                Thread.onSpinWait();
            }
            holder = Thread.currentThread();
        }

        public boolean tryLock() {
            if (!locked.compareAndSet(false, true)) {
                return false;
            }
            holder = Thread.currentThread();
            return true;
        }

        public void unlock() {
            if (holder != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            locked.setRelease(false);
            holder = null;
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "neverRefusesAFreeLock",
            why = "a weak compare-and-set may fail for no reason, so tryLock() may refuse a free lock")
    public static class WeakTryLock {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.weakCompareAndSetAcquire(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleHandsOver",
            why = "an opaque unlock() orders nothing")
    public static class UnlockOpaque {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetAcquire(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setOpaque(null);
        }
    }

    @Wrong(
            exercise = "2.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleHandsOver",
            why = "a plain compare-and-set is atomic and orders nothing")
    public static class LockPlain {
        private final AtomicReference<Thread> holder = new AtomicReference<>();

        public void lock() {
            Thread me = Thread.currentThread();
            while (!holder.weakCompareAndSetPlain(null, me)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return holder.compareAndSet(null, Thread.currentThread());
        }

        public void unlock() {
            if (holder.get() != Thread.currentThread()) {
                throw new IllegalMonitorStateException();
            }
            holder.setRelease(null);
        }
    }
}
