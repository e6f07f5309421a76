package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("2.5")
@Exercise(
        id = "2.5",
        title = "First come, first served",
        starter = MyTicketLock.class,
        hints = {
            "Drawing a ticket is reading a number and adding one, in a single step. Which method of AtomicInteger does that?",
            "lock(): int mine = next.getAndIncrement(), then read `called` until it is mine. unlock(): only you may change `called` now, "
                    + "so adding one to it is simple.",
            "tryLock(): int now = called.get(); return next.compareAndSet(now, now + 1); the ticket `now` would be called at once, "
                    + "and you draw it only if nobody else has."
        })
class MyTicketLockCheck {

    @Property("a free lock can be taken, and is free again after unlock()")
    void takesAndFrees() {
        MyTicketLock lock = new MyTicketLock();
        assertTrue(lock.tryLock(), "The lock was new and free, yet tryLock() said false.");
        lock.unlock();
        assertTrue(lock.tryLock(), "You called unlock(), yet the next tryLock() said false: the lock is still taken.");
        lock.unlock();
        for (int i = 0; i < 3; i++) {
            lock.lock();
            lock.unlock();
        }
        assertTrue(lock.tryLock(), "After some rounds of lock() and unlock() the lock should be free, yet tryLock() said false.");
    }

    @Property(
            value = "tryLock() on a taken lock says false at once, and leaves no ticket behind",
            hint = "A ticket once drawn must be served. Draw the ticket that is being called, or none: that is a compare-and-set on `next`.")
    void refuses() {
        MyTicketLock lock = new MyTicketLock();
        lock.lock();
        Trial.together(() -> {
            assertFalse(lock.tryLock(), "One thread was inside, yet tryLock() said true to another.");
            assertFalse(lock.tryLock(), "One thread was inside. The first tryLock() said false, the second said true.");
        });
        lock.unlock();
        assertTrue(lock.tryLock(), "Two tries were refused while the lock was taken. Now it is free, yet tryLock() says false: "
                + "did the refused tries leave tickets behind?");
        lock.unlock();
        lock.lock();
        lock.unlock();
    }

    @Property(
            value = "in no schedule are two threads inside at once, and none waits for ever",
            hint = "Find the step of one thread after which the other came in. Looking and taking must be one step, and what comes out of it decides.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleExcludes() {
        MyTicketLock lock = new MyTicketLock();
        Schedules.exclude(lock::lock, lock::unlock);
    }

    @Property(
            value = "with tryLock(), too, in no schedule are two threads inside at once, and none waits for ever",
            hint = "Look and take in one step: another thread may come in between. A try that fails must change nothing.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleTries() {
        MyTicketLock lock = new MyTicketLock();
        Schedules.tryToComeIn(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property(
            value = "in every schedule tryLock() comes back, though another thread takes the lock just then and stays",
            hint = "Between your look and your next step another thread may take the lock, and stay. Don't call lock(), and don't try again.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyTryComesBack() {
        MyTicketLock lock = new MyTicketLock();
        Schedules.tryAndComeBack(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property(
            value = "tryLock() never refuses a free lock",
            hint = "tryLock() has one try only: use an operation that fails for one reason alone, that the lock is taken.")
    @Interleaved(executions = Schedules.PLENTY)
    void neverRefusesAFreeLock() {
        MyTicketLock lock = new MyTicketLock();
        Schedules.tryOnce(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property(
            value = "in every schedule the next one inside sees what the last one wrote inside",
            hint = "The lock lets one in at a time, and still the second may see old values. unlock() must be a release, and the step that "
                    + "takes the lock an acquire: plain and opaque are neither.")
    @Interleaved(executions = Schedules.PLENTY)
    void everyScheduleHandsOver() {
        MyTicketLock lock = new MyTicketLock();
        Schedules.handOver(lock::lock, lock::tryLock, lock::unlock);
    }

    @Property("lock() waits as long as another thread is inside, and no longer")
    void waits() {
        MyTicketLock lock = new MyTicketLock();
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

    @Property("whoever came first is served first")
    void servesInOrder() {
        for (int round = 0; round < 3; round++) {
            MyTicketLock lock = new MyTicketLock();
            List<String> served = Collections.synchronizedList(new ArrayList<>());
            lock.lock();
            List<Actor> waiting = new ArrayList<>();
            for (String name : List.of("first", "second", "third")) {
                Actor actor = Trial.watch(name, () -> {
                    lock.lock();
                    served.add(name);
                    lock.unlock();
                });
                assertTrue(actor.awaitWaiting(), "lock() came back although another thread was inside.");
                waiting.add(actor);
            }
            lock.unlock();
            waiting.forEach(Actor::join);
            assertEquals(List.of("first", "second", "third"), served, "Three threads waited, one after the other. The order in which they came in");
        }
    }

    @Property(
            value = "nobody who comes later overtakes a thread that waits",
            hint = "The lock is not simply free after unlock(): it belongs to the next ticket.")
    void nobodyOvertakes() {
        for (int round = 0; round < 10; round++) {
            MyTicketLock lock = new MyTicketLock();
            CountDownLatch leave = new CountDownLatch(1);
            lock.lock();
            Actor waiting = Trial.watch("waiting", () -> {
                lock.lock();
                leave.await();
                lock.unlock();
            });
            assertTrue(waiting.awaitWaiting(), "lock() came back although another thread was inside.");
            lock.unlock();
            boolean overtook = lock.tryLock();
            leave.countDown();
            assertFalse(overtook, "A thread had been waiting in lock(). At unlock() it was its turn, yet a tryLock() that came later got the lock.");
            waiting.join();
        }
    }

    @Property("with lock(), one thread at a time is inside")
    void excludes() {
        Trial.shaken(60, () -> {
            MyTicketLock lock = new MyTicketLock();
            Room.crowd(4, lock::lock, lock::unlock);
        });
    }
}
