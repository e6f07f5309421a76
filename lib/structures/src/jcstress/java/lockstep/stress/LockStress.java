package lockstep.stress;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.locks.Lock;
import lockstep.guard.Guard;
import lockstep.guard.GuardLock;
import lockstep.once.Lazy;
import lockstep.spin.BackoffLock;
import lockstep.spin.CasLock;
import lockstep.spin.SpinThenParkLock;
import lockstep.spin.TasLock;
import lockstep.spin.TicketLock;
import lockstep.spin.TtasLock;
import lockstep.value.SpinValueLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The locks under jcstress, which meets far more interleavings and compilations than a JUnit test. What it sees is still
 * what this machine's processor does: x86 never shows a missing release or acquire that the compiler left in place.
 */
public final class LockStress {

    private LockStress() {
    }

    /** Two turns at two plain counters. Whoever comes second sees both of the first one's writes. */
    abstract static class Turns {
        private final Lock lock;
        private int one;
        private int two;

        Turns(Lock lock) {
            this.lock = lock;
        }

        /** Adds one to both; as one number, so that a difference between them shows. */
        final int turn() {
            lock.lock();
            try {
                one++;
                two++;
                return 10 * one + two;
            } finally {
                lock.unlock();
            }
        }

        final int attempt() {
            if (!lock.tryLock()) {
                return 0;
            }
            try {
                one++;
                two++;
                return 10 * one + two;
            } finally {
                lock.unlock();
            }
        }

        final int limited(long nanos) {
            try {
                if (!lock.tryLock(nanos, NANOSECONDS)) {
                    return 0;
                }
            } catch (InterruptedException e) {
                return -1;
            }
            try {
                one++;
                two++;
                return 10 * one + two;
            } finally {
                lock.unlock();
            }
        }

        final int sum() {
            return 10 * one + two;
        }
    }

