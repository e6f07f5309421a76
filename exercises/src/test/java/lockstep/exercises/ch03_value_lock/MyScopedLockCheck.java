package lockstep.exercises.ch03_value_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Region;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "3.3", title = "A lock you cannot forget to unlock", starter = MyScopedLock.class, hints = {
    "with is three lines around one: take the lock, call body.apply(value), give the lock back, return what body returned.",
    "body can throw anything, an Error too. Code that must run in every case belongs in finally; taking the lock belongs "
        + "before the try. In update, assign to the field only after change has returned.",
    "take(); try { return body.apply(value); } finally { taken.setRelease(false); }   with a private void take() that spins "
        + "as in 3.1. update: the same with value = change.apply(value)."
})
@Tag("3.3")
class MyScopedLockCheck {

    @Property("with hands the value to body and returns what body returned")
    void runsBody() {
        StringBuilder made = new StringBuilder("made with this");
        MyScopedLock<StringBuilder> lock = new MyScopedLock<>(made);
        boolean same = lock.with(value -> value == made);
        if (!same) {
            fail("with(body): body was not given the value that the lock was made with.");
        }
        assertEquals("14", lock.with(value -> String.valueOf(value.length())), "what with(value -> its length) returned");
        Object nothing = lock.with(value -> null);
        if (nothing != null) {
            fail("body returned null, and with returned " + nothing + ".");
        }
    }

    @Property("update puts what change returned in the value's place")
    void updates() {
        MyScopedLock<Integer> lock = new MyScopedLock<>(20);
        lock.update(n -> n + 1);
        lock.update(n -> n * 2);
        assertEquals(42, (int) lock.with(n -> n), "20, after update(n -> n + 1) and update(n -> n * 2)");
    }

    @Property("body and change run exactly once")
    void runsOnce() {
        MyScopedLock<Integer> lock = new MyScopedLock<>(0);
        AtomicInteger runs = new AtomicInteger();
        lock.with(n -> runs.incrementAndGet());
        assertEquals(1, runs.get(), "how often one call of with ran body");
        lock.update(n -> runs.incrementAndGet());
        assertEquals(2, runs.get(), "how often one with and one update ran their functions, together");
    }

    @Property(value = "there is no other way in: no public method, field or constructor but those of the starter",
        hint = "Helpers can be private. Every public door is one that a caller can leave open.")
    void noOtherDoor() {
        for (Class<?> c = MyScopedLock.class; c != Object.class; c = c.getSuperclass()) {
            for (Method m : c.getDeclaredMethods()) {
                String name = m.getName();
                boolean known = name.equals("with") || name.equals("update") || isFromObject(m);
                if (open(m) && !known) {
                    fail("The method " + name + " can be called from outside. with and update are to be the only ways in.");
                }
            }
            for (Field f : c.getDeclaredFields()) {
                if (open(f)) {
                    fail("The field " + f.getName() + " can be reached from outside, without the lock.");
                }
            }
        }
        for (Constructor<?> k : MyScopedLock.class.getDeclaredConstructors()) {
            if (open(k) && k.getParameterCount() != 1) {
                fail("There is a second public constructor, with " + k.getParameterCount() + " parameters.");
            }
        }
    }

    @Property(value = "what body or change throws reaches the caller untouched",
        hint = "Don't catch at all: try with finally and no catch lets everything through.")
    void throwsThrough() {
        for (Throwable wrong : wrongs()) {
            MyScopedLock<Integer> lock = new MyScopedLock<>(1);
            Throwable fromWith = caught(() -> lock.with(n -> sneakyThrow(wrong)));
            if (fromWith != wrong) {
                fail("body threw " + name(wrong) + ", and out of with came " + name(fromWith) + ".");
            }
        }
        for (Throwable wrong : wrongs()) {
            MyScopedLock<Integer> lock = new MyScopedLock<>(1);
            Throwable fromUpdate = caught(() -> lock.update(n -> sneakyThrow(wrong)));
            if (fromUpdate != wrong) {
                fail("change threw " + name(wrong) + ", and out of update came " + name(fromUpdate) + ".");
            }
        }
    }

