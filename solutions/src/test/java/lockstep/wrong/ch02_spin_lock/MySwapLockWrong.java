package lockstep.wrong.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 2.1. */
public final class MySwapLockWrong {

    private MySwapLockWrong() {}

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "looks first and takes afterwards; two threads may look before either takes")
    public static class GetThenSet {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get()) {
                Thread.onSpinWait();
            }
            locked.set(true);
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "volatile makes each access visible, but does not make two accesses one")
    public static class VolatileBoolean {
        private volatile boolean locked;

        public void lock() {
            while (locked) {
                Thread.onSpinWait();
            }
            locked = true;
        }

        public boolean tryLock() {
            if (locked) {
                return false;
            }
            locked = true;
            return true;
        }

        public void unlock() {
            locked = false;
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "an ordinary field: no atomicity, and nobody need ever see it change")
    public static class PlainBoolean {
        private boolean locked;

        public void lock() {
            while (locked) {
                Thread.onSpinWait();
            }
            locked = true;
        }

        public boolean tryLock() {
            if (locked) {
                return false;
            }
            locked = true;
            return true;
        }

        public void unlock() {
            locked = false;
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "takesAndFrees",
            why = "unlock() is empty")
    public static class UnlockDoesNothing {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            // it will be free some day
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "takesAndFrees",
            why = "unlock() writes true again")
    public static class UnlockSetsTrue {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(true);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "waits",
            why = "lock() comes back after a thousand tries, lock or no lock")
    public static class LockGivesUp {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            for (int i = 0; i < 1000 && locked.getAndSet(true); i++) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "swaps once and does not look at what came out")
    public static class SwapResultIgnored {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            locked.getAndSet(true);
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "if instead of while: waits once, then goes in")
    public static class TriesTwice {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            if (locked.getAndSet(true)) {
                Thread.yield();
                locked.getAndSet(true);
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.HUNG,
            breaks = "refuses",
            why = "tryLock() waits like lock()")
    public static class TryLockWaits {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            lock();
            return true;
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.HUNG,
            breaks = "everyTryComesBack",
            why = "looks whether the lock is free, and then calls lock(), which may wait")
    public static class TryLockLooksThenLocks {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            if (locked.get()) {
                return false;
            }
            lock();
            return true;
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "takesAndFrees",
            why = "returns what came out of the swap: true means taken")
    public static class TryLockSaysTheOpposite {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "refuses",
            why = "on failure it puts false back, and so opens the lock of another")
    public static class TryLockPutsBack {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            if (locked.getAndSet(true)) {
                locked.set(false);
                return false;
            }
            return true;
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleTries",
            why = "lock() swaps, tryLock() looks first and takes afterwards")
    public static class TryLockGetThenSet {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            if (locked.get()) {
                return false;
            }
            locked.set(true);
            return true;
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "separate",
            why = "the bool is static: all locks of the program are one")
    public static class OneBoolForAll {
        private static final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleExcludes",
            why = "spins while it holds the monitor that unlock() needs")
    public static class SynchronizedSpin {
        private boolean locked;

        public synchronized void lock() {
            while (locked) {
                Thread.onSpinWait();
            }
            locked = true;
        }

        public synchronized boolean tryLock() {
            if (locked) {
                return false;
            }
            locked = true;
            return true;
        }

        public synchronized void unlock() {
            locked = false;
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleExcludes",
            why = "asks once, and then spins on its own copy of the answer")
    public static class LooksOnce {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            boolean taken = locked.getAndSet(true);
            while (taken) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "neverRefusesAFreeLock",
            why = "a weak compare-and-set may fail for no reason, so tryLock() may refuse a free lock")
    public static class WeakTryLock {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return locked.weakCompareAndSetAcquire(false, true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "one weak compare-and-set when the lock looks free, and no look at its result")
    public static class WeakOnce {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get()) {
                Thread.onSpinWait();
            }
            locked.weakCompareAndSetAcquire(false, true);
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleHandsOver",
            why = "an opaque unlock() orders nothing: what was written inside may arrive later")
    public static class UnlockOpaque {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setOpaque(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "a plain unlock() orders nothing, and the compiler may even move it")
    public static class UnlockPlain {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return !locked.getAndSet(true);
        }

        public void unlock() {
            locked.setPlain(false);
        }
    }

    @Wrong(
            exercise = "2.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleHandsOver",
            why = "a plain compare-and-set is atomic and orders nothing: what is read inside may be old")
    public static class LockPlain {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (!locked.weakCompareAndSetPlain(false, true)) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return locked.compareAndSet(false, true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }
}
