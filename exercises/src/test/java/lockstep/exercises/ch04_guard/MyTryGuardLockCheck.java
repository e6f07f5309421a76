package lockstep.exercises.ch04_guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.exercises.ch03_value_lock.OneSwitch;
import lockstep.exercises.ch03_value_lock.Storm;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Region;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "4.3", title = "A guard, but not at any price", starter = MyTryGuardLock.class, hints = {
    "tryLock() is one atomic swap and a look at what came out. If it was taken already, return Optional.empty() and leave "
        + "the flag alone: it belongs to the holder.",
    "The timed form is a loop around tryLock(): interrupted? throw. Got a guard? Return it. Is the time gone by as long as "
        + "allowed? Return empty. Else wait a moment. Compare now - start with unit.toNanos(time): a sum could overflow.",
    "return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());   Timed: long start = System.nanoTime(); then "
        + "in the loop if (Thread.interrupted()) throw new InterruptedException(); try; if (System.nanoTime() - start >= "
        + "unit.toNanos(time)) return Optional.empty(); LockSupport.parkNanos(50_000);"
})
@Tag("4.3")
class MyTryGuardLockCheck {

    @Property("tryLock() on a free lock gives a guard that works; on a taken one it gives Optional.empty()")
    void triesOnce() {
        MyTryGuardLock<String> lock = new MyTryGuardLock<>("first");
        MyTryGuardLock<String>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
        assertEquals("first", guard.get(), "what the guard from tryLock() read");
        guard.set("second");
        refused(lock.tryLock(), "tryLock() while a guard is open");
        guard.close();
        MyTryGuardLock<String>.Guard next = got(lock.tryLock(), "tryLock() after close()");
        assertEquals("second", next.get(), "what the next guard read");
        next.close();
    }