    @Property(value = "whatever was thrown, the next thread gets in, and finds the old value",
        hint = "An exception leaves the method at once. Only finally runs on every way out, for Errors too.")
    void throwingUnlocks() {
        for (Throwable wrong : wrongs()) {
            MyScopedLock<Integer> lock = new MyScopedLock<>(1);
            caught(() -> lock.with(n -> sneakyThrow(wrong)));
            assertEquals(1, valueSeenBy("next after with", lock), "the value after body had thrown");
            caught(() -> lock.update(n -> sneakyThrow(wrong)));
            assertEquals(1, valueSeenBy("next after update", lock), "the value after change had thrown");
        }
    }

    @Property(value = "under every schedule bodies run one after the other, never two at once",
        hint = "The body runs between taking the lock and giving it back. And taking it is one atomic step: between "
            + "looking at the flag and setting it, another thread can do the same.")
    @Interleaved(executions = 700)
    void noScheduleLetsTwoIn() {
        MyScopedLock<Region> lock = new MyScopedLock<>(new Region());
        Action use = () -> lock.with(MyScopedLockCheck::visit);
        Interleave.together(use, use);
    }

    @Property(value = "under every schedule no update is lost: the next one inside sees what the last one put there",
        hint = "change.apply(value) reads the value: that read comes after taking the lock, and the new value is "
            + "stored before giving it back. Giving back has to be a release (setRelease or set), taking an acquire "
            + "(getAndSet): plain and opaque order nothing.")
    @Interleaved(executions = 700)
    void noUpdateIsLost() {
        MyScopedLock<Integer> lock = new MyScopedLock<>(1000);
        Action addOne = () -> lock.update(n -> n + 1);
        Interleave.together(addOne, addOne);
        assertEquals(1002, (int) lock.with(n -> n), "the value 1000, after two threads had each added 1 by update");
    }

    @Property(value = "under every schedule a body sees what the last body did inside the value",
        hint = "with has to let go by a release (setRelease or set) and take by an acquire, as update does: what "
            + "body did to the value is plain, and only the flag can order it.")
    @Interleaved(executions = 700)
    void nextBodySees() {
        MyScopedLock<int[]> lock = new MyScopedLock<>(new int[1]);
        Action addOne = () -> lock.with(count -> count[0]++);
        Interleave.together(addOne, addOne);
        assertEquals(2, (int) lock.with(count -> count[0]), "the count, after two bodies had each added 1");
    }

    @Property(value = "under every schedule with and update keep each other out",
        hint = "Both methods take the same lock before they look at the value, and give it back when the function "
            + "has ended.")
    @Interleaved(executions = 700)
    void withKeepsUpdateOut() {
        MyScopedLock<Region> lock = new MyScopedLock<>(new Region());
        Interleave.together(() -> lock.with(MyScopedLockCheck::visit), () -> lock.update(MyScopedLockCheck::visit));
    }

    @Property(value = "while body runs, with and update make other threads wait; then they get in",
        hint = "body has to run between taking the lock and giving it back, and both methods have to take the same "
            + "lock.")
    void oneAtATime() {
        MyScopedLock<Integer> lock = new MyScopedLock<>(1);
        while1(lock, "with", "with");
        while1(lock, "with", "update");
        while1(lock, "update", "with");
        while1(lock, "update", "update");
        assertEquals(5, (int) lock.with(n -> n), "1, after four updates that each add 1");
    }

    @Property(value = "two locks share nothing",
        hint = "A static flag, or a lock on the class, belongs to all locks together.")
    void locksAreStrangers() {
        MyScopedLock<String> one = new MyScopedLock<>("one");
        MyScopedLock<String> two = new MyScopedLock<>("two");
        String both = one.with(first -> {
            Actor other = Trial.watch("user of lock two", () -> two.update(s -> s + "!"));
            if (other.awaitWaiting()) {
                fail("A body holds lock one, lock two is free. update on two waits all the same: do the locks share something?");
            }
            other.join();
            return first;
        });
        assertEquals("one", both, "the value of lock one");
        assertEquals("two!", two.with(s -> s), "the value of lock two after update(s -> s + \"!\")");
    }

