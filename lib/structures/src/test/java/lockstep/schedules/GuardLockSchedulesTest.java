package lockstep.schedules;

import static java.util.concurrent.TimeUnit.SECONDS;
import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.guard.Guard;
import lockstep.guard.GuardLock;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress.Level;

/**
 * The guard is the only way to the value, and closing is the only way to unlock. The lock beneath has a test of its own
 * ({@link SpinThenParkLockSchedulesTest}).
 */
@SuppressWarnings("MustBeClosed") // guards are misused here on purpose
public class GuardLockSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public GuardLockSchedulesTest() {
        super(GuardLock.class);
        scenario("lists", GuardLockSchedulesTest::lists);
        scenario("with", GuardLockSchedulesTest::with);
        scenario("throwing", GuardLockSchedulesTest::throwing);
        scenario("tries", GuardLockSchedulesTest::tries);
        scenario("limited", GuardLockSchedulesTest::limited);
        scenario("interrupted", GuardLockSchedulesTest::interrupted);
        scenario("closedTwice", GuardLockSchedulesTest::closedTwice);
        scenario("usedAfterClose", GuardLockSchedulesTest::usedAfterClose);
        scenario("handedOver", GuardLockSchedulesTest::handedOver);

        progress("lock() waits", Level.BLOCKING, GuardLockSchedulesTest::with);
        progress("tryLock() does not", Level.LOCK_FREE, GuardLockSchedulesTest::onlyTries);

