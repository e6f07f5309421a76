package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import lockstep.interleave.Progress.Level;
import lockstep.spin.BackoffLock;

public class BackoffLockSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public BackoffLockSchedulesTest() {
        super(BackoffLock.class);
        scenario("turns", () -> LockScenarios.turns(new BackoffLock()));
        scenario("returns", () -> LockScenarios.returns(new BackoffLock()));
        scenario("three", THREE, () -> LockScenarios.three(new BackoffLock()));
        scenario("exclusion", () -> LockScenarios.exclusion(new BackoffLock()));
        scenario("tries", () -> LockScenarios.tries(new BackoffLock()));
        scenario("triesAlone", () -> LockScenarios.triesAlone(new BackoffLock()));
        scenario("limited", () -> LockScenarios.limited(new BackoffLock()));
        scenario("limitedInVain", () -> LockScenarios.limitedInVain(new BackoffLock()));
        scenario("limitedInterrupted", () -> LockScenarios.limitedInterrupted(new BackoffLock()));
        scenario("interrupted", () -> LockScenarios.interrupted(new BackoffLock()));
        scenario("interruptedInVain", () -> LockScenarios.interruptedInVain(new BackoffLock()));
        scenario("uninterruptible", () -> LockScenarios.uninterruptible(new BackoffLock()));
        scenario("passedOn", THREE, () -> LockScenarios.passedOn(new BackoffLock()));

        progress("lock() waits", Level.BLOCKING, () -> LockScenarios.turns(new BackoffLock()));
        progress("tryLock() does not", Level.LOCK_FREE, () -> LockScenarios.onlyTries(new BackoffLock()));

        mutant("the swap does not acquire",
                "HELD.getAndSetAcquire(this, true)", "HELD.getAndSetRelease(this, true)", "turns", DATA_RACE);
        mutant("tryLock() looks plainly",
                "!(boolean) HELD.getOpaque(this) &&", "!(boolean) HELD.get(this) &&", "turns", DATA_RACE);
        mutant("looks, then takes",
                "return !(boolean) HELD.getOpaque(this) && !(boolean) HELD.getAndSetAcquire(this, true);",
                "if ((boolean) HELD.getVolatile(this)) { return false; } HELD.setVolatile(this, true); return true;",
                "exclusion", EXCLUSION, EXCEPTION);
        mutant("lock() backs off once, and goes in",
                "while (!tryLock())", "if (!tryLock())", "exclusion", EXCLUSION, EXCEPTION);
        mutant("unlock() is opaque",
                "HELD.setRelease(this, false)", "HELD.setOpaque(this, false)", "turns", DATA_RACE);
        mutant("unlock() is plain",
                "HELD.setRelease(this, false)", "HELD.set(this, false)", "turns", DATA_RACE);
        mutant("unlock() does nothing",
                m -> {
                    m.edit(BackoffLock.class, "HELD.setRelease(this, false);", "");
                    m.edit(BackoffLock.class, "LONGEST = 1024", "LONGEST = 2"); // it takes many rounds to be sure
                    m.edit(BackoffLock.class, "SHORTEST = 128", "SHORTEST = 2");
                }, "turns", DEADLOCK);
    }
}