    @Property(value = "on this machine, too, no two threads are inside at once, and no update is lost",
        hint = "change.apply(value) reads the value. That read, too, has to come after taking the lock.",
        seconds = 10)
    void neverTwo() {
        OneSwitch.neverTwoInside(() -> {
            MyScopedLock<Integer> lock = new MyScopedLock<>(1000);
            return body -> lock.with(n -> {
                body.run();
                return n;
            });
        });
        OneSwitch.tryAll(() -> {
            MyScopedLock<Integer> lock = new MyScopedLock<>(1000);
            Trial.Body addOne = () -> lock.update(n -> n + 1);
            return new OneSwitch.Play(addOne, addOne, () -> expectNoneLost(2, lock.with(n -> n)));
        });
        Storm.over(30, () -> {
            MyScopedLock<Integer> lock = new MyScopedLock<>(1000);
            return new Storm.Target(body -> {
                lock.update(n -> {
                    body.run();
                    return n + 1;
                });
                lock.with(n -> {
                    body.run();
                    return n;
                });
            }, times -> expectNoneLost(times / 2, lock.with(n -> n)));
        });
    }

    private static Region visit(Region value) {
        value.enter();
        value.leave();
        return value;
    }

    private static void expectNoneLost(int times, int value) {
        if (value != 1000 + times) {
            fail("Several threads added 1 by update, " + times + " times together, to a value of 1000. It is " + value
                + ": an update was lost.");
        }
    }

    /** One thread is inside by the first method; another, by the second method, has to wait until it is out. */
    private static void while1(MyScopedLock<Integer> lock, String holder, String asker) {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicBoolean bodyEntered = new AtomicBoolean();
        Trial.Body stay = () -> {
            inside.countDown();
            leave.await();
        };
        Actor first = Trial.start("first, in " + holder, () -> call(lock, holder, stay));
        awaitOrJoin(inside, first);
        Actor second = Trial.watch("second, in " + asker, () -> call(lock, asker, () -> bodyEntered.set(true)));
        boolean waits = second.awaitWaiting();
        boolean entered = bodyEntered.get();
        leave.countDown();
        first.join();
        second.join();
        if (!waits || entered) {
            fail("One thread's function was running in " + holder + ", and a second thread's function ran at the same time in "
                + asker + ".");
        }
    }

    private static void awaitOrJoin(CountDownLatch inside, Actor actor) {
        while (inside.getCount() > 0) {
            if (actor.isDone()) {
                actor.join();
                if (inside.getCount() > 0) {
                    fail("The function was never run.");
                }
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    private static void call(MyScopedLock<Integer> lock, String method, Trial.Body inside) {
        if (method.equals("with")) {
            lock.with(n -> {
                run(inside);
                return n;
            });
        } else {
            lock.update(n -> {
                run(inside);
                return n + 1;
            });
        }
    }

    private static void run(Trial.Body body) {
        try {
            body.run();
        } catch (Throwable t) {
            MyScopedLockCheck.<Void, RuntimeException>sneakyThrow(t);
        }
    }

    private static int valueSeenBy(String name, MyScopedLock<Integer> lock) {
        AtomicInteger seen = new AtomicInteger();
        Trial.start(name, () -> seen.set(lock.with(n -> n))).join();
        return seen.get();
    }

    private static Throwable[] wrongs() {
        return new Throwable[] {new IllegalStateException("thrown inside"), new LinkageError("thrown inside"),
            new Exception("thrown inside")};
    }

    private static String name(Throwable t) {
        return t == null ? "nothing" : t.getClass().getSimpleName();
    }

    private static Throwable caught(Runnable call) {
        try {
            call.run();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    private static boolean isFromObject(Method m) {
        try {
            Object.class.getDeclaredMethod(m.getName(), m.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean open(Member m) {
        return !m.isSynthetic() && (Modifier.isPublic(m.getModifiers()) || Modifier.isProtected(m.getModifiers()));
    }

    @SuppressWarnings("unchecked")
    private static <R, X extends Throwable> R sneakyThrow(Throwable t) throws X {
        throw (X) t;
    }
}
