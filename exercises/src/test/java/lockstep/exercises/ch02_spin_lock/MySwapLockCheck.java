package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
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

    @Property(
            value = "tryLock() neither waits nor intrudes, whoever comes in between",
            hint = "Between your look and your next step another thread may take the lock. Look and take in one step, and don't call lock().")
    void triesInTheMiddle() {
        boolean more = true;
        for (int place = 0; more && place < 12; place++) {
            MySwapLock lock = new MySwapLock();
            more = Room.intrude(place, lock::tryLock, lock::lock, lock::unlock);
        }
    }

    @Property(
            value = "under every schedule one thread at a time is inside, and the next one sees what it did there",
            hint = "Find the two accesses that nothing orders. The store that unlocks must release what was written inside; "
                    + "the access that locks must acquire it.")
    @Interleaved
    void everySchedule() {
        MySwapLock lock = new MySwapLock();
        int[] count = new int[1];
        Action add = () -> {
            lock.lock();
            count[0]++;
            lock.unlock();
        };
        Action tryToAdd = () -> {
            if (lock.tryLock()) {
                count[0]++;
                lock.unlock();
            }
        };
        Interleave.together(add, tryToAdd);
        assertTrue(count[0] >= 1, "A thread was inside, and what it added is lost.");
    }

    @Property("with lock(), one thread at a time is inside")
    void excludes() {
        Trial.shaken(200, () -> {
            MySwapLock lock = new MySwapLock();
            Room room = new Room();
            Trial.together(Trial.threads(), i -> room.visit(4, lock::lock, lock::unlock));
            room.assertOrderly(4 * Trial.threads());
        });
    }

    @Property("with tryLock(), one thread at a time is inside")
    void triesExclude() {
        Trial.shaken(200, () -> {
            MySwapLock lock = new MySwapLock();
            Room room = new Room();
            AtomicInteger stays = new AtomicInteger();
            Trial.together(Trial.threads(), i -> {
                for (int t = 0; t < 8; t++) {
                    if (lock.tryLock()) {
                        room.stay();
                        stays.incrementAndGet();
                        lock.unlock();
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
            MySwapLock lock = new MySwapLock();
            Trial.together(() -> {
                for (int i = 0; i < 150; i++) {
                    assertTrue(lock.tryLock(), "The lock was free, and only one thread was about, yet tryLock() said false. "
                            + "A weak compare-and-set may fail for no reason; here you need a strong one.");
                    lock.unlock();
                }
            });
        });
    }
}