    @Property(value = "asking in vain does not open the lock for others, nor leave it locked",
        hint = "After a failed try there is nothing to undo. The flag is the holder's.")
    void failureLeavesNoTrace() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
        MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
        for (int i = 0; i < 3; i++) {
            refused(lock.tryLock(), "tryLock() while a guard is open, try " + (i + 2));
        }
        assertEquals(1, guard.get(), "what the open guard read after others had tried in vain");
        guard.close();
        got(lock.tryLock(), "tryLock() after three failed tries and the holder's close()").close();
    }

    @Property("tryLock(time, unit) gets a free lock without waiting, even with no time to spend")
    void timedGetsFreeLock() throws InterruptedException {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
        got(lock.tryLock(1, TimeUnit.HOURS), "tryLock(1, HOURS) on a free lock").close();
        got(lock.tryLock(0, TimeUnit.SECONDS), "tryLock(0, SECONDS) on a free lock").close();
        got(lock.tryLock(-1, TimeUnit.SECONDS), "tryLock(-1, SECONDS) on a free lock").close();
        MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(1, TimeUnit.HOURS), "tryLock(1, HOURS) on a free lock");
        refused(lock.tryLock(), "tryLock() while a guard from tryLock(1, HOURS) is open");
        guard.close();
    }

    @Property(value = "no schedule gives out two guards at once, be it by tryLock() or by tryLock(time, unit)",
        hint = "Looking at the flag and setting it must be one step, here as in lock(): getAndSet(true) looks and "
            + "sets at once.")
    @Interleaved(preemptions = 2, executions = 2_000)
    void noScheduleGivesTwo() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(0);
        Region region = new Region();
        Interleave.together(
            () -> visit(lock.tryLock(), region),
            () -> visit(lock.tryLock(1, TimeUnit.MICROSECONDS), region),
            () -> visit(lock.tryLock(), region));
    }

    @Property(value = "under every schedule a guard from tryLock() reads what the last one set",
        hint = "The value is plain, so only the flag can order two guards. Whoever gets the lock by tryLock() has "
            + "to take it with acquire: getAndSet, compareAndSet. weakCompareAndSetPlain orders nothing; and all "
            + "the weak ones may fail for no reason, on a lock that is free.")
    @Interleaved(executions = 1_000)
    void nextGuardSees() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(0);
        AtomicInteger guards = new AtomicInteger();
        Interleave.together(
            () -> addOne(lock.tryLock(), guards),
            () -> addOne(lock.tryLock(), guards));
        assertEquals(guards.getPlain(), (int) got(lock.tryLock(), "tryLock() after all guards were closed").get(),
            "the value 0, after " + guards.getPlain() + " guards had each set get() + 1");
    }

    @Property(value = "under every schedule a guard from tryLock(time, unit) reads what the last one set",
        hint = "The timed form has to take the flag with acquire, as tryLock() does: getAndSet, compareAndSet.")
    @Interleaved(preemptions = 2, executions = 1_000)
    void nextTimedGuardSees() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(0);
        AtomicInteger guards = new AtomicInteger();
        Interleave.together(
            () -> addOne(lock.tryLock(1, TimeUnit.MICROSECONDS), guards),
            () -> addOne(lock.tryLock(1, TimeUnit.MICROSECONDS), guards));
        assertEquals(guards.getPlain(), (int) got(lock.tryLock(), "tryLock() after all guards were closed").get(),
            "the value 0, after " + guards.getPlain() + " guards had each set get() + 1");
    }

    @Property(value = "whenever an interrupt comes: either a guard comes out, or InterruptedException, and then the "
            + "lock is not kept",
        hint = "Look for the interrupt before trying, or after failing. After winning it is too late to throw: "
            + "nobody would have a guard to open the lock with.")
    @Interleaved(preemptions = 2, executions = 1_000)
    void interruptKeepsNothing() throws InterruptedException {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(0);
        MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
        Thread waiter = new Thread(() -> {
            try {
                lock.tryLock(1, TimeUnit.MICROSECONDS).ifPresent(MyTryGuardLock.Guard::close);
            } catch (InterruptedException alsoRight) {
                // and then it must not have the lock
            }
        }, "T1");
        Thread holder = new Thread(guard::close, "T2");
        waiter.start();
        holder.start();
        waiter.interrupt();
        waiter.join();
        holder.join();
        got(lock.tryLock(), "tryLock() after all guards were closed and the interrupted thread was gone");
    }

    @Property(value = "tryLock() in another thread answers at once, while a guard is open",
        hint = "tryLock() has no loop: one look, one answer.")
    void doesNotWait() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
        MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
        Actor other = Trial.watch("another thread", () -> refused(lock.tryLock(), "tryLock() while a guard is open"));
        boolean waits = other.awaitWaiting();
        guard.close();
        if (waits) {
            fail("A guard was open in one thread. tryLock() in another waited for it, instead of returning Optional.empty().");
        }
        other.join();
    }

    @Property(value = "tryLock(time, unit) gives up when the time is over, and not before",
        hint = "Take the time at the start, turn the patience into nanoseconds with unit.toNanos, compare in every "
            + "round.")
    void timedGivesUp() throws InterruptedException {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
        MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
        refused(lock.tryLock(0, TimeUnit.SECONDS), "tryLock(0, SECONDS) while a guard is open");
        refused(lock.tryLock(-1, TimeUnit.SECONDS), "tryLock(-1, SECONDS) while a guard is open");
        for (int i = 0; i < 4; i++) {
            gaveUpTooSoon(lock, 30, TimeUnit.MILLISECONDS);
            gaveUpTooSoon(lock, 30_000, TimeUnit.MICROSECONDS);
        }
        guard.close();
        got(lock.tryLock(), "tryLock() after timed tries in vain and the holder's close()").close();
    }

    @Property(value = "tryLock(time, unit) gets the lock as soon as it is free, long before its time is over",
        hint = "Try again and again while the time lasts; don't sleep the whole time and try once.")
    void timedGetsItInBetween() {
        for (TimeUnit unit : new TimeUnit[] {TimeUnit.HOURS, TimeUnit.DAYS}) {
            MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
            MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
            Actor other = Trial.watch("the patient one", () ->
                got(lock.tryLock(1, unit), "tryLock(1, " + unit + "), when the lock was freed while it waited").close());
            if (!other.awaitWaiting()) {
                other.join();
                fail("tryLock(1, " + unit + ") gave a guard while another one was open.");
            }
            guard.close();
            other.join();
            got(lock.tryLock(), "tryLock() after the patient one closed its guard").close();
        }
    }

    @Property(value = "the longest of all times is long: tryLock(Long.MAX_VALUE, NANOSECONDS) waits",
        hint = "System.nanoTime() + Long.MAX_VALUE overflows and is a time in the past. Compare differences: now - "
            + "start.")
    void longestTime() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
        MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
        AtomicReference<Optional<?>> answer = new AtomicReference<>();
        Actor other = Trial.watch("the most patient one", () -> {
            Optional<MyTryGuardLock<Integer>.Guard> mine = lock.tryLock(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            answer.set(mine);
            mine.ifPresent(MyTryGuardLock.Guard::close);
        });
        boolean waits = other.awaitWaiting();
        guard.close();
        other.join();
        if (!waits) {
            fail("A guard was open. tryLock(Long.MAX_VALUE, NANOSECONDS), 292 years, did not wait: it returned "
                + answer.get() + " at once.");
        }
        got(answer.get(), "tryLock(Long.MAX_VALUE, NANOSECONDS), when the lock was freed while it waited");
    }

    @Property(value = "a thread interrupted while it waits gets InterruptedException, and not the lock",
        hint = "The wait has to look at Thread.interrupted() in every round, and to pass the exception on.")
    void interruptEndsTheWait() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
        MyTryGuardLock<Integer>.Guard guard = got(lock.tryLock(), "tryLock() on a free lock");
        AtomicReference<String> outcome = new AtomicReference<>();
        Actor waiter = Trial.watch("the interrupted one", () -> {
            try {
                outcome.set("returned " + lock.tryLock(1, TimeUnit.HOURS));
            } catch (InterruptedException right) {
                outcome.set("InterruptedException");
            }
        });
        if (!waiter.awaitWaiting()) {
            waiter.join();
            fail("A guard was open. tryLock(1, HOURS) did not wait: it " + outcome.get() + ".");
        }
        waiter.interrupt();
        waiter.join();
        guard.close();
        if (!outcome.get().equals("InterruptedException")) {
            fail("The waiting thread was interrupted. tryLock(1, HOURS) " + outcome.get()
                + "; it has to throw InterruptedException.");
        }
        got(lock.tryLock(), "tryLock() after the interrupted one had gone and the holder had closed").close();
    }

    @Property(value = "an interrupt never leaves the lock behind: either a guard comes out, or the lock is free",
        hint = "Look for the interrupt before trying, or after failing. After winning it is too late to throw.")
    void interruptLeavesNoLock() {
        MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(1);
        Trial.start("one that was interrupted before", () -> {
            Thread.currentThread().interrupt();
            try {
                lock.tryLock(1, TimeUnit.HOURS).ifPresent(MyTryGuardLock.Guard::close);
            } catch (InterruptedException alsoRight) {
                // and then it must not hold the lock
            }
        }).join();
        Optional<?> next = lock.tryLock();
        if (next != null && next.isEmpty()) {
            fail("An interrupted thread called tryLock(1, HOURS) on a free lock and got InterruptedException. The lock stayed "
                + "taken, and nobody has a guard to open it.");
        }
        got(next, "tryLock() after that");
    }

    @Property(value = "on this machine, too, no two threads have a guard at once",
        hint = "Looking at the flag and setting it must be one step, here as in lock().",
        seconds = 10)
    void neverTwo() {
        OneSwitch.neverTwoInside(() -> {
            MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(0);
            return body -> lock.tryLock().ifPresent(guard -> {
                body.run();
                guard.close();
            });
        });
        OneSwitch.neverTwoInside(() -> {
            MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(0);
            return body -> lock.tryLock(5, TimeUnit.MILLISECONDS).ifPresent(guard -> {
                body.run();
                guard.close();
            });
        });
        Storm.over(30, () -> {
            MyTryGuardLock<Integer> lock = new MyTryGuardLock<>(0);
            return new Storm.Target(body -> {
                lock.tryLock().ifPresent(guard -> addOne(guard, body));
                lock.tryLock(50, TimeUnit.MICROSECONDS).ifPresent(guard -> addOne(guard, body));
            }, times -> assertEquals(times, (int) got(lock.tryLock(), "tryLock() after all guards were closed").get(),
                "the value, after as many guards each added 1"));
        });
    }

    private static void visit(Optional<MyTryGuardLock<Integer>.Guard> answer, Region region) {
        answer.ifPresent(guard -> {
            region.enter();
            region.leave();
            guard.close();
        });
    }

    private static void addOne(Optional<MyTryGuardLock<Integer>.Guard> answer, AtomicInteger guards) {
        answer.ifPresent(guard -> {
            guard.set(guard.get() + 1);
            guards.getAndIncrement();
            guard.close();
        });
    }

    private static void addOne(MyTryGuardLock<Integer>.Guard guard, Runnable meanwhile) {
        int n = guard.get();
        meanwhile.run();
        guard.set(n + 1);
        guard.close();
    }

    private static <G> G got(Optional<G> answer, String what) {
        if (answer == null) {
            fail(what + " returned null. The answer \"no\" is Optional.empty().");
        }
        if (answer.isEmpty()) {
            fail(what + " returned Optional.empty(). It has to give a guard.");
        }
        return answer.get();
    }

    private static void refused(Optional<?> answer, String what) {
        if (answer == null) {
            fail(what + " returned null. The answer \"no\" is Optional.empty().");
        }
        if (answer.isPresent()) {
            fail(what + " gave a guard: two are open at once.");
        }
    }

    private static void gaveUpTooSoon(MyTryGuardLock<Integer> lock, long time, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        refused(lock.tryLock(time, unit), "tryLock(" + time + ", " + unit + ") while a guard is open");
        long waited = System.nanoTime() - start;
        if (waited < unit.toNanos(time) - 5_000_000) {
            fail("tryLock(" + time + ", " + unit + ") gave up after " + waited / 1000 + " microseconds. It had "
                + unit.toMicros(time) + ".");
        }
    }
}
