package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress.Level;
import lockstep.value.SpinValueLock;

/** The value is handed on whole, whether it is changed in place or replaced. */
public class SpinValueLockSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public SpinValueLockSchedulesTest() {
        super(SpinValueLock.class);
        scenario("changes", SpinValueLockSchedulesTest::changes);
        scenario("replaces", SpinValueLockSchedulesTest::replaces);
        scenario("three", THREE, SpinValueLockSchedulesTest::three);

        progress("lock() waits", Level.BLOCKING, SpinValueLockSchedulesTest::changes);

        mutant("lock() does not acquire",
                "HELD.getAndSetAcquire(this, true)", "HELD.getAndSetRelease(this, true)", "changes", DATA_RACE);
        mutant("the look acquires, and not the swap",
                m -> {
                    m.edit(SpinValueLock.class, "HELD.getAndSetAcquire(this, true)", "HELD.getAndSetRelease(this, true)");
                    m.edit(SpinValueLock.class, "while ((boolean) HELD.getOpaque(this))", "while ((boolean) HELD.getAcquire(this))");
                }, "replaces", DATA_RACE);
        mutant("lock() looks plainly",
                "while ((boolean) HELD.getOpaque(this))", "while ((boolean) HELD.get(this))", "changes", DATA_RACE);
        mutant("lock() goes in as soon as it looks free",
                "while ((boolean) HELD.getAndSetAcquire(this, true)) {", "if ((boolean) HELD.getAndSetAcquire(this, true)) {",
                "changes", DATA_RACE, EXCEPTION);
        mutant("lock() reads the value before it has the lock",
                m -> {
                    m.edit(SpinValueLock.class, "public T lock() {", "public T lock() { T early = value;");
                    m.edit(SpinValueLock.class, "return value;", "return early;");
                }, "replaces", DATA_RACE);
        mutant("set() puts it in after the lock was given back",
                "this.value = value; } public void unlock() { checkHeld(\"unlock()\"); HELD.setRelease(this, false);",
                "HELD.setRelease(this, false); this.value = value; } public void unlock() {", "replaces", DATA_RACE);
        mutant("unlock() is opaque",
                "HELD.setRelease(this, false)", "HELD.setOpaque(this, false)", "changes", DATA_RACE);
        mutant("unlock() is plain",
                "HELD.setRelease(this, false)", "HELD.set(this, false)", "changes", DATA_RACE);
        mutant("unlock() does nothing",
                "HELD.setRelease(this, false);", "", "changes", DEADLOCK);
    }

    private static void changes() {
        SpinValueLock<int[]> lock = new SpinValueLock<>(new int[1]);
        Action add = () -> {
            lock.lock()[0]++;
            lock.unlock();
        };
        Interleave.together(add, add);
        check(lock.lock()[0] == 2, "two turns make something else");
    }

    private static void replaces() {
        SpinValueLock<Integer> lock = new SpinValueLock<>(0);
        Action add = () -> {
            lock.set(lock.lock() + 1);
            lock.unlock();
        };
        Interleave.together(() -> {
            add.run();
            add.run();
        }, add);
        check(lock.lock() == 3, "three turns make something else");
    }

    private static void three() {
        SpinValueLock<int[]> lock = new SpinValueLock<>(new int[1]);
        Action add = () -> {
            lock.lock()[0]++;
            lock.unlock();
        };
        Interleave.together(add, add, add);
        check(lock.lock()[0] == 3, "three turns make something else");
    }
}
