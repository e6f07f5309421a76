package lockstep.exercises.ch03_value_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Region;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "3.1", title = "A lock that keeps its value", starter = MyValueLock.class, hints = {
    "Two fields: the value, and a flag that says whether somebody has it. lock() is chapter 2's spin lock, and "
        + "ends with: return value.",
    "Looking at the flag and setting it must be one step, or two threads both see it free. AtomicBoolean.getAndSet(true) "
        + "looks and sets at once: whoever gets false back has the lock.",
    "while (taken.getAndSet(true)) Thread.onSpinWait(); return value;   and in unlock(): taken.setRelease(false); "
        + "The flag is not static, or all locks would share it."
})
@Tag("3.1")
class MyValueLockCheck {

    @Property("lock() hands out the very value that the lock was made with")
    void handsOutItsValue() {
        StringBuilder made = new StringBuilder("made with this");
        MyValueLock<StringBuilder> lock = new MyValueLock<>(made);
        expectSame(made, lock.lock(), "new MyValueLock<>(value), then lock()");
        lock.unlock();
    }

    @Property(value = "after unlock() the next thread can lock, and gets the same value",
        hint = "unlock() has to undo exactly what lock() did: set the flag back, wake who sleeps, and leave the "
            + "value there.")
    void unlockOpens() {
        StringBuilder made = new StringBuilder("made with this");
        MyValueLock<StringBuilder> lock = new MyValueLock<>(made);
        lock.lock();
        lock.unlock();
        Trial.start("next holder", () -> {
            expectSame(made, lock.lock(), "lock() in a second thread, after lock() and unlock() in the first");
            lock.unlock();
        }).join();
        expectSame(made, lock.lock(), "lock() for the third time, after two threads had locked and unlocked");
        lock.unlock();
    }

    @Property(value = "under every schedule two threads get the value one after the other, never both at once",
        hint = "Between looking at the flag and setting it, another thread can do the same. Make it one atomic "
            + "step: getAndSet, or compareAndSet in a loop that looks at its answer. And unlock() has to let the "
            + "next one in, also one that sleeps.")
    @Interleaved(executions = 700)
    void noScheduleLetsTwoIn() {
        MyValueLock<Region> lock = new MyValueLock<>(new Region());
        Action use = () -> visit(lock);
        Interleave.together(use, use);
    }

    @Property(value = "what one holder did with the value the next one sees: unlock() happens before the next lock()",
        hint = "The value is plain, so only the flag can order two holders. unlock() has to store with release "
            + "(setRelease or set), lock() has to take with acquire (getAndSet, compareAndSet, "
            + "weakCompareAndSetAcquire). Plain and opaque order nothing.")
    @Interleaved(executions = 700)
    void nextHolderSees() {
        MyValueLock<int[]> lock = new MyValueLock<>(new int[1]);
        Action add = () -> {
            int[] count = lock.lock();
            count[0]++;
            lock.unlock();
        };
        Interleave.together(add, add);
        assertEquals(2, lock.lock()[0], "the count, after two threads had each added 1 under the lock");
        lock.unlock();
    }

    @Property(value = "of three threads that want the value each gets it, alone, and none is left waiting",
        hint = "Whoever wakes up must look again whether the lock is free: a loop, not an if. A wake-up that comes "
            + "just before the sleep must not be lost; and with two sleepers, each has to be woken some time.")
    @Interleaved(preemptions = 1, surprises = 1, executions = 1_000)
    void nobodyIsLeftWaiting() {
        MyValueLock<Region> lock = new MyValueLock<>(new Region());
        Action use = () -> visit(lock);
        Interleave.together(use, use, use);
    }

