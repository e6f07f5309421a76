package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import lockstep.interleave.Progress.Level;
import lockstep.spin.TtasLock;

public class TtasLockSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public TtasLockSchedulesTest() {
        super(TtasLock.class);
        scenario("turns", () -> LockScenarios.turns(new TtasLock()));
        scenario("returns", () -> LockScenarios.returns(new TtasLock()));
        scenario("three", THREE, () -> LockScenarios.three(new TtasLock()));
        scenario("exclusion", () -> LockScenarios.exclusion(new TtasLock()));
        scenario("tries", () -> LockScenarios.tries(new TtasLock()));
        scenario("triesAlone", () -> LockScenarios.triesAlone(new TtasLock()));
        scenario("limited", () -> LockScenarios.limited(new TtasLock()));
        scenario("limitedInVain", () -> LockScenarios.limitedInVain(new TtasLock()));
        scenario("limitedInterrupted", () -> LockScenarios.limitedInterrupted(new TtasLock()));
        scenario("interrupted", () -> LockScenarios.interrupted(new TtasLock()));
        scenario("interruptedInVain", () -> LockScenarios.interruptedInVain(new TtasLock()));
        scenario("uninterruptible", () -> LockScenarios.uninterruptible(new TtasLock()));
        scenario("passedOn", THREE, () -> LockScenarios.passedOn(new TtasLock()));

        progress("lock() waits", Level.BLOCKING, () -> LockScenarios.turns(new TtasLock()));
        progress("tryLock() does not", Level.LOCK_FREE, () -> LockScenarios.onlyTries(new TtasLock()));

        mutant("the swap does not acquire",
                "HELD.getAndSetAcquire(this, true)", "HELD.getAndSetRelease(this, true)", "turns", DATA_RACE);
        mutant("the look acquires, and not the swap",
                m -> {
                    m.edit(TtasLock.class, "!(boolean) HELD.getOpaque(this) &&", "!(boolean) HELD.getAcquire(this) &&");
                    m.edit(TtasLock.class, "HELD.getAndSetAcquire(this, true)", "HELD.getAndSetRelease(this, true)");
                }, "returns", DATA_RACE);
        mutant("the waiter looks plainly",
                "while ((boolean) HELD.getOpaque(this))", "while ((boolean) HELD.get(this))", "turns", DATA_RACE);
        mutant("tryLock() looks plainly",
                "!(boolean) HELD.getOpaque(this) &&", "!(boolean) HELD.get(this) &&", "turns", DATA_RACE);
        mutant("looks, then takes",
                "return !(boolean) HELD.getOpaque(this) && !(boolean) HELD.getAndSetAcquire(this, true);",
                "if ((boolean) HELD.getVolatile(this)) { return false; } HELD.setVolatile(this, true); return true;",
                "exclusion", EXCLUSION, EXCEPTION);
        mutant("does not look whether the swap agrees",
                "return !(boolean) HELD.getOpaque(this) && !(boolean) HELD.getAndSetAcquire(this, true);",
                "return !(boolean) HELD.getOpaque(this) | !(boolean) HELD.getAndSetAcquire(this, true);",
                "exclusion", EXCLUSION, EXCEPTION);
        mutant("lock() waits until it looks free, and does not try again",
                "while (!tryLock())", "if (!tryLock())", "exclusion", EXCLUSION, EXCEPTION);
        mutant("unlock() is opaque",
                "HELD.setRelease(this, false)", "HELD.setOpaque(this, false)", "turns", DATA_RACE);
        mutant("unlock() is plain",
                "HELD.setRelease(this, false)", "HELD.set(this, false)", "turns", DATA_RACE);
        mutant("unlock() does nothing",
                "HELD.setRelease(this, false);", "", "turns", DEADLOCK);
    }
}
