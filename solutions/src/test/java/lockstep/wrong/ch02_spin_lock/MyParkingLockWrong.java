package lockstep.wrong.ch02_spin_lock;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 2.6. */
public final class MyParkingLockWrong {

    private MyParkingLockWrong() {}

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = {"spinsThenSleeps", "everyScheduleExcludes"},
            why = "puts its name down and sleeps; an unlock() just before that woke nobody")
    public static class ParksWithoutLookingAgain {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            while (locked.getAndSet(true)) {
                sleepers.add(me);
                LockSupport.park(this);
                sleepers.remove(me);
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = "spinsThenSleeps",
            why = "unlock() frees the lock and lets the sleepers sleep")
    public static class UnlockWakesNobody {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.set(false);
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = {"spinsThenSleeps", "everyScheduleExcludes"},
            why = "wakes first and frees afterwards: the sleeper looks in between, and sleeps again")
    public static class WakesBeforeItFrees {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            LockSupport.unpark(sleepers.peek());
            locked.set(false);
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = {"spinsThenSleeps", "everyScheduleExcludes"},
            why = "looks again before its name is on the list, not after")
    public static class LooksAgainTooEarly {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            while (locked.get() || locked.getAndSet(true)) {
                sleepers.add(me);
                LockSupport.park(this);
                sleepers.remove(me);
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = {"spinsThenSleeps", "everyScheduleExcludes"},
            why = "looks who sleeps, then frees the lock, then wakes whom it saw")
    public static class LooksForSleepersFirst {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            Thread first = sleepers.peek();
            locked.set(false);
            LockSupport.unpark(first);
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.WRONG,
            breaks = "spinsThenSleeps",
            why = "spins for ever")
    public static class NeverParks {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            while (locked.get() || locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = {Verdict.Kind.WRONG, Verdict.Kind.HUNG},
            breaks = "spinsThenSleeps",
            why = "gives its processor away again and again, but never sleeps")
    public static class YieldsForEver {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            while (locked.get() || locked.getAndSet(true)) {
                Thread.yield();
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.WRONG,
            breaks = "spinsThenSleeps",
            why = "sleeps at once")
    public static class NeverSpins {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.WRONG,
            breaks = "spinsThenSleeps",
            why = "gives a hundred hints without a look, and then sleeps")
    public static class SpinsBlindly {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            if (!locked.getAndSet(true)) {
                return;
            }
            for (int i = 0; i < 100; i++) {
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "takes the return of park() for the lock")
    public static class BelievesThePark {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            if (locked.getAndSet(true)) {
                LockSupport.park(this);
                locked.set(true);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.WRONG,
            breaks = "spinsThenSleeps",
            why = "sleeps a millisecond at a time, so that it needs no waking")
    public static class SleepsByTheClock {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            while (locked.get() || locked.getAndSet(true)) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = "everySleeperIsWoken",
            why = "remembers one sleeper: the second wipes out the first")
    public static class OneSleeperOnly {
        private final AtomicBoolean locked = new AtomicBoolean();
        private volatile Thread sleeper;

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            sleeper = Thread.currentThread();
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleeper);
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = {"spinsThenSleeps", "everyScheduleExcludes"},
            why = "takes the name off the list; if the woken thread loses the race it sleeps unlisted")
    public static class UnlockTakesTheName {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            sleepers.add(Thread.currentThread());
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.poll());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = "everySleeperIsWoken",
            why = "puts its name on the list at every look, and takes it off once")
    public static class PutsItsNameDownAgain {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
                sleepers.add(me);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = "everySleeperIsWoken",
            why = "never takes its name off: later calls wake the one who left long ago")
    public static class NameStaysOnTheList {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            sleepers.add(Thread.currentThread());
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "spins with a look and a set that are two steps")
    public static class GetThenSet {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get()) {
                    locked.set(true);
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = "takesAndFrees",
            why = "wakes, but does not free")
    public static class UnlockDoesNothing {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.WRONG,
            breaks = "spinsThenSleeps",
            why = "spins a while, and then goes in")
    public static class GivesUpAfterSpinning {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 5000; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = {"spinsThenSleeps", "everyScheduleExcludes"},
            why = "setRelease may pass the look at the list: both sides read the old value, and a wake-up is lost")
    public static class ReleaseIsNotEnough {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.setRelease(false);
            LockSupport.unpark(sleepers.peek());
        }
    }

    @Wrong(
            exercise = "2.6",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleExcludes",
            why = "an opaque unlock() orders nothing")
    public static class UnlockOpaque {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.setOpaque(false);
            LockSupport.unpark(sleepers.peek());
        }
    }
}
