package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress.Level;
import lockstep.once.Lazy;

/** The value is made once, and whoever gets it gets it whole. */
public class LazySchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public LazySchedulesTest() {
        super(Lazy.class);
        scenario("once", LazySchedulesTest::once);
        scenario("twiceEach", LazySchedulesTest::twiceEach);
        scenario("nothing", LazySchedulesTest::nothing);
        scenario("fails", THREE, LazySchedulesTest::fails);
        scenario("three", THREE, LazySchedulesTest::three);

        progress("the first get() waits", Level.BLOCKING, LazySchedulesTest::once);
        progress("later ones do not", Level.LOCK_FREE, LazySchedulesTest::made);

        mutant("get() is opaque",
                "VALUE.getAcquire(this)", "VALUE.getOpaque(this)", "once", DATA_RACE);
        mutant("get() is plain",
                "VALUE.getAcquire(this)", "VALUE.get(this)", "once", DATA_RACE);
        mutant("the value is published by an opaque store",
                "VALUE.setRelease(this, found)", "VALUE.setOpaque(this, found)", "once", DATA_RACE);
        mutant("the value is published by a plain store",
                "VALUE.setRelease(this, found)", "VALUE.set(this, found)", "once", DATA_RACE);
        mutant("no lock",
                m -> {
                    m.edit(Lazy.class, "lock.lock();", "");
                    m.edit(Lazy.class, "lock.unlock();", "");
                }, "once", DATA_RACE, EXCEPTION);
        mutant("does not look again under the lock",
                "Object found = VALUE.getOpaque(this); if (found == null) {", "Object found; {", "once", EXCEPTION);
        mutant("the value is not kept",
                "VALUE.setRelease(this, found);", "", "once", EXCEPTION);
        mutant("a null that was made is not kept",
                "found = made == null ? NULL : made;", "found = made;", "nothing", EXCEPTION);
        mutant("the supplier is let go before it has made the value",
                "T made = supplier.get();", "Supplier<? extends T> maker = supplier; supplier = null; T made = maker.get();",
                "fails", EXCEPTION);
        mutant("does not unlock when the supplier throws",
                "} return found; } finally { lock.unlock(); }", "} lock.unlock(); return found; } finally { }", "fails", DEADLOCK, EXCEPTION);
        mutant("publishes, then makes it what it is to be",
                "T made = supplier.get(); found = made == null ? NULL : made; VALUE.setRelease(this, found);",
                "found = NULL; VALUE.setRelease(this, found); T made = supplier.get(); found = made == null ? NULL : made; "
                        + "VALUE.setRelease(this, found);", "once", EXCEPTION);
    }

    private static void once() {
        int[] made = new int[1];
        Lazy<int[]> lazy = new Lazy<>(() -> new int[] {42 + made[0]++});
        Action get = () -> check(lazy.get()[0] == 42, "not what was made first");
        Interleave.together(get, get);
        check(made[0] == 1, "made " + made[0] + " times");
    }

    private static void twiceEach() {
        Lazy<int[]> lazy = new Lazy<>(() -> new int[] {42});
        Action get = () -> {
            int[] first = lazy.get();
            check(first[0] == 42, "not what was made");
            check(lazy.get() == first, "not the same again");
        };
        Interleave.together(get, get);
    }

    private static void nothing() {
        int[] made = new int[1];
        Lazy<int[]> lazy = new Lazy<>(() -> {
            made[0]++;
            return null;
        });
        Action get = () -> check(lazy.get() == null, "not null");
        Interleave.together(get, get);
        check(made[0] == 1, "made " + made[0] + " times");
    }

    /** The supplier throws the first time: that caller gets it, and the other one, or the next, the value. */
    private static void fails() {
        int[] tries = new int[1];
        Lazy<int[]> lazy = new Lazy<>(() -> {
            if (++tries[0] == 1) {
                throw new ArithmeticException("the first try fails");
            }
            return new int[] {42};
        });
        Action get = () -> {
            try {
                check(lazy.get()[0] == 42, "not what was made");
            } catch (ArithmeticException e) {
                check(lazy.get()[0] == 42, "not what was made at last");
            }
        };
        Interleave.together(get, get);
        check(tries[0] == 2, "tried " + tries[0] + " times");
    }

    private static void three() {
        Lazy<int[]> lazy = new Lazy<>(() -> new int[] {42});
        Action get = () -> check(lazy.get()[0] == 42, "not what was made");
        Interleave.together(get, get, get);
    }

    private static void made() {
        Lazy<int[]> lazy = new Lazy<>(() -> new int[] {42});
        lazy.get();
        Action get = () -> check(lazy.get()[0] == 42, "not what was made");
        Interleave.together(get, get);
    }
}
