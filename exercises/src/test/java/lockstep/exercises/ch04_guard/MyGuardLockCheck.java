package lockstep.exercises.ch04_guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.exercises.ch03_value_lock.OneSwitch;
import lockstep.exercises.ch03_value_lock.Room;
import lockstep.exercises.ch03_value_lock.Storm;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Region;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "4.1", title = "A lock that hands out guards", starter = MyGuardLock.class, hints = {
    "The lock has two fields, as in 3.1: the flag and the value. lock() takes the flag, then returns new Guard(). "
        + "The guard is an inner class: it sees the lock's fields.",
    "get() and set() read and write the lock's field, not a copy in the guard. close() gives the flag back, and does so last. "
        + "In set(T value) the parameter hides the field: the field is MyGuardLock.this.value.",
    "lock(): while (taken.getAndSet(true)) Thread.onSpinWait(); return new Guard();   get(): return value;   "
        + "set: MyGuardLock.this.value = value;   close(): taken.setRelease(false);"
})
@Tag("4.1")
class MyGuardLockCheck {

    @Property("the guard reads the value, and replaces it")
    void getsAndSets() {
        StringBuilder made = new StringBuilder("made with this");
        MyGuardLock<StringBuilder> lock = new MyGuardLock<>(made);
        MyGuardLock<StringBuilder>.Guard guard = lock.lock();
        if (guard.get() != made) {
            fail("get() did not return the value that the lock was made with.");
        }
        StringBuilder next = new StringBuilder("next");
        guard.set(next);
        if (guard.get() != next) {
            fail("set(next), then get() on the same guard: got " + guard.get() + ", not what was set.");
        }
        guard.close();
    }

    @Property(value = "after close() the next thread gets a guard, and reads what the last one set",
        hint = "The value belongs to the lock. A guard that keeps a copy has to bring it back before it unlocks.")
    void closeOpens() {
        MyGuardLock<String> lock = new MyGuardLock<>("first");
        MyGuardLock<String>.Guard guard = lock.lock();
        guard.set("second");
        guard.close();
        AtomicReference<String> seen = new AtomicReference<>();
        Trial.start("next holder", () -> {
            MyGuardLock<String>.Guard next = lock.lock();
            seen.set(next.get());
            next.set("third");
            next.close();
        }).join();
        assertEquals("second", seen.get(), "what the next thread's guard read, after set(\"second\") and close()");
        MyGuardLock<String>.Guard last = lock.lock();
        assertEquals("third", last.get(), "what a third guard read, after the second had set(\"third\")");
        last.close();
    }