        mutant("lock() does not lock",
                "lock.lock(); return new Guard<>(this);", "return new Guard<>(this);", "lists", DATA_RACE, EXCEPTION);
        mutant("lockInterruptibly() does not lock",
                "lock.lockInterruptibly(); return", "return", "interrupted", DATA_RACE, EXCEPTION);
        mutant("tryLock() hands out a guard whether it has the lock or not",
                "return lock.tryLock() ? Optional.of(new Guard<>(this)) : Optional.empty();",
                "lock.tryLock(); return Optional.of(new Guard<>(this));", "tries", DATA_RACE, EXCEPTION);
        mutant("a limited wait that is over hands out a guard",
                "return lock.tryLock(time, unit) ? Optional.of(new Guard<>(this)) : Optional.empty();",
                "lock.tryLock(time, unit); return Optional.of(new Guard<>(this));", "limited", DATA_RACE, EXCEPTION);
        mutant("with() does not unlock",
                "try (Guard<T> guard = lock()) { return function.apply(guard.get()); }",
                "return function.apply(lock().get());", "with", DEADLOCK, EXCEPTION);
        mutant("with() does not unlock when the function throws",
                "try (Guard<T> guard = lock()) { return function.apply(guard.get()); }",
                "Guard<T> guard = lock(); R result = function.apply(guard.get()); guard.close(); return result;",
                "throwing", DEADLOCK, EXCEPTION);
        mutant("with() unlocks before the function is done",
                "try (Guard<T> guard = lock()) { return function.apply(guard.get()); }",
                "T early; try (Guard<T> guard = lock()) { early = guard.get(); } return function.apply(early);",
                "with", DATA_RACE);
        mutant("close() does not unlock",
                m -> m.edit(Guard.class, "lock.lock.unlock();", ""), "lists", DEADLOCK);
        mutant("close() is not idempotent",
                m -> m.edit(Guard.class, "if (open) { open = false; lock.lock.unlock(); }", "open = false; lock.lock.unlock();"),
                "closedTwice", EXCEPTION);
        mutant("close() forgets that it has been",
                m -> m.edit(Guard.class, "open = false;", ""), "closedTwice", EXCEPTION);
        mutant("a closed guard still reads",
                m -> m.edit(Guard.class, "checkOpen(); return lock.value;", "return lock.value;"), "usedAfterClose", DATA_RACE, EXCEPTION);
        mutant("a closed guard still writes",
                m -> m.edit(Guard.class, "checkOpen(); lock.value = value;", "lock.value = value;"),
                "usedAfterClose", DATA_RACE, EXCEPTION);
        mutant("update() looks only before the function runs",
                m -> m.edit(Guard.class, "set(value); return value;", "lock.value = value; return value;"), "usedAfterClose", DATA_RACE, EXCEPTION);
        mutant("any thread may close",
                m -> m.edit(Guard.class, "checkOpener(); if (open)", "if (open)"), "handedOver", DATA_RACE, EXCEPTION);
        mutant("any thread may use",
                m -> m.edit(Guard.class, "checkOpener(); if (!open)", "if (!open)"), "handedOver", DATA_RACE, EXCEPTION);
    }

    /** One pushes 1, the other one 2 and 2 under one guard. */
    private static void lists() {
        GuardLock<List<Integer>> lock = new GuardLock<>(new ArrayList<>());
        Interleave.together(() -> {
            try (Guard<List<Integer>> guard = lock.lock()) {
                guard.get().add(1);
            }
        }, () -> {
            try (Guard<List<Integer>> guard = lock.lock()) {
                guard.get().add(2);
                guard.get().add(2);
            }
        });
        List<Integer> list = lock.with(List::copyOf);
        check(list.equals(List.of(1, 2, 2)) || list.equals(List.of(2, 2, 1)), "the list is " + list);
    }

    private static void with() {
        GuardLock<int[]> lock = new GuardLock<>(new int[1]);
        Action add = () -> lock.with(value -> value[0]++);
        Interleave.together(add, add);
        check(lock.with(value -> value[0]) == 2, "two turns make something else");
    }

    private static void throwing() {
        GuardLock<int[]> lock = new GuardLock<>(new int[1]);
        Action add = () -> {
            try {
                lock.with(value -> 1 / value[0]++);
            } catch (ArithmeticException e) {
                // the first one's: it divides by 0
            }
        };
        Interleave.together(add, add);
        check(lock.with(value -> value[0]) == 2, "two turns make something else");
    }

    private static void tries() {
        GuardLock<Integer> lock = new GuardLock<>(0);
        boolean[] had = new boolean[1];
        Interleave.together(() -> {
            try (Guard<Integer> guard = lock.lock()) {
                guard.update(n -> n + 1);
            }
        }, () -> {
            Optional<Guard<Integer>> maybe = lock.tryLock();
            if (maybe.isPresent()) {
                try (Guard<Integer> guard = maybe.get()) {
                    guard.update(n -> n + 1);
                    had[0] = true;
                }
            }
        });
        check(lock.with(n -> n) == (had[0] ? 2 : 1), "a turn, and one more: " + had[0]);
    }

    private static void limited() {
        GuardLock<Integer> lock = new GuardLock<>(0);
        boolean[] had = new boolean[1];
        Interleave.together(() -> {
            try (Guard<Integer> guard = lock.lock()) {
                guard.update(n -> n + 1);
            }
        }, () -> {
            Optional<Guard<Integer>> maybe = lock.tryLock(1, SECONDS);
            if (maybe.isPresent()) {
                try (Guard<Integer> guard = maybe.get()) {
                    guard.update(n -> n + 1);
                    had[0] = true;
                }
            }
        });
        check(lock.with(n -> n) == (had[0] ? 2 : 1), "a turn, and one more: " + had[0]);
    }

    private static void interrupted() {
        GuardLock<Integer> lock = new GuardLock<>(0);
        boolean[] had = new boolean[1];
        Thread waiter = new Thread(() -> {
            try (Guard<Integer> guard = lock.lockInterruptibly()) {
                guard.update(n -> n + 1);
                had[0] = true;
            } catch (InterruptedException e) {
                // gave up
            }
        }, "waiter");
        waiter.start();
        Interleave.together(() -> {
            try (Guard<Integer> guard = lock.lock()) {
                guard.update(n -> n + 1);
                waiter.interrupt();
            }
        });
        LockScenarios.join(waiter);
        check(lock.with(n -> n) == (had[0] ? 2 : 1), "a turn, and one more: " + had[0]);
    }

    /** Whoever closes twice does nothing to the one who came in between. */
    private static void closedTwice() {
        GuardLock<Integer> lock = new GuardLock<>(0);
        Action add = () -> {
            try (Guard<Integer> guard = lock.lock()) {
                guard.update(n -> n + 1);
                guard.close();
            }
        };
        Interleave.together(add, add);
        check(lock.with(n -> n) == 2, "two turns make something else");
    }

    private static void usedAfterClose() {
        GuardLock<Integer> lock = new GuardLock<>(0);
        Interleave.together(() -> {
            Guard<Integer> guard = lock.lock();
            guard.close();
            refuses(guard::get);
            refuses(() -> guard.set(7));
            refuses(() -> guard.update(n -> 7));
            Guard<Integer> closing = lock.lock();
            refuses(() -> closing.update(n -> {
                closing.close();
                return 7;
            }));
        }, () -> {
            try (Guard<Integer> guard = lock.lock()) {
                guard.update(n -> n + 1);
            }
        });
        check(lock.with(n -> n) == 1, "one turn makes something else");
    }

    /** A guard gets into another thread's hands, which must not use nor close it. */
    private static void handedOver() {
        GuardLock<Integer> lock = new GuardLock<>(0);
        Guard<Integer> guard = lock.lock();
        Thread other = new Thread(() -> {
            refuses(guard::get);
            refuses(() -> guard.set(7));
            refuses(guard::close);
            try (Guard<Integer> own = lock.lock()) {
                own.update(n -> n + 1);
            }
        }, "other");
        other.start();
        guard.update(n -> n + 1);
        guard.close();
        LockScenarios.join(other);
        check(lock.with(n -> n) == 2, "two turns make something else");
    }

    private static void onlyTries() {
        GuardLock<Integer> lock = new GuardLock<>(0);
        Action attempt = () -> lock.tryLock().ifPresent(Guard::close);
        Interleave.together(attempt, attempt);
    }

    private static void refuses(Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException e) {
            return;
        }
        check(false, "this call must be refused");
    }
}
