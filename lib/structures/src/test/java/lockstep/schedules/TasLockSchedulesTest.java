package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import lockstep.interleave.Progress.Level;
import lockstep.spin.TasLock;

public class TasLockSchedulesTest extends Schedules {

    private static final Class<?> SPIN_LOCK = TasLock.class.getSuperclass();

    /** Scenarios, mutants, progress. */
    public TasLockSchedulesTest() {
        super(TasLock.class);
        scenario("turns", () -> LockScenarios.turns(new TasLock()));
        scenario("returns", () -> LockScenarios.returns(new TasLock()));
        scenario("three", THREE, () -> LockScenarios.three(new TasLock()));
        scenario("exclusion", () -> LockScenarios.exclusion(new TasLock()));
        scenario("tries", () -> LockScenarios.tries(new TasLock()));
        scenario("triesAlone", () -> LockScenarios.triesAlone(new TasLock()));
        scenario("limited", () -> LockScenarios.limited(new TasLock()));
        scenario("moment", () -> LockScenarios.moment(new TasLock()));
        scenario("limitedInVain", () -> LockScenarios.limitedInVain(new TasLock()));
        scenario("limitedInterrupted", () -> LockScenarios.limitedInterrupted(new TasLock()));
        scenario("interrupted", () -> LockScenarios.interrupted(new TasLock()));
        scenario("interruptedInVain", () -> LockScenarios.interruptedInVain(new TasLock()));
        scenario("uninterruptible", () -> LockScenarios.uninterruptible(new TasLock()));
        scenario("passedOn", THREE, () -> LockScenarios.passedOn(new TasLock()));

        progress("lock() waits", Level.BLOCKING, () -> LockScenarios.turns(new TasLock()));
        progress("tryLock() does not", Level.LOCK_FREE, () -> LockScenarios.onlyTries(new TasLock()));

        mutant("lock() does not acquire",
                "while ((boolean) HELD.getAndSetAcquire(this, true))", "while ((boolean) HELD.getAndSetRelease(this, true))",
                "turns", DATA_RACE);
        mutant("tryLock() does not acquire",
                "return !(boolean) HELD.getAndSetAcquire(this, true)", "return !(boolean) HELD.getAndSetRelease(this, true)",
                "tries", DATA_RACE);
        mutant("unlock() is opaque",
                "HELD.setRelease(this, false)", "HELD.setOpaque(this, false)", "turns", DATA_RACE);
        mutant("unlock() is plain",
                "HELD.setRelease(this, false)", "HELD.set(this, false)", "turns", DATA_RACE);
        mutant("unlock() does nothing",
                "HELD.setRelease(this, false);", "", "turns", DEADLOCK);
        mutant("unlock() looks plainly",
                "HELD.getOpaque(this)", "HELD.get(this)", "turns", DATA_RACE);
        mutant("lock() looks, then takes",
                "while ((boolean) HELD.getAndSetAcquire(this, true)) { Thread.onSpinWait(); }",
                "while ((boolean) HELD.getVolatile(this)) { Thread.onSpinWait(); } HELD.setVolatile(this, true);",
                "exclusion", EXCLUSION, EXCEPTION);
        mutant("lock() takes it whatever it finds",
                "while ((boolean) HELD.getAndSetAcquire(this, true))", "if ((boolean) HELD.getAndSetAcquire(this, true))",
                "exclusion", EXCLUSION, EXCEPTION);
        mutant("tryLock() always succeeds",
                "return !(boolean) HELD.getAndSetAcquire(this, true);", "HELD.getAndSetAcquire(this, true); return true;",
                "tries", DATA_RACE, EXCEPTION);
        // What the spin locks have in common is tested here, for all of them.
        mutant("a limited wait has no limit",
                m -> m.edit(SPIN_LOCK, "while (System.nanoTime() - start < nanos)", "while (start < Long.MAX_VALUE)"),
                "limitedInVain", DEADLOCK);
        mutant("a limited wait says yes when it is over",
                m -> m.edit(SPIN_LOCK, "< nanos); return false;", "< nanos); return true;"), "limitedInVain", EXCEPTION);
        mutant("a limited wait does not look at the interrupt status",
                m -> m.edit(SPIN_LOCK, "do { if (Thread.interrupted()) { throw new InterruptedException(); } if (tryLockOrSpin())",
                        "do { if (tryLockOrSpin())"), "limitedInterrupted", DEADLOCK);
        mutant("lockInterruptibly() looks at the interrupt status only once",
                m -> m.edit(SPIN_LOCK, "do { if (Thread.interrupted()) { throw new InterruptedException(); } } while (!tryLockOrSpin())",
                        "if (Thread.interrupted()) { throw new InterruptedException(); } while (!tryLockOrSpin()) { }"),
                "interruptedInVain", DEADLOCK);
        mutant("lockInterruptibly() leaves the interrupt status as it is",
                m -> m.edit(SPIN_LOCK, "do { if (Thread.interrupted()) { throw new InterruptedException(); } } while (!tryLockOrSpin())",
                        "do { if (Thread.currentThread().isInterrupted()) { throw new InterruptedException(); } } while (!tryLockOrSpin())"),
                "interrupted", EXCEPTION);
        mutant("lockInterruptibly() throws, and has taken the lock",
                m -> m.edit(SPIN_LOCK, "do { if (Thread.interrupted()) { throw new InterruptedException(); } } while (!tryLockOrSpin())",
                        "while (!tryLockOrSpin()) { } if (Thread.interrupted()) { throw new InterruptedException(); }"),
                "interrupted", EXCEPTION);
    }
}
