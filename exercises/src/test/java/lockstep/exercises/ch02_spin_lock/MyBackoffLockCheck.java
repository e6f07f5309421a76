package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Step;
import lockstep.harness.Trial;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("2.4")
@Exercise(
        id = "2.4",
        title = "Back off, within bounds",
        starter = MyBackoffLock.class,
        hints = {
            "A local variable says how long the next pause is. When does it change, and when does it stop changing?",
            "As long as you don't get the lock: give the hint `pause` times, then double `pause`, but not beyond LONGEST_PAUSE.",
            "int pause = 1; while (locked.get() || locked.getAndSet(true)) { for (int i = 0; i < pause; i++) Thread.onSpinWait(); "
                    + "pause = Math.min(2 * pause, LONGEST_PAUSE); }"
        })
class MyBackoffLockCheck {

    private static final List<Integer> GOAL = List.of(1, 2, 4, 8, 16, 32, 64, 64, 64, 64);

    /** So many accesses, and it will never pause. */
    private static final int PLENTY = 5_000;

    @Property(
            value = "a free lock is taken at once, without a pause",
            hint = "Look first. Pause only when the lock was taken.")
    void takesAndFrees() {
        MyBackoffLock lock = new MyBackoffLock();
        for (int i = 0; i < 3; i++) {
            Actor alone = Trial.watch("alone", () -> {
                lock.lock();
                lock.unlock();
            });
            alone.join();
            assertFalse(alone.steps().contains(Step.PAUSE), "The lock was free, yet lock() gave a spin hint before it took it.");
        }
    }

    @Property(
            value = "a waiting thread gives 1, 2, 4, 8 … hints between two looks, and never more than 64",
            hint = "Pause, then double, then look. Where does your bound stand: before or after the doubling?")
    void pausesGrow() {
        MyBackoffLock lock = new MyBackoffLock();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            lock.unlock();
        });
        assertEquals(GOAL, pauses(second), "Hints between one look and the next, look after look");
        lock.unlock();
        second.join();
    }

    @Property(
            value = "every lock() begins again with a short pause",
            hint = "How long to pause belongs to one call of lock(), not to the lock: a local variable.")
    void pausesStartAgain() {
        MyBackoffLock lock = new MyBackoffLock();
        for (String name : List.of("second", "third")) {
            lock.lock();
            Actor waiting = Trial.watch(name, () -> {
                lock.lock();
                lock.unlock();
            });
            assertEquals(GOAL, pauses(waiting), "Hints between one look and the next, as the " + name + " thread to wait gave them");
            lock.unlock();
            waiting.join();
        }
    }

    @Property(
            value = "in no schedule are two threads inside at once, and none waits for ever",
            hint = "Find the step of one thread after which the other came in. Looking and taking must be one step, and what comes out of it decides.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleExcludes() {
        MyBackoffLock lock = new MyBackoffLock();
        Schedules.exclude(lock::lock, lock::unlock);
    }

    @Property(
            value = "in every schedule the next one inside sees what the last one wrote inside",
            hint = "The lock lets one in at a time, and still the second may see old values. unlock() must be a release, and the step that "
                    + "takes the lock an acquire: plain and opaque are neither.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleHandsOver() {
        MyBackoffLock lock = new MyBackoffLock();
        Schedules.handOver(lock::lock, lock::unlock);
    }

    @Property(
            value = "one thread at a time is inside",
            hint = "Backing off decides when to look. The swap decides who gets in: don't write without looking at what comes out.")
    void excludes() {
        Trial.shaken(60, () -> {
            MyBackoffLock lock = new MyBackoffLock();
            Room.crowd(4, lock::lock, lock::unlock);
        });
    }

    /** The lengths of the first pauses of a thread that waits. */
    private static List<Integer> pauses(Actor waiting) {
        while (true) {
            assertTrue(waiting.awaitWaiting(), "lock() came back although another thread was inside.");
            List<Step> steps = waiting.steps();
            assertFalse(steps.contains(Step.PARK), "It sleeps between two looks. Here it should stay awake and give spin hints.");
            List<Integer> pauses = new ArrayList<>();
            int run = 0;
            for (Step step : steps) {
                if (step == Step.PAUSE) {
                    run++;
                } else if (run > 0) {
                    pauses.add(run);
                    run = 0;
                }
            }
            if (pauses.size() >= GOAL.size()) {
                return pauses.subList(0, GOAL.size());
            }
            if (run > 64) {
                pauses.add(run);
                return pauses; // it pauses and pauses, and never looks
            }
            assertTrue(steps.size() < PLENTY || pauses.size() > 0, "It waits, but never gives a spin hint.");
            assertTrue(steps.size() < 10 * PLENTY, "It looked thousands of times, and gave only these hints in between: " + pauses);
        }
    }
}