    @Property(value = "two locks share nothing: neither the turn nor the value",
        hint = "A static field belongs to all locks together. Take the word static away.")
    void locksAreStrangers() {
        MyValueLock<String> one = new MyValueLock<>("one");
        MyValueLock<String> two = new MyValueLock<>("two");
        String first = one.lock();
        AtomicReference<String> second = new AtomicReference<>();
        Actor other = Trial.watch("user of lock two", () -> {
            second.set(two.lock());
            two.unlock();
        });
        if (other.awaitWaiting()) {
            fail("Lock one is held, lock two is free. lock() on two waits all the same: do the locks share a flag?");
        }
        other.join();
        one.unlock();
        assertEquals("one", first, "the value of lock one");
        assertEquals("two", second.get(), "the value of lock two");
    }

    @Property(value = "while one thread holds the value, lock() makes a second one wait, and unlock() lets it in",
        hint = "lock() may return only after it has changed the flag from free to taken itself.")
    void oneAtATime() {
        MyValueLock<Room> lock = new MyValueLock<>(new Room());
        Room room = lock.lock();
        room.enter();
        Actor second = Trial.watch("second", () -> useOnce(lock));
        if (!second.awaitWaiting()) {
            second.join();
            fail("The first thread has not called unlock(), and lock() has let a second one through.");
        }
        for (int more = 0; more < 25; more++) {
            second.clearSteps();
            second.awaitWaiting();
        }
        if (second.isDone()) {
            second.join();
            fail("The second thread waited for a while, then lock() let it through, although nobody called unlock().");
        }
        room.leave();
        lock.unlock();
        second.join();
    }

    @Property(value = "of several threads that wait, unlock() lets in one at a time, and in the end all",
        hint = "A thread that wakes up must look again whether the lock is free: a loop, not an if.")
    void allGetIn() {
        MyValueLock<Room> lock = new MyValueLock<>(new Room());
        for (int round = 0; round < 10; round++) {
            Room room = lock.lock();
            room.enter();
            Actor a = Trial.watch("waiter A", () -> useOnce(lock));
            Actor b = Trial.watch("waiter B", () -> useOnce(lock));
            if (!a.awaitWaiting() || !b.awaitWaiting()) {
                a.join();
                b.join();
                fail("The first thread has not called unlock(), and lock() has let another one through.");
            }
            room.leave();
            lock.unlock();
            a.join();
            b.join();
        }
    }

    @Property(value = "on this machine, too, no two threads hold the value at once",
        hint = "Between looking at the flag and setting it another thread can do the same. Make it one atomic step.",
        seconds = 10)
    void neverTwo() {
        OneSwitch.neverTwoInside(() -> {
            MyValueLock<Room> lock = new MyValueLock<>(new Room());
            return body -> {
                lock.lock();
                try {
                    body.run();
                } finally {
                    lock.unlock();
                }
            };
        });
        Storm.over(30, () -> {
            MyValueLock<Object> lock = new MyValueLock<>(new Object());
            return new Storm.Target(body -> {
                lock.lock();
                body.run();
                lock.unlock();
            }, times -> { });
        });
    }

    @Property(value = "threads that count in the value lose no count", seconds = 10)
    void losesNothing() {
        int threads = Trial.threads();
        int each = 10_000;
        MyValueLock<int[]> lock = new MyValueLock<>(new int[1]);
        Trial.together(threads, i -> {
            for (int n = 0; n < each; n++) {
                int[] count = lock.lock();
                count[0]++;
                lock.unlock();
            }
        });
        int count = lock.lock()[0];
        lock.unlock();
        if (count != threads * each) {
            fail(threads + " threads each added 1 to the value " + each + " times under the lock. The count is " + count
                + ", not " + threads * each + ".");
        }
    }

    private static void visit(MyValueLock<Region> lock) {
        Region value = lock.lock();
        value.enter();
        value.leave();
        lock.unlock();
    }

    private static void useOnce(MyValueLock<Room> lock) {
        Room room = lock.lock();
        try {
            room.visit();
        } finally {
            lock.unlock();
        }
    }

    private static void expectSame(Object made, Object got, String when) {
        if (got != made) {
            fail(when + ": got " + (got == null ? "null" : "another object") + ", not the value that the lock was made with.");
        }
    }
}
