package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("2.2")
@Exercise(
        id = "2.2",
        title = "A lock that knows its holder",
        starter = MyCasLock.class,
        hints = {
            "null means free. A thread may write its name only over null, and must know whether it did: that is compare-and-set.",
            "lock() repeats holder.weakCompareAndSetAcquire(null, me) until it says true. tryLock() has one try, "
                    + "and a weak one may fail for no reason: take the strong compareAndSet there.",
            "unlock(): if (holder.get() != Thread.currentThread()) throw new IllegalMonitorStateException();   "
                    + "and only then holder.setRelease(null)."
        })
class MyCasLockCheck {

    @Property("a free lock can be taken, and is free again after unlock()")
    void takesAndFrees() {
        MyCasLock lock = new MyCasLock();
        assertTrue(lock.tryLock(), "The lock was new and free, yet tryLock() said false.");
        unlockedByHolder(lock);
        assertTrue(lock.tryLock(), "The holder called unlock(), yet the next tryLock() said false: the lock is still taken.");
        unlockedByHolder(lock);
        lock.lock();
        unlockedByHolder(lock);
        lock.lock();
        unlockedByHolder(lock);
    }

    @Property("tryLock() on a taken lock says false at once, and leaves it with its holder")
    void refuses() {
        MyCasLock lock = new MyCasLock();
        lock.lock();
        Trial.together(() -> {
            assertFalse(lock.tryLock(), "One thread was inside, yet tryLock() said true to another.");
            assertFalse(lock.tryLock(), "One thread was inside. The first tryLock() said false, the second said true: "
                    + "the refused try opened the lock.");
        });
        unlockedByHolder(lock);
        assertTrue(lock.tryLock(), "After a refused tryLock() and unlock() the lock should be free, yet tryLock() said false.");
    }

    @Property(
            value = "unlock() by a thread that is not inside throws, and the lock stays as it was",
            hint = "Ask first, write afterwards: who is the holder? If it is not you, throw, and don't touch the word.")
    void refusesStrangers() {
        MyCasLock lock = new MyCasLock();
        assertThrows(IllegalMonitorStateException.class, lock::unlock, "Nobody held the lock, yet unlock() did not throw");
        assertTrue(lock.tryLock(), "unlock() of a free lock threw, as it should, but now tryLock() says false: it changed something.");
        Trial.together(() -> {
            assertThrows(IllegalMonitorStateException.class, lock::unlock,
                    "One thread was inside, another called unlock(), and it did not throw");
            assertFalse(lock.tryLock(), "A stranger's unlock() threw, as it should, but it opened the lock all the same.");
        });
        unlockedByHolder(lock);
        assertThrows(IllegalMonitorStateException.class, lock::unlock, "The same thread unlocked twice, and the second unlock() did not throw");
    }

    @Property(
            value = "in no schedule are two threads inside at once, and none waits for ever",
            hint = "Find the step of one thread after which the other came in. Looking and taking must be one step, and what comes out of it decides.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleExcludes() {
        MyCasLock lock = new MyCasLock();
        Schedules.exclude(lock::lock, () -> unlockedByHolder(lock));
    }

    @Property(
            value = "with tryLock(), too, in no schedule are two threads inside at once, and none waits for ever",
            hint = "Look and take in one step: another thread may come in between. A try that fails must change nothing.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleTries() {
        MyCasLock lock = new MyCasLock();
        Schedules.tryToComeIn(lock::lock, lock::tryLock, () -> unlockedByHolder(lock));
    }

    @Property(
            value = "in every schedule tryLock() comes back, though another thread takes the lock just then and stays",
            hint = "Between your look and your next step another thread may take the lock, and stay. Don't call lock(), and don't try again.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyTryComesBack() {
        MyCasLock lock = new MyCasLock();
        Schedules.tryAndComeBack(lock::lock, lock::tryLock, () -> unlockedByHolder(lock));
    }

    @Property(
            value = "tryLock() never refuses a free lock",
            hint = "tryLock() has one try only: use an operation that fails for one reason alone, that the lock is taken.")
    @Interleaved(executions = Schedules.PLENTY)
    void neverRefusesAFreeLock() {
        MyCasLock lock = new MyCasLock();
        Schedules.tryOnce(lock::lock, lock::tryLock, () -> unlockedByHolder(lock));
    }

    @Property(
            value = "in every schedule the next one inside sees what the last one wrote inside",
            hint = "The lock lets one in at a time, and still the second may see old values. unlock() must be a release, and the step that "
                    + "takes the lock an acquire: plain and opaque are neither.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleHandsOver() {
        MyCasLock lock = new MyCasLock();
        Schedules.handOver(lock::lock, lock::tryLock, () -> unlockedByHolder(lock));
    }

    @Property("lock() waits as long as another thread is inside, and no longer")
    void waits() {
        MyCasLock lock = new MyCasLock();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            unlockedByHolder(lock);
        });
        for (int i = 0; i < 20; i++) {
            assertTrue(second.awaitWaiting(), "lock() came back although another thread was inside.");
            second.clearSteps();
        }
        unlockedByHolder(lock);
        second.join();
    }

    @Property("with lock(), one thread at a time is inside")
    void excludes() {
        Trial.shaken(60, () -> {
            MyCasLock lock = new MyCasLock();
            Room.crowd(4, lock::lock, () -> unlockedByHolder(lock));
        });
    }

    @Property("with tryLock(), one thread at a time is inside")
    void triesExclude() {
        Trial.shaken(60, () -> {
            MyCasLock lock = new MyCasLock();
            Room.attempts(8, lock::tryLock, () -> unlockedByHolder(lock));
        });
    }

    private static void unlockedByHolder(MyCasLock lock) {
        try {
            lock.unlock();
        } catch (IllegalMonitorStateException e) {
            fail("The thread inside called unlock(), and it threw IllegalMonitorStateException: the lock does not know its holder.");
        }
    }
}
