package lockstep.wrong.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 2.5. */
public final class MyTicketLockWrong {

    private MyTicketLockWrong() {}

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleExcludes",
            why = "reads the next ticket and writes it back plus one: two threads draw the same")
    public static class TicketReadThenWritten {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.get();
            next.set(mine + 1);
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "takesAndFrees",
            why = "calls the number after the next")
    public static class UnlockSkips {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.set(called.get() + 2);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "takesAndFrees",
            why = "calls nobody")
    public static class UnlockDoesNothing {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.get();
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleExcludes",
            why = "calls the ticket drawn last: those in between wait for ever")
    public static class UnlockCallsTheLast {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.set(next.get());
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "refuses",
            why = "draws a ticket, and goes away when it is not called at once")
    public static class TryLockLeavesATicket {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            return next.getAndIncrement() == called.get();
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleTries",
            why = "puts the ticket back, although others may have drawn behind it")
    public static class TryLockPutsTheTicketBack {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            if (next.getAndIncrement() == called.get()) {
                return true;
            }
            next.decrementAndGet();
            return false;
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleTries",
            why = "sees that nobody is there, and draws afterwards")
    public static class TryLockGetThenSet {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            if (next.get() != now) {
                return false;
            }
            next.set(now + 1);
            return true;
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "refuses",
            why = "tryLock() waits like lock()")
    public static class TryLockWaits {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            lock();
            return true;
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "everyTryComesBack",
            why = "sees that nobody is there, and then calls lock(), which may wait")
    public static class TryLockLooksThenLocks {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            if (next.get() != called.get()) {
                return false;
            }
            lock();
            return true;
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleTries",
            why = "sees that nobody is there, and then takes whatever ticket comes")
    public static class TryLockDrawsAnyway {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            if (next.get() != called.get()) {
                return false;
            }
            next.getAndIncrement();
            return true;
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "the comparison is the wrong way round: whoever is early goes in")
    public static class WaitsForSmaller {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() > mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "takesAndFrees",
            why = "takes the ticket after the increment: nobody ever calls number one")
    public static class OffByOne {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.incrementAndGet();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleExcludes",
            why = "draws a new ticket with every look")
    public static class DrawsAgain {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            while (next.getAndIncrement() != called.get()) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = {"servesInOrder", "nobodyOvertakes"},
            why = "a test-and-test-and-set lock: whoever is quick gets in")
    public static class NotFair {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                while (locked.getOpaque()) {
                    Thread.onSpinWait();
                }
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
            exercise = "2.5",
            expect = Verdict.Kind.HUNG,
            breaks = "everyScheduleExcludes",
            why = "a waiting thread looks at the newest ticket, not at its own")
    public static class LastComeFirstServed {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            next.getAndIncrement();
            while (called.get() != next.get() - 1) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "an opaque unlock() orders nothing")
    public static class UnlockOpaque {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setOpaque(called.getPlain() + 1);
        }
    }

    @Wrong(
            exercise = "2.5",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "reads the call without acquire: what is read inside may be old")
    public static class LockOpaque {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.getOpaque() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }
}
