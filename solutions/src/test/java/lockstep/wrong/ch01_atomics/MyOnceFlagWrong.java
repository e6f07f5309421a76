package lockstep.wrong.ch01_atomics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 1.2. */
public final class MyOnceFlagWrong {

    private MyOnceFlagWrong() {
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "everyScheduleHasOneWinner",
            why = "looks, then writes: two may look before either writes")
    public static class CheckThenAct {
        private boolean claimed;

        public boolean claim() {
            if (claimed) {
                return false;
            }
            claimed = true;
            return true;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "everyScheduleHasOneWinner",
            why = "volatile makes the look and the write visible, and they are still two")
    public static class VolatileCheckThenAct {
        private volatile boolean claimed;

        public boolean claim() {
            if (!claimed) {
                claimed = true;
                return true;
            }
            return false;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "everyScheduleHasOneWinner",
            why = "an atomic get and an atomic set are not one atomic step")
    public static class GetThenSet {
        private final AtomicBoolean claimed = new AtomicBoolean();

        public boolean claim() {
            boolean before = claimed.get();
            claimed.set(true);
            return !before;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "everyScheduleHasOneWinner",
            why = "two atomic steps: both threads add, then both read")
    public static class CountsThenLooks {
        private final AtomicInteger claims = new AtomicInteger();

        public boolean claim() {
            claims.incrementAndGet();
            return claims.get() == 1;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "everyScheduleHasOneWinner",
            why = "the look is outside the lock, and is not repeated inside")
    public static class LooksOutsideTheLock {
        private volatile boolean claimed;

        public boolean claim() {
            if (claimed) {
                return false;
            }
            synchronized (this) {
                claimed = true;
                return true;
            }
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "everyScheduleHasOneWinner",
            why = "writes a mark and looks whether it is still its own: the later one overwrites, and both may look in time")
    public static class LastWriterThinksItWon {
        private volatile Thread owner;

        public boolean claim() {
            if (owner == null) {
                owner = Thread.currentThread();
                return owner == Thread.currentThread();
            }
            return false;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "firstWins",
            why = "returns what the swap found: false to the winner, true to all others")
    public static class TheWrongWayRound {
        private final AtomicBoolean claimed = new AtomicBoolean();

        public boolean claim() {
            return claimed.getAndSet(true);
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = {"firstWins", "laterThreadLoses"},
            why = "toggles: every second call wins")
    public static class Toggles {
        private boolean claimed;

        public synchronized boolean claim() {
            claimed = !claimed;
            return claimed;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "laterThreadLoses",
            why = "once per thread, not once")
    public static class OncePerThread {
        private final ThreadLocal<Boolean> claimed = ThreadLocal.withInitial(() -> false);

        public boolean claim() {
            boolean first = !claimed.get();
            claimed.set(true);
            return first;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "eachFlagHasItsWinner",
            why = "a static field is shared by all flags")
    public static class SharedByAll {
        private static final AtomicBoolean CLAIMED = new AtomicBoolean();

        public boolean claim() {
            return CLAIMED.compareAndSet(false, true);
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.HUNG, breaks = "firstWins",
            why = "a loser tries again and again, like a lock: it waits instead of saying no")
    public static class WaitsForItsTurn {
        private final AtomicBoolean claimed = new AtomicBoolean();

        public boolean claim() {
            while (!claimed.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
            return true;
        }
    }

    @Wrong(exercise = "1.2", expect = Verdict.Kind.WRONG, breaks = "everyScheduleHasOneWinner",
            why = "a weak compare-and-set may fail for no reason, and then nobody wins; x86 never does it, ARM may")
    public static class WeakWithoutALoop {
        private final AtomicBoolean claimed = new AtomicBoolean();

        public boolean claim() {
            return claimed.weakCompareAndSetVolatile(false, true);
        }
    }
}
