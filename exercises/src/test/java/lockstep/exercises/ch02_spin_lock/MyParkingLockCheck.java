package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Step;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("2.6")
@Exercise(
        id = "2.6",
        title = "Spin briefly, then sleep",
        starter = MyParkingLock.class,
        hints = {
            "Try SPINS times first. Then: name on the list, and sleep. But what if unlock() came just before your name was on the list?",
            "Name on the list, then try once more, and only then park; after every park try again. unlock() frees the lock first "
                    + "and looks at the list second.",
            "sleepers.add(me); while (locked.getAndSet(true)) LockSupport.park(this); sleepers.remove(me);   "
                    + "unlock(): locked.set(false); LockSupport.unpark(sleepers.peek());"
        })
class MyParkingLockCheck {

    /** More accesses than anyone would call brief. */
    private static final int LONG = 3_000;

    @Property("a free lock can be taken, again and again")
    void takesAndFrees() {
        MyParkingLock lock = new MyParkingLock();
        for (int i = 0; i < 3; i++) {
            lock.lock();
            lock.unlock();
        }
    }

    @Property(
            value = "a thread that waits tries for a while, then sleeps until unlock() wakes it",
            hint = "Two parts: a loop of SPINS tries, and then LockSupport.park(). And unlock() must unpark whoever sleeps.",
            seconds = 5)
    void spinsThenSleeps() {
        MyParkingLock lock = new MyParkingLock();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            lock.unlock();
        });
        asleep(second);
        List<Step> steps = second.steps();
        int slept = steps.indexOf(Step.PARK);
        if (slept >= 0) {
            long looks = steps.subList(0, slept).stream().filter(s -> s == Step.READ || s == Step.SWAP).count();
            assertTrue(looks >= 10, "It went to sleep after " + looks + " accesses: it should spin for a while first.");
        }
        lock.unlock();
        second.join();
    }

    @Property(
            value = "in no schedule are two threads inside at once, and none sleeps for ever",
            hint = "Two inside: only the swap says whose the lock is, whatever woke you. One asleep for ever: see where its name was put down, and where "
                    + "the other looked at the list. In lock(): name, then one more try, then park. In unlock(): free the lock by set(), then look.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleExcludes() {
        MyParkingLock lock = new MyParkingLock();
        Schedules.exclude(lock::lock, lock::unlock);
    }

    @Property(
            value = "when two sleep, no schedule leaves one asleep for ever",
            hint = "One unlock() wakes one sleeper. That one unlocks too, and must find the next one on the list: not itself, and not one who left.")
    @Interleaved(executions = Schedules.PLENTY, preemptions = 1, surprises = 1) // four threads
    void everySleeperIsWoken() {
        MyParkingLock lock = new MyParkingLock();
        Interleave.together(() -> {
            lock.lock();
            Thread second = asleep(lock, "second");
            Thread third = asleep(lock, "third");
            lock.unlock();
            second.join();
            third.join();
        });
    }

    @Property(
            value = "in every schedule the next one inside sees what the last one wrote inside",
            hint = "The lock lets one in at a time, and still the second may see old values. unlock() must be a release, and the step that "
                    + "takes the lock an acquire: plain and opaque are neither.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleHandsOver() {
        MyParkingLock lock = new MyParkingLock();
        Schedules.handOver(lock::lock, lock::unlock);
    }

    @Property(
            value = "every sleeper is woken in the end",
            hint = "One unlock() wakes one sleeper. That one unlocks too, and must find the next one on the list, not itself.")
    void wakesAll() {
        MyParkingLock lock = new MyParkingLock();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            lock.unlock();
        });
        asleep(second);
        Actor third = Trial.watch("third", () -> {
            lock.lock();
            lock.unlock();
        });
        asleep(third);
        lock.unlock();
        second.join();
        third.join();
    }

    @Property(
            value = "one thread at a time is inside",
            hint = "Each way into lock() must go through the swap, the spinning part too.")
    void excludes() {
        Trial.shaken(60, () -> {
            MyParkingLock lock = new MyParkingLock();
            Room.crowd(2, lock::lock, lock::unlock);
        });
    }

    /** For a scenario: a thread that went to sleep in lock(). */
    private static Thread asleep(MyParkingLock lock, String name) {
        Thread thread = new Thread(() -> {
            lock.lock();
            lock.unlock();
        }, name);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    /** Comes back when the thread sleeps in lock(); fails if it came out, or spins on and on, or sleeps by the clock. */
    private static void asleep(Actor waiting) {
        while (true) {
            assertTrue(waiting.awaitWaiting(), "lock() came back although another thread was inside.");
            Thread.State state = waiting.state();
            if (state == Thread.State.WAITING) {
                return;
            }
            assertNotEquals(Thread.State.TIMED_WAITING, state, "It sleeps by the clock, and looks again by itself. "
                    + "It should sleep without a time limit, until unlock() wakes it: park(), no parkNanos() or sleep()");
            int steps = waiting.steps().size();
            assertTrue(steps < LONG, "It has touched the lock " + steps + " times, and still it does not sleep.");
        }
    }
}
