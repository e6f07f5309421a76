package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
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

    @Property(
            value = "tryLock() neither waits nor intrudes, whoever comes in between",
            hint = "Between your look and your next step another thread may take the lock. Look and take in one step, and don't call lock().")
    void triesInTheMiddle() {
        boolean more = true;
        for (int place = 0; more && place < 12; place++) {
            MyCasLock lock = new MyCasLock();
            more = Room.intrude(place, lock::tryLock, lock::lock, () -> unlockedByHolder(lock));
        }
    }

    @Property("with lock(), one thread at a time is inside")
    void excludes() {
        Trial.shaken(200, () -> {
            MyCasLock lock = new MyCasLock();
            Room room = new Room();
            Trial.together(Trial.threads(), i -> room.visit(4, lock::lock, () -> unlockedByHolder(lock)));
            room.assertOrderly(4 * Trial.threads());
        });
    }

    @Property("with tryLock(), one thread at a time is inside")
    void triesExclude() {
        Trial.shaken(200, () -> {
            MyCasLock lock = new MyCasLock();
            Room room = new Room();
            AtomicInteger stays = new AtomicInteger();
            Trial.together(Trial.threads(), i -> {
                for (int t = 0; t < 8; t++) {
                    if (lock.tryLock()) {
                        room.stay();
                        stays.incrementAndGet();
                        unlockedByHolder(lock);
                    }
                }
            });
            room.assertOrderly(stays.get());
        });
    }

    @Property(
            value = "tryLock() never refuses a free lock",
            hint = "tryLock() has one try only: use an operation that fails for one reason alone, that the lock is taken.")
    void neverRefusesAFreeLock() {
        Trial.shaken(1, () -> {
            MyCasLock lock = new MyCasLock();
            Trial.together(() -> {
                for (int i = 0; i < 150; i++) {
                    assertTrue(lock.tryLock(), "The lock was free, and only one thread was about, yet tryLock() said false. "
                            + "A weak compare-and-set may fail for no reason; here you need a strong one.");
                    unlockedByHolder(lock);
                }
            });
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
