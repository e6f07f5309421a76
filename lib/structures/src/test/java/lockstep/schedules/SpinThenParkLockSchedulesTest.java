package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;

import lockstep.interleave.Progress.Level;
import lockstep.spin.SpinThenParkLock;

public class SpinThenParkLockSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public SpinThenParkLockSchedulesTest() {
        super(SpinThenParkLock.class);
        scenario("turns", () -> LockScenarios.turns(new SpinThenParkLock()));
        scenario("returns", () -> LockScenarios.returns(new SpinThenParkLock()));
        scenario("three", THREE, () -> LockScenarios.three(new SpinThenParkLock()));
        scenario("exclusion", () -> LockScenarios.exclusion(new SpinThenParkLock()));
        scenario("tries", () -> LockScenarios.tries(new SpinThenParkLock()));
        scenario("triesAlone", () -> LockScenarios.triesAlone(new SpinThenParkLock()));
        scenario("limited", () -> LockScenarios.limited(new SpinThenParkLock()));
        scenario("moment", () -> LockScenarios.moment(new SpinThenParkLock()));
        scenario("limitedInVain", () -> LockScenarios.limitedInVain(new SpinThenParkLock()));
        scenario("limitedInterrupted", () -> LockScenarios.limitedInterrupted(new SpinThenParkLock()));
        scenario("afterwards", () -> LockScenarios.afterwards(new SpinThenParkLock()));
        scenario("interrupted", () -> LockScenarios.interrupted(new SpinThenParkLock()));
        scenario("interruptedInVain", BOUNDS.steps(300), () -> LockScenarios.interruptedInVain(new SpinThenParkLock()));
        scenario("uninterruptible", () -> LockScenarios.uninterruptible(new SpinThenParkLock()));
        scenario("passedOn", THREE, () -> LockScenarios.passedOn(new SpinThenParkLock()));
        scenario("sleepers", THREE, SpinThenParkLockSchedulesTest::sleepers);
        scenario("overtaken", SpinThenParkLockSchedulesTest::overtaken);
        scenario("wokenInVain", BOUNDS.surprises(0), SpinThenParkLockSchedulesTest::wokenInVain);

        progress("lock() waits", Level.BLOCKING, () -> LockScenarios.turns(new SpinThenParkLock()));
        progress("tryLock() does not", Level.LOCK_FREE, () -> LockScenarios.onlyTries(new SpinThenParkLock()));