    @Property("try-with-resources unlocks at the end of the block, also when the block throws")
    void unlocksByItself() {
        MyGuardLock<Integer> lock = new MyGuardLock<>(1);
        try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
            guard.set(guard.get() + 1);
        }
        Trial.start("after the block", () -> lock.lock().close()).join();
        RuntimeException thrown = new RuntimeException("thrown in the block");
        try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
            guard.set(guard.get() + 1);
            throw thrown;
        } catch (RuntimeException e) {
            if (e != thrown || e.getSuppressed().length > 0) {
                fail("The block threw an exception, and close() threw another: " + (e == thrown ? e.getSuppressed()[0] : e));
            }
        }
        AtomicReference<Integer> seen = new AtomicReference<>();
        Trial.start("after the exception", () -> {
            try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
                seen.set(guard.get());
            }
        }).join();
        assertEquals(3, seen.get(), "1, after two guards that each set get() + 1");
    }

    @Property(value = "nobody outside makes a guard, reaches a field, or has to catch what close() throws",
        hint = "A private constructor, private fields, and a close() without a throws clause.")
    void noOtherDoor() throws NoSuchMethodException {
        for (Constructor<?> made : MyGuardLock.Guard.class.getDeclaredConstructors()) {
            if (Modifier.isPublic(made.getModifiers()) || Modifier.isProtected(made.getModifiers())) {
                fail("Guard has a constructor that outsiders can call: a guard made so holds no lock.");
            }
        }
        for (Class<?> c : new Class<?>[] {MyGuardLock.class, MyGuardLock.Guard.class}) {
            for (Field f : c.getDeclaredFields()) {
                if (Modifier.isPublic(f.getModifiers()) || Modifier.isProtected(f.getModifiers())) {
                    fail("The field " + f.getName() + " can be reached from outside, without a guard.");
                }
            }
        }
        if (!AutoCloseable.class.isAssignableFrom(MyGuardLock.Guard.class)) {
            fail("Guard does not implement AutoCloseable, so try-with-resources does not take it.");
        }
        Method close = MyGuardLock.Guard.class.getMethod("close");
        if (close.getExceptionTypes().length > 0) {
            fail("close() declares \"throws " + close.getExceptionTypes()[0].getSimpleName()
                + "\": every try-with-resources would need a catch for it.");
        }
    }

    @Property(value = "under every schedule two threads get a guard one after the other, never both at once",
        hint = "lock() may make a guard only after it has itself changed the flag from free to taken, in one atomic "
            + "step. Giving the flag back is the last thing that close() does.")
    @Interleaved(executions = 700)
    void noScheduleOpensTwo() {
        MyGuardLock<Region> lock = new MyGuardLock<>(new Region());
        Action use = () -> {
            MyGuardLock<Region>.Guard guard = lock.lock();
            Region value = guard.get();
            value.enter();
            value.leave();
            guard.close();
        };
        Interleave.together(use, use);
    }

    @Property(value = "under every schedule a guard reads what the last one set: close() happens before the next "
            + "lock()",
        hint = "The value is plain, so only the flag can order two guards. close() stores the value first, then "
            + "gives the flag back with release (setRelease or set); lock() takes it with acquire (getAndSet). "
            + "Plain and opaque order nothing.")
    @Interleaved(executions = 700)
    void nextGuardSees() {
        MyGuardLock<Integer> lock = new MyGuardLock<>(0);
        Action addOne = () -> {
            try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
                guard.set(guard.get() + 1);
            }
        };
        Interleave.together(addOne, addOne);
        try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
            assertEquals(2, (int) guard.get(), "the value 0, after two guards had each set get() + 1");
        }
    }

    @Property(value = "one thread pushes 1, another 2 and 2 under one guard: under every schedule the list is [1, "
            + "2, 2] or [2, 2, 1]",
        hint = "The list is plain. Whoever holds the guard must have it alone, and must see all that the last guard "
            + "did with it.")
    @Interleaved(executions = 700)
    void everyScheduleOfTheSample() {
        MyGuardLock<List<Integer>> lock = new MyGuardLock<>(new ArrayList<>());
        Interleave.together(
            () -> {
                try (MyGuardLock<List<Integer>>.Guard guard = lock.lock()) {
                    guard.get().add(1);
                }
            },
            () -> {
                try (MyGuardLock<List<Integer>>.Guard guard = lock.lock()) {
                    guard.get().add(2);
                    guard.get().add(2);
                }
            });
        try (MyGuardLock<List<Integer>>.Guard guard = lock.lock()) {
            List<Integer> list = guard.get();
            if (!list.equals(List.of(1, 2, 2)) && !list.equals(List.of(2, 2, 1))) {
                fail("One thread pushed 1, another pushed 2 and 2 under one guard. The list is " + list + ".");
            }
        }
    }

    @Property(value = "while a guard is open, lock() makes another thread wait; close() lets it in",
        hint = "lock() may return a guard only after it has changed the flag from free to taken itself.")
    void oneAtATime() {
        MyGuardLock<Room> lock = new MyGuardLock<>(new Room());
        MyGuardLock<Room>.Guard guard = lock.lock();
        Room room = guard.get();
        room.enter();
        Actor second = Trial.watch("second", () -> useOnce(lock));
        if (!second.awaitWaiting()) {
            second.join();
            fail("The first guard is still open, and lock() has given a second thread a guard as well.");
        }
        for (int more = 0; more < 25; more++) {
            second.clearSteps();
            second.awaitWaiting();
        }
        if (second.isDone()) {
            second.join();
            fail("The second thread waited for a while, then lock() gave it a guard, although the first was still open.");
        }
        room.leave();
        guard.close();
        second.join();
    }

    @Property(value = "two locks share nothing: neither the turn nor the value",
        hint = "A static field belongs to all locks together. Take the word static away.")
    void locksAreStrangers() {
        MyGuardLock<String> one = new MyGuardLock<>("one");
        MyGuardLock<String> two = new MyGuardLock<>("two");
        MyGuardLock<String>.Guard guard = one.lock();
        AtomicReference<String> seen = new AtomicReference<>();
        Actor other = Trial.watch("user of lock two", () -> {
            MyGuardLock<String>.Guard free = two.lock();
            seen.set(free.get());
            free.set("changed");
            free.close();
        });
        if (other.awaitWaiting()) {
            fail("Lock one has an open guard, lock two is free. lock() on two waits all the same: do the locks share a flag?");
        }
        other.join();
        assertEquals("one", guard.get(), "the value of lock one");
        assertEquals("two", seen.get(), "the value of lock two");
        guard.close();
    }

    @Property(value = "on this machine, too: one pushes 1, another 2 and 2 under one guard, and the list is [1, 2, 2] or [2, 2, 1]",
        hint = "Was a guard handed out before the flag was really taken?",
        seconds = 10)
    void theSample() {
        Trial.shaken(20, () -> {
            MyGuardLock<List<Integer>> lock = new MyGuardLock<>(new ArrayList<>());
            Trial.together(
                () -> {
                    try (MyGuardLock<List<Integer>>.Guard guard = lock.lock()) {
                        guard.set(with(guard.get(), 1));
                    }
                },
                () -> {
                    try (MyGuardLock<List<Integer>>.Guard guard = lock.lock()) {
                        guard.set(with(guard.get(), 2));
                        Thread.yield();
                        guard.set(with(guard.get(), 2));
                    }
                });
            MyGuardLock<List<Integer>>.Guard guard = lock.lock();
            List<Integer> list = guard.get();
            guard.close();
            if (!list.equals(List.of(1, 2, 2)) && !list.equals(List.of(2, 2, 1))) {
                fail("One thread pushed 1, another pushed 2 and 2 under one guard. The list is " + list + ".");
            }
        });
    }

    @Property(value = "on this machine, too, no two threads have a guard at once, and nothing that was set is lost",
        hint = "Look and take in one atomic step; and let the value be in its place before the flag is given back.",
        seconds = 10)
    void neverTwo() {
        OneSwitch.neverTwoInside(() -> {
            MyGuardLock<Integer> lock = new MyGuardLock<>(0);
            return body -> {
                try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
                    body.run();
                }
            };
        });
        OneSwitch.tryAll(() -> {
            MyGuardLock<Integer> lock = new MyGuardLock<>(0);
            Trial.Body addOne = () -> {
                try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
                    guard.set(guard.get() + 1);
                }
            };
            return new OneSwitch.Play(addOne, addOne, () -> expectNoneLost(lock, 2));
        });
        Storm.over(30, () -> {
            MyGuardLock<Integer> lock = new MyGuardLock<>(0);
            return new Storm.Target(body -> {
                try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
                    int n = guard.get();
                    body.run();
                    guard.set(n + 1);
                }
            }, times -> expectNoneLost(lock, times));
        });
    }

    private static void expectNoneLost(MyGuardLock<Integer> lock, int times) {
        try (MyGuardLock<Integer>.Guard guard = lock.lock()) {
            if (guard.get() != times) {
                fail(times + " guards, in several threads, each did set(get() + 1), beginning with 0. The value is " + guard.get()
                    + ": what one guard had set was lost.");
            }
        }
    }

    private static void useOnce(MyGuardLock<Room> lock) {
        MyGuardLock<Room>.Guard guard = lock.lock();
        guard.get().enter();
        guard.get().leave();
        guard.close();
    }

    private static List<Integer> with(List<Integer> list, int last) {
        List<Integer> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
