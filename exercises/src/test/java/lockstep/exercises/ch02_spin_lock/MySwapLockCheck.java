package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("2.1")
@Exercise(
        id = "2.1",
        title = "A lock made of one bool",
        starter = MySwapLock.class,
        hints = {
            "Looking and taking must be one step. Which method of AtomicBoolean puts a value in and hands you what was there?",
            "getAndSet(true) hands you false exactly once: to the thread that took the lock. Everyone else gets true and must try again.",
            "lock(): while (locked.getAndSet(true)) Thread.onSpinWait();   tryLock(): one getAndSet, and no loop.   "
                    + "unlock(): write false with setRelease."
        })
class MySwapLockCheck {

    @Property(
            value = "a free lock can be taken, and is free again after unlock()",
            hint = "After lock() or a tryLock() that says true, the bool is true; after unlock() it is false.")
    void takesAndFrees() {
        MySwapLock lock = new MySwapLock();
        assertTrue(lock.tryLock(), "The lock was new and free, yet tryLock() said false.");
        lock.unlock();
        assertTrue(lock.tryLock(), "You called unlock(), yet the next tryLock() said false: the lock is still taken.");
        lock.unlock();
        lock.lock();
        lock.unlock();
        lock.lock();
        lock.unlock();
    }

    @Property(
            value = "tryLock() on a taken lock says false at once, and leaves it taken",
            hint = "tryLock() swaps once. What came out of the swap is the answer, the other way round; if true came out there is nothing to undo.")
    void refuses() {
        MySwapLock lock = new MySwapLock();
        lock.lock();
        Trial.together(() -> {
            assertFalse(lock.tryLock(), "One thread was inside, yet tryLock() said true to another.");
            assertFalse(lock.tryLock(), "One thread was inside. The first tryLock() said false, the second said true: "
                    + "the refused try opened the lock.");
        });
        lock.unlock();
        assertTrue(lock.tryLock(), "After a refused tryLock() and unlock() the lock should be free, yet tryLock() said false.");
    }

    @Property(
            value = "two locks know nothing of each other",
            hint = "A static field belongs to the class: all locks share it. Each lock needs a bool of its own.")
    void separate() {
        MySwapLock one = new MySwapLock();
        MySwapLock other = new MySwapLock();
        one.lock();
        assertTrue(other.tryLock(), "One lock was taken, and so another lock refused tryLock(): do they share a static field?");
        other.unlock();
        one.unlock();
    }

    @Property(
            value = "in no schedule are two threads inside at once, and none waits for ever",
            hint = "Find the step of one thread after which the other came in. Looking and taking must be one step, and what comes out of it decides.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleExcludes() {
        MySwapLock lock = new MySwapLock();
        Schedules.exclude(lock::lock, lock::unlock);
    }

    @Property(
            value = "with tryLock(), too, in no schedule are two threads inside at once, and none waits for ever",
            hint = "Look and take in one step: another thread may come in between. A try that fails must change nothing.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleTries() {
        MySwapLock lock = new MySwapLock();
        Schedules.tryToComeIn(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property(
            value = "in every schedule tryLock() comes back, though another thread takes the lock just then and stays",
            hint = "Between your look and your next step another thread may take the lock, and stay. Don't call lock(), and don't try again.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyTryComesBack() {
        MySwapLock lock = new MySwapLock();
        Schedules.tryAndComeBack(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property(
            value = "tryLock() never refuses a free lock",
            hint = "tryLock() has one try only: use an operation that fails for one reason alone, that the lock is taken.")
    @Interleaved(executions = Schedules.PLENTY)
    void neverRefusesAFreeLock() {
        MySwapLock lock = new MySwapLock();
        Schedules.tryOnce(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property(
            value = "in every schedule the next one inside sees what the last one wrote inside",
            hint = "The lock lets one in at a time, and still the second may see old values. unlock() must be a release, and the step that "
                    + "takes the lock an acquire: plain and opaque are neither.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleHandsOver() {
        MySwapLock lock = new MySwapLock();
        Schedules.handOver(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property("lock() waits as long as another thread is inside, and no longer")
    void waits() {
        MySwapLock lock = new MySwapLock();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            lock.unlock();
        });
        for (int i = 0; i < 20; i++) {
            assertTrue(second.awaitWaiting(), "lock() came back although another thread was inside.");
            second.clearSteps();
        }
        lock.unlock();
        second.join();
    }

    @Property("with lock(), one thread at a time is inside")
    void excludes() {
        Trial.shaken(60, () -> {
            MySwapLock lock = new MySwapLock();
            Room.crowd(4, lock::lock, lock::unlock);
        });
    }

    @Property("with tryLock(), one thread at a time is inside")
    void triesExclude() {
        Trial.shaken(60, () -> {
            MySwapLock lock = new MySwapLock();
            Room.attempts(8, lock::tryLock, lock::unlock);
        });
    }
}
