package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Step;
import lockstep.harness.Trial;
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
            value = "a sleeper who is woken too early looks again, and sleeps on",
            hint = "park() may return at any time, for no reason. Only the swap says whether the lock is yours: park in a loop around it.")
    void wokenTooEarly() {
        MyParkingLock lock = new MyParkingLock();
        AtomicInteger inside = new AtomicInteger();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            inside.incrementAndGet();
            lock.unlock();
        });
        asleep(second);
        second.clearSteps();
        second.interrupt(); // makes park() return, as it may at any time
        for (int i = 0; i < 50 && second.awaitWaiting() && second.steps().isEmpty(); i++) {
            Thread.onSpinWait();
        }
        second.awaitWaiting();
        assertEquals(0, inside.get(), "A thread slept in lock(). Its park() returned early, as it may, and it came in although another thread was inside.");
        lock.unlock();
        second.join();
        lock.lock();
        Actor third = Trial.watch("third", () -> {
            lock.lock();
            lock.unlock();
        });
        asleep(third);
        lock.unlock();
        awake(third, "The lock is free, and a thread sleeps in lock() for ever. A thread that had left long ago was woken in its place: "
                + "its name was still on the list.");
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
            value = "a sleeper that is woken and finds the lock taken again is not forgotten",
            hint = "A thread that was woken may lose the race and sleep again. Is its name still on the list then?")
    void overtaken() {
        for (int round = 0; round < 12; round++) {
            MyParkingLock lock = new MyParkingLock();
            lock.lock();
            Actor second = Trial.watch("second", () -> {
                lock.lock();
                lock.unlock();
            });
            asleep(second);
            lock.unlock();
            lock.lock(); // most often this is faster than the sleeper
            if (!second.isDone()) {
                second.awaitWaiting();
            }
            lock.unlock();
            second.join();
        }
    }

    @Property(
            value = "an unlock() in the middle of lock() is not missed",
            hint = "If unlock() comes before your name is on the list, it wakes nobody. So look once more after you have put it there.")
    void unlockInTheMiddleOfLock() throws InterruptedException {
        int places = accessesBeforeSleep();
        for (int place = Math.max(0, places - 12); place <= places; place++) {
            MyParkingLock lock = new MyParkingLock();
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            Actor first = Trial.watch("first", () -> {
                lock.lock();
                held.countDown();
                leave.await();
                lock.unlock();
            });
            held.await();
            Actor second = Trial.stopAt(place, "second", lock::lock);
            second.awaitStop();
            leave.countDown();
            first.awaitWaiting(); // it ends; or it waits for a monitor that the second has, and then goes on later
            second.goOn();
            awake(first, "unlock() does not come back.");
            awake(second, "It tried, found the lock taken, and was about to sleep. Then came unlock(). Now the lock is free, and "
                    + "it sleeps for ever: its wake-up was lost.");
        }
    }

    @Property(
            value = "a lock() in the middle of unlock() is woken",
            hint = "unlock() frees the lock first, and looks at the list second. In the other order a thread may come in between, find the lock taken, and sleep.")
    void lockInTheMiddleOfUnlock() {
        for (int place = 0; place < 20; place++) {
            MyParkingLock lock = new MyParkingLock();
            Trial.Body once = () -> {
                lock.lock();
                lock.unlock();
            };
            Actor first = Trial.stopAt(place, "first", once);
            boolean more = first.awaitStop();
            Actor second = Trial.watch("second", once);
            second.awaitWaiting(); // or it is through already
            first.goOn();
            awake(first, "The lock is free, and a thread sleeps in lock() for ever.");
            awake(second, "It went to sleep while another thread was in the middle of unlock(). Now the lock is free, and it "
                    + "sleeps for ever: its wake-up was lost.");
            if (!more) {
                break;
            }
        }
    }

    @Property(
            value = "one thread at a time is inside",
            hint = "Each way into lock() must go through the swap, the spinning part too.")
    void excludes() {
        Trial.shaken(300, () -> {
            MyParkingLock lock = new MyParkingLock();
            Room room = new Room();
            Trial.together(Trial.threads(), i -> room.visit(2, lock::lock, lock::unlock));
            room.assertOrderly(2 * Trial.threads());
        });
    }

    /** How often a thread touches the lock before it goes to sleep. */
    private static int accessesBeforeSleep() {
        MyParkingLock lock = new MyParkingLock();
        lock.lock();
        Actor second = Trial.watch("second", () -> {
            lock.lock();
            lock.unlock();
        });
        asleep(second);
        int accesses = second.steps().size();
        lock.unlock();
        second.join();
        return accesses;
    }

    /** Fails if the thread does not come to its end but stands still. */
    private static void awake(Actor thread, String otherwise) {
        for (int i = 0; i < 150 && thread.awaitWaiting(); i++) {
            thread.clearSteps();
        }
        assertTrue(thread.isDone(), otherwise);
        thread.join();
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
