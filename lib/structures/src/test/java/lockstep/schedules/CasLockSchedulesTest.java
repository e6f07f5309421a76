package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import lockstep.interleave.Progress.Level;
import lockstep.spin.CasLock;

public class CasLockSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public CasLockSchedulesTest() {
        super(CasLock.class);
        scenario("turns", () -> LockScenarios.turns(new CasLock()));
        scenario("returns", () -> LockScenarios.returns(new CasLock()));
        scenario("three", THREE, () -> LockScenarios.three(new CasLock()));
        scenario("exclusion", () -> LockScenarios.exclusion(new CasLock()));
        scenario("tries", () -> LockScenarios.tries(new CasLock()));
        scenario("triesAlone", () -> LockScenarios.triesAlone(new CasLock()));
        scenario("limited", () -> LockScenarios.limited(new CasLock()));
        scenario("limitedInVain", () -> LockScenarios.limitedInVain(new CasLock()));
        scenario("limitedInterrupted", () -> LockScenarios.limitedInterrupted(new CasLock()));
        scenario("interrupted", () -> LockScenarios.interrupted(new CasLock()));
        scenario("interruptedInVain", () -> LockScenarios.interruptedInVain(new CasLock()));
        scenario("uninterruptible", () -> LockScenarios.uninterruptible(new CasLock()));
        scenario("passedOn", THREE, () -> LockScenarios.passedOn(new CasLock()));

        progress("lock() waits", Level.BLOCKING, () -> LockScenarios.turns(new CasLock()));
        progress("tryLock() does not", Level.LOCK_FREE, () -> LockScenarios.onlyTries(new CasLock()));

        mutant("lock() does not acquire",
                "HELD.weakCompareAndSetAcquire(this, false, true)", "HELD.weakCompareAndSetRelease(this, false, true)",
                "turns", DATA_RACE);
        mutant("lock() is plain",
                "HELD.weakCompareAndSetAcquire(this, false, true)", "HELD.weakCompareAndSetPlain(this, false, true)",
                "turns", DATA_RACE);
        mutant("tryLock() does not acquire",
                "HELD.compareAndExchangeAcquire(this, false, true)", "HELD.compareAndExchangeRelease(this, false, true)",
                "tries", DATA_RACE);
        mutant("tryLock() is weak",
                "!(boolean) HELD.compareAndExchangeAcquire(this, false, true)", "HELD.weakCompareAndSetAcquire(this, false, true)",
                "triesAlone", EXCEPTION);
        mutant("lock() tries once",
                "while (!HELD.weakCompareAndSetAcquire(this, false, true))", "if (!HELD.weakCompareAndSetAcquire(this, false, true))",
                "exclusion", EXCLUSION, EXCEPTION);
        mutant("lock() sets what is set already",
                "HELD.weakCompareAndSetAcquire(this, false, true)", "HELD.weakCompareAndSetAcquire(this, true, true)",
                "turns", DEADLOCK);
        mutant("lock() looks, then takes",
                "while (!HELD.weakCompareAndSetAcquire(this, false, true)) { Thread.onSpinWait(); }",
                "while ((boolean) HELD.getVolatile(this)) { Thread.onSpinWait(); } HELD.setVolatile(this, true);",
                "exclusion", EXCLUSION, EXCEPTION);
        mutant("unlock() is opaque",
                "HELD.setRelease(this, false)", "HELD.setOpaque(this, false)", "turns", DATA_RACE);
        mutant("unlock() is plain",
                "HELD.setRelease(this, false)", "HELD.set(this, false)", "turns", DATA_RACE);
        mutant("unlock() does nothing",
                "HELD.setRelease(this, false);", "", "turns", DEADLOCK);
    }
}