        mutant("tryLock() does not acquire",
                "if ((int) STATE.compareAndExchangeAcquire(this, FREE, HELD) != FREE)",
                "if ((int) STATE.compareAndExchangeRelease(this, FREE, HELD) != FREE)", "turns", DATA_RACE);
        mutant("the spinning waiter does not acquire",
                "STATE.compareAndExchangeAcquire(this, FREE, taken)", "STATE.compareAndExchangeRelease(this, FREE, taken)",
                "turns", DATA_RACE);
        mutant("the sleeping waiter does not acquire",
                "STATE.getAndSet(this, AWAITED)", "STATE.getAndSetRelease(this, AWAITED)", "turns", DATA_RACE);
        mutant("tryLock() is weak",
                "if ((int) STATE.compareAndExchangeAcquire(this, FREE, HELD) != FREE)",
                "if (!STATE.weakCompareAndSetAcquire(this, FREE, HELD))", "triesAlone", EXCEPTION);
        mutant("unlock() does not release",
                "STATE.getAndSet(this, FREE)", "STATE.getAndSetAcquire(this, FREE)", "turns", DATA_RACE);
        mutant("unlock() wakes nobody",
                "if ((int) STATE.getAndSet(this, FREE) == AWAITED) { wakeFirst(); }", "STATE.getAndSet(this, FREE);",
                "turns", DEADLOCK);
        mutant("unlock() looks for sleepers, then frees the lock",
                "if ((int) STATE.getAndSet(this, FREE) == AWAITED) { wakeFirst(); }",
                "int was = (int) STATE.getVolatile(this); STATE.setVolatile(this, FREE); if (was == AWAITED) { wakeFirst(); }",
                "turns", DEADLOCK);
        mutant("unlock() wakes first, then frees the lock",
                "if ((int) STATE.getAndSet(this, FREE) == AWAITED) { wakeFirst(); }",
                "if ((int) STATE.getVolatile(this) == AWAITED) { wakeFirst(); } STATE.setVolatile(this, FREE);",
                "turns", DEADLOCK);
        mutant("the waiter says AWAITED, then queues up",
                "waiters.add(me); boolean mine = swapAwaited();", "boolean mine = swapAwaited(); waiters.add(me);",
                "turns", DEADLOCK);
        mutant("the waiter does not say that it sleeps",
                "STATE.getAndSet(this, AWAITED)", "STATE.getAndSet(this, HELD)", "turns", DEADLOCK);
        mutant("the woken waiter says that nobody sleeps",
                "mine = spin(AWAITED) || swapAwaited();", "mine = spin(HELD) || swapAwaited();", "sleepers", DEADLOCK);
        mutant("who is woken leaves the queue before it has the lock",
                "waiters.peek()", "waiters.poll()", "overtaken", DEADLOCK);
        mutant("who has the lock stays in the queue",
                "waiters.remove(me);", "", "overtaken", DEADLOCK);
        mutant("who gives up does not wake the next",
                "if (!mine) { wakeFirst(); }", "", "wokenInVain", DEADLOCK);
        mutant("lock() loses an interrupt",
                "if (interrupted) { me.interrupt(); }", "", "uninterruptible", EXCEPTION);
        mutant("lock() ends at an interrupt, without the lock",
                "await(false, false, 0)", "await(true, false, 0)", "uninterruptible", DATA_RACE, EXCEPTION);
        mutant("a waiter does not look whether it was interrupted",
                "while (!mine && !(interruptible && me.isInterrupted()))", "while (!mine)", "interruptedInVain", LIVELOCK, DEADLOCK);
        mutant("lockInterruptibly() leaves the interrupt status as it is",
                "Thread.interrupted(); throw", "throw", "interrupted", EXCEPTION);
        mutant("unlock() names the holder's end too late",
                m -> {
                    m.edit(SpinThenParkLock.class, "OWNER.setOpaque(this, null);", "int was = (int) STATE.getAndSet(this, FREE);");
                    m.edit(SpinThenParkLock.class, "if ((int) STATE.getAndSet(this, FREE) == AWAITED)",
                            "OWNER.setOpaque(this, null); if (was == AWAITED)");
                }, "turns", EXCEPTION);
        mutant("unlock() forgets to take the holder's name away",
                "OWNER.setOpaque(this, null);", "", "returns", EXCEPTION);
        mutant("who waited does not say that it holds the lock",
                "if (mine) { OWNER.setOpaque(this, Thread.currentThread()); }", "", "turns", EXCEPTION);
        mutant("the holder's name is plain",
                "OWNER.setOpaque(this, null)", "OWNER.set(this, null)", "turns", DATA_RACE);
        mutant("a wait with a limit sleeps without one",
                "LockSupport.parkNanos(this, deadline - System.nanoTime())", "LockSupport.park(this)", "limitedInVain", DEADLOCK);
    }
    /** Two sleep at once, and each is woken in its turn. */
    private static void sleepers() {
        SpinThenParkLock lock = new SpinThenParkLock();
        int[] count = new int[1];
        lock.lock();
        Runnable turn = () -> {
            lock.lock();
            count[0]++;
            lock.unlock();
        };
        Thread first = new Thread(turn, "first");
        Thread second = new Thread(turn, "second");
        first.start();
        awaitAsleep(first);
        second.start();
        awaitAsleep(second);
        lock.unlock();
        LockScenarios.join(first);
        LockScenarios.join(second);
        check(count[0] == 2, "two turns make " + count[0]);
    }

    /** A sleeper is woken, and who woke it takes the lock once more: the sleeper must be woken again. */
    private static void overtaken() {
        SpinThenParkLock lock = new SpinThenParkLock();
        int[] count = new int[1];
        lock.lock();
        Thread sleeper = new Thread(() -> {
            lock.lock();
            count[0]++;
            lock.unlock();
        }, "sleeper");
        sleeper.start();
        awaitAsleep(sleeper);
        lock.unlock();
        lock.lock();
        count[0]++;
        lock.unlock();
        LockScenarios.join(sleeper);
        check(count[0] == 2, "two turns make " + count[0]);
    }

    /** Of two sleepers the first is woken, by an interrupt and by the lock, and gives up: then the second must be woken. */
    private static void wokenInVain() {
        SpinThenParkLock lock = new SpinThenParkLock();
        lock.lock();
        Thread impatient = new Thread(() -> {
            try {
                lock.lockInterruptibly();
                lock.unlock();
            } catch (InterruptedException e) {
                // then it is the other one's turn
            }
        }, "impatient");
        Thread patient = new Thread(() -> {
            lock.lock();
            lock.unlock();
        }, "patient");
        impatient.start();
        awaitAsleep(impatient);
        patient.start();
        awaitAsleep(patient);
        impatient.interrupt();
        lock.unlock();
        LockScenarios.join(impatient);
        LockScenarios.join(patient);
        check(lock.tryLock(), "in the end the lock is free");
    }

    /** So that no preemption is spent on a thread's way to sleep. */
    private static void awaitAsleep(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
