package lockstep.wrong.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 2.3. */
public final class MyTtasLockWrong {

    private MyTtasLockWrong() {}

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "readsWhileWaiting",
            why = "the plain swap lock: every look is a write")
    public static class SwapsWhileWaiting {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "readsWhileWaiting",
            why = "a compare-and-set takes the cache line even when it fails")
    public static class CasWhileWaiting {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (!locked.weakCompareAndSetAcquire(false, true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "readsWhileWaiting",
            why = "| evaluates both sides: it reads, and swaps whatever it read")
    public static class ReadsAndSwaps {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get() | locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "readsWhileWaiting",
            why = "one test at the beginning, and then swaps without end")
    public static class TestsOnlyOnce {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            if (locked.get()) {
                Thread.onSpinWait();
            }
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "test, then set: the second half is no test-and-set any more")
    public static class ReadThenSet {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get()) {
                Thread.onSpinWait();
            }
            locked.set(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "swaps when it looks free, and does not look at what came out")
    public static class SwapResultIgnored {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get()) {
                Thread.onSpinWait();
            }
            locked.getAndSet(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "after the first failed swap it goes in as soon as the lock looks free")
    public static class TakesTheReadForTheSwap {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            if (locked.getAndSet(true)) {
                while (locked.get()) {
                    Thread.onSpinWait();
                }
                locked.set(true);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "readsWhileWaiting",
            why = "reads once, and then looks at the copy for ever")
    public static class ReadsItsOwnCopy {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            boolean taken = locked.get();
            while (taken) {
                Thread.onSpinWait();
            }
            while (locked.getAndSet(true)) {
                taken = locked.get();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "readsWhileWaiting",
            why = "only reads the bool, but writes statistics to a field beside it")
    public static class CountsTheWaiting {
        private final AtomicBoolean locked = new AtomicBoolean();

        private volatile long looks;

        public void lock() {
            while (locked.getAndSet(true)) {
                while (locked.get()) {
                    looks = looks + 1;
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.HUNG,
            breaks = "takesAndFrees",
            why = "unlock() is empty")
    public static class UnlockDoesNothing {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                while (locked.getOpaque()) {
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {

        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "readsWhileWaiting",
            why = "reads a thousand times, and then goes in")
    public static class GivesUp {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            for (int i = 0; i < 1000 && (locked.get() || locked.getAndSet(true)); i++) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "reads the field plainly while it waits: the compiler may read it once and never again")
    public static class PlainReads {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                while (locked.getPlain()) {
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleHandsOver",
            why = "an opaque unlock() orders nothing")
    public static class UnlockOpaque {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                while (locked.getOpaque()) {
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {
            locked.setOpaque(false);
        }
    }

    @Wrong(
            exercise = "2.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleHandsOver",
            why = "the read is an acquire, but the compare-and-set that decides orders nothing")
    public static class LockPlain {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getOpaque() || !locked.weakCompareAndSetPlain(false, true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }
}
