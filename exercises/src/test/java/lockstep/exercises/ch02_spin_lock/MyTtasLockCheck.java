package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Step;
import lockstep.harness.Trial;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("2.3")
@Exercise(
        id = "2.3",
        title = "Test, then test-and-set",
        starter = MyTtasLock.class,
        hints = {
            "You need two loops. The outer one swaps. What does the inner one do while the lock is taken?",
            "A swap writes even when it fails. So after a failed swap read, and only read, until the lock looks free; then swap again. "
                    + "The read decides nothing, the swap does.",
            "while (locked.getAndSet(true)) { while (locked.get()) Thread.onSpinWait(); }"
        })
class MyTtasLockCheck {

    @Property("a free lock can be taken, again and again")
    void takesAndFrees() {
        MyTtasLock lock = new MyTtasLock();
        for (int i = 0; i < 3; i++) {
            lock.lock();
            lock.unlock();
        }
        MyTtasLock other = new MyTtasLock();
        lock.lock();
        other.lock();
        other.unlock();
        lock.unlock();
    }

    @Property(
            value = "while the lock is taken, a waiting thread reads and does not write",
            hint = "What does your thread do over and over while the lock is taken? It should only look. A swap writes, and so does a compare-and-set, even one that fails.")
    void readsWhileWaiting() {
        MyTtasLock lock = new MyTtasLock();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            lock.unlock();
        });
        assertTrue(second.awaitWaiting(), "lock() came back although another thread was inside.");
        for (int i = 0; i < 20; i++) {
            second.clearSteps();
            assertTrue(second.awaitWaiting(), "lock() came back although another thread was inside.");
            List<Step> steps = second.steps();
            long writes = steps.stream().filter(s -> s == Step.SWAP || s == Step.WRITE).count();
            long reads = steps.stream().filter(s -> s == Step.READ).count();
            if (writes > 0) {
                fail("A thread that had been waiting for long still wrote: " + writes + " swaps, compare-and-sets or writes beside "
                        + reads + " reads, while the lock was taken all the time.");
            }
            assertTrue(reads > 0, "A waiting thread never looked at the lock: it can't know when to come in.");
        }
        lock.unlock();
        second.join();
    }

    @Property(
            value = "in no schedule are two threads inside at once, and none waits for ever",
            hint = "Find the step of one thread after which the other came in. Looking and taking must be one step, and what comes out of it decides.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleExcludes() {
        MyTtasLock lock = new MyTtasLock();
        Schedules.exclude(lock::lock, lock::unlock);
    }

    @Property(
            value = "in every schedule the next one inside sees what the last one wrote inside",
            hint = "The lock lets one in at a time, and still the second may see old values. unlock() must be a release, and the step that "
                    + "takes the lock an acquire: plain and opaque are neither.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleHandsOver() {
        MyTtasLock lock = new MyTtasLock();
        Schedules.handOver(lock::lock, lock::unlock);
    }

    @Property("one thread at a time is inside")
    void excludes() {
        Trial.shaken(60, () -> {
            MyTtasLock lock = new MyTtasLock();
            Room.crowd(4, lock::lock, lock::unlock);
        });
    }
}