    /** Two threads take a turn each. */
    @JCStressTest
    @Outcome(id = "11, 22", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "22, 11", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class TasLockTurns extends Turns {
        /** A free lock. */
        public TasLockTurns() {
            super(new TasLock());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = turn();
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = turn();
        }
    }

    /** One waits, one only tries. */
    @JCStressTest
    @Outcome(id = "11, 0, 11", expect = Expect.ACCEPTABLE, desc = "found it held")
    @Outcome(id = "11, 22, 22", expect = Expect.ACCEPTABLE, desc = "tried afterwards")
    @Outcome(id = "22, 11, 22", expect = Expect.ACCEPTABLE, desc = "tried before")
    @State
    public static class TasLockAttempts extends Turns {
        /** A free lock. */
        public TasLockAttempts() {
            super(new TasLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Tries. */
        @Actor
        public void tries(III_Result r) {
            r.r2 = attempt();
        }

        /** What is left: as many turns as were had. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = sum();
        }
    }

    /** Two threads take a turn each. */
    @JCStressTest
    @Outcome(id = "11, 22", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "22, 11", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class CasLockTurns extends Turns {
        /** A free lock. */
        public CasLockTurns() {
            super(new CasLock());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = turn();
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = turn();
        }
    }

    /** One waits, one only tries. */
    @JCStressTest
    @Outcome(id = "11, 0, 11", expect = Expect.ACCEPTABLE, desc = "found it held")
    @Outcome(id = "11, 22, 22", expect = Expect.ACCEPTABLE, desc = "tried afterwards")
    @Outcome(id = "22, 11, 22", expect = Expect.ACCEPTABLE, desc = "tried before")
    @State
    public static class CasLockAttempts extends Turns {
        /** A free lock. */
        public CasLockAttempts() {
            super(new CasLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Tries. */
        @Actor
        public void tries(III_Result r) {
            r.r2 = attempt();
        }

        /** What is left: as many turns as were had. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = sum();
        }
    }

    /** Two threads take a turn each. */
    @JCStressTest
    @Outcome(id = "11, 22", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "22, 11", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class TtasLockTurns extends Turns {
        /** A free lock. */
        public TtasLockTurns() {
            super(new TtasLock());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = turn();
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = turn();
        }
    }

    /** One waits, one only tries. */
    @JCStressTest
    @Outcome(id = "11, 0, 11", expect = Expect.ACCEPTABLE, desc = "found it held")
    @Outcome(id = "11, 22, 22", expect = Expect.ACCEPTABLE, desc = "tried afterwards")
    @Outcome(id = "22, 11, 22", expect = Expect.ACCEPTABLE, desc = "tried before")
    @State
    public static class TtasLockAttempts extends Turns {
        /** A free lock. */
        public TtasLockAttempts() {
            super(new TtasLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Tries. */
        @Actor
        public void tries(III_Result r) {
            r.r2 = attempt();
        }

        /** What is left: as many turns as were had. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = sum();
        }
    }

    /** Two threads take a turn each. */
    @JCStressTest
    @Outcome(id = "11, 22", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "22, 11", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class BackoffLockTurns extends Turns {
        /** A free lock. */
        public BackoffLockTurns() {
            super(new BackoffLock());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = turn();
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = turn();
        }
    }

    /** One waits, one only tries. */
    @JCStressTest
    @Outcome(id = "11, 0, 11", expect = Expect.ACCEPTABLE, desc = "found it held")
    @Outcome(id = "11, 22, 22", expect = Expect.ACCEPTABLE, desc = "tried afterwards")
    @Outcome(id = "22, 11, 22", expect = Expect.ACCEPTABLE, desc = "tried before")
    @State
    public static class BackoffLockAttempts extends Turns {
        /** A free lock. */
        public BackoffLockAttempts() {
            super(new BackoffLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Tries. */
        @Actor
        public void tries(III_Result r) {
            r.r2 = attempt();
        }

        /** What is left: as many turns as were had. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = sum();
        }
    }

    /** Two threads take a turn each. */
    @JCStressTest
    @Outcome(id = "11, 22", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "22, 11", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class TicketLockTurns extends Turns {
        /** A free lock. */
        public TicketLockTurns() {
            super(new TicketLock());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = turn();
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = turn();
        }
    }

    /** One waits, one only tries. */
    @JCStressTest
    @Outcome(id = "11, 0, 11", expect = Expect.ACCEPTABLE, desc = "found it held")
    @Outcome(id = "11, 22, 22", expect = Expect.ACCEPTABLE, desc = "tried afterwards")
    @Outcome(id = "22, 11, 22", expect = Expect.ACCEPTABLE, desc = "tried before")
    @State
    public static class TicketLockAttempts extends Turns {
        /** A free lock. */
        public TicketLockAttempts() {
            super(new TicketLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Tries. */
        @Actor
        public void tries(III_Result r) {
            r.r2 = attempt();
        }

        /** What is left: as many turns as were had. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = sum();
        }
    }

    /** Two threads take a turn each. */
    @JCStressTest
    @Outcome(id = "11, 22", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "22, 11", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class SpinThenParkLockTurns extends Turns {
        /** A free lock. */
        public SpinThenParkLockTurns() {
            super(new SpinThenParkLock());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = turn();
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = turn();
        }
    }

    /** One waits, one only tries. */
    @JCStressTest
    @Outcome(id = "11, 0, 11", expect = Expect.ACCEPTABLE, desc = "found it held")
    @Outcome(id = "11, 22, 22", expect = Expect.ACCEPTABLE, desc = "tried afterwards")
    @Outcome(id = "22, 11, 22", expect = Expect.ACCEPTABLE, desc = "tried before")
    @State
    public static class SpinThenParkLockAttempts extends Turns {
        /** A free lock. */
        public SpinThenParkLockAttempts() {
            super(new SpinThenParkLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Tries. */
        @Actor
        public void tries(III_Result r) {
            r.r2 = attempt();
        }

        /** What is left: as many turns as were had. */
        @Arbiter
        public void left(III_Result r) {
            r.r3 = sum();
        }
    }

    /** One waits for a moment only, and may give up just as it is served. The lock must be free afterwards. */
    @JCStressTest
    @Outcome(id = "11, 0, 22", expect = Expect.ACCEPTABLE, desc = "gave up")
    @Outcome(id = "11, 22, 33", expect = Expect.ACCEPTABLE, desc = "second")
    @Outcome(id = "22, 11, 33", expect = Expect.ACCEPTABLE, desc = "first")
    @State
    public static class TicketLockLimits extends Turns {
        /** A free lock. */
        public TicketLockLimits() {
            super(new TicketLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Gives up soon. */
        @Actor
        public void givesUp(III_Result r) {
            r.r2 = limited(200);
        }

        /** Can still be taken. */
        @Arbiter
        public void taken(III_Result r) {
            r.r3 = turn();
        }
    }

    /** One waits for a moment only, and may give up just as it is served. The lock must be free afterwards. */
    @JCStressTest
    @Outcome(id = "11, 0, 22", expect = Expect.ACCEPTABLE, desc = "gave up")
    @Outcome(id = "11, 22, 33", expect = Expect.ACCEPTABLE, desc = "second")
    @Outcome(id = "22, 11, 33", expect = Expect.ACCEPTABLE, desc = "first")
    @State
    public static class SpinThenParkLockLimits extends Turns {
        /** A free lock. */
        public SpinThenParkLockLimits() {
            super(new SpinThenParkLock());
        }

        /** Waits. */
        @Actor
        public void waits(III_Result r) {
            r.r1 = turn();
        }

        /** Gives up soon. */
        @Actor
        public void givesUp(III_Result r) {
            r.r2 = limited(200);
        }

        /** Can still be taken. */
        @Arbiter
        public void taken(III_Result r) {
            r.r3 = turn();
        }
    }

    /** Two threads change the value. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class ValueTurns {
        private final SpinValueLock<int[]> lock = new SpinValueLock<>(new int[1]);

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = ++lock.lock()[0];
            lock.unlock();
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = ++lock.lock()[0];
            lock.unlock();
        }
    }

    /** Two threads replace the value, each through its guard. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "the first actor first")
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the second actor first")
    @State
    public static class GuardTurns {
        private final GuardLock<Integer> lock = new GuardLock<>(0);

        /** One. */
        @Actor
        public void first(II_Result r) {
            try (Guard<Integer> guard = lock.lock()) {
                r.r1 = guard.update(v -> v + 1);
            }
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            try (Guard<Integer> guard = lock.lock()) {
                r.r2 = guard.update(v -> v + 1);
            }
        }
    }

    /** Two threads ask at once; the value is made once, and seen whole. */
    @JCStressTest
    @Outcome(id = "7, 7, 1", expect = Expect.ACCEPTABLE, desc = "made once")
    @State
    public static class LazyGet {
        private int made;
        private final Lazy<int[]> lazy = new Lazy<>(() -> {
            made++;
            return new int[] {7};
        });

        /** One. */
        @Actor
        public void first(III_Result r) {
            r.r1 = lazy.get()[0];
        }

        /** The other. */
        @Actor
        public void second(III_Result r) {
            r.r2 = lazy.get()[0];
        }

        /** How often. */
        @Arbiter
        public void made(III_Result r) {
            r.r3 = made;
        }
    }
}
