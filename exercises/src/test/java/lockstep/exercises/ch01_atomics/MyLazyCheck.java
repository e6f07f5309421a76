package lockstep.exercises.ch01_atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.exercises.Busy;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(
        id = "1.4",
        title = "A value made once, on first use",
        starter = MyLazy.class,
        hints = {
            "Threads that come while the value is being made must wait for it. What makes threads wait in Java, and lets them go on even when the maker throws?",
            "synchronized get(): if there is no value yet, make it; return it. That is right. To spare later calls the lock, look once before the lock, "
                    + "at a volatile field, and look again inside: someone may have made it while you waited.",
            "private volatile T value; get: T seen = value; if (seen == null) synchronized (this) { seen = value; "
                    + "if (seen == null) value = seen = maker.get(); } return seen;"
        })
@Tag("1.4")
class MyLazyCheck {

    /** What the maker makes: filled in slowly, so that whoever gets it too early sees a hole. */
    private static final class Thing {
        int left;
        int right;
    }

    @Property(value = "makes nothing before the first get(), then one value for all calls",
            hint = "Only one thread is at work here. When is the maker called, and what tells the second call that it need not be?")
    void makesOne() {
        AtomicInteger made = new AtomicInteger();
        MyLazy<Object> lazy = new MyLazy<>(() -> {
            made.incrementAndGet();
            return new Object();
        });
        if (made.get() != 0) {
            fail("the value was made before anybody called get()");
        }
        Object first = lazy.get();
        if (first == null) {
            fail("get() returned null, not what the maker made");
        }
        for (int call = 2; call <= 4; call++) {
            Object next = lazy.get();
            if (next != first) {
                fail("call " + call + " of get() returned " + (next == null ? "null" : "another value than the first call"));
            }
        }
        if (made.get() != 1) {
            fail("one thread called get() four times, and the value was made " + made.get() + " times");
        }
    }

    @Property(value = "shares nothing with another lazy value", hint = "A static field is shared by all.")
    void sharesNothing() {
        MyLazy<Object> mine = new MyLazy<>(() -> "mine");
        MyLazy<Object> yours = new MyLazy<>(() -> "yours");
        Object a = mine.get();
        Object b = yours.get();
        if (!"mine".equals(a) || !"yours".equals(b)) {
            fail("one should make \"mine\" and the other \"yours\"; they gave \"" + a + "\" and \"" + b + "\"");
        }
    }

    @Property(value = "passes on what the maker throws, and tries again at the next call",
            hint = "When the maker throws, nothing was made: whatever you set before calling it must not stay set.")
    void triesAgain() {
        AtomicInteger calls = new AtomicInteger();
        IllegalStateException noLuck = new IllegalStateException("no luck yet");
        MyLazy<String> lazy = new MyLazy<>(() -> {
            if (calls.incrementAndGet() == 1) {
                throw noLuck;
            }
            return "made";
        });
        try {
            String got = lazy.get();
            fail("the maker threw, and get() returned " + got + " instead of throwing the same");
        } catch (IllegalStateException e) {
            if (e != noLuck) {
                fail("the maker threw, and get() threw something else: " + e);
            }
        }
        String[] got = new String[2];
        Trial.start("second caller", () -> got[0] = lazy.get()).join();
        got[1] = lazy.get();
        if (!"made".equals(got[0]) || !"made".equals(got[1])) {
            fail("the maker threw at the first call and would have given \"made\" at the next; the next calls of get() returned "
                    + got[0] + " and " + got[1]);
        }
        if (calls.get() != 2) {
            fail("the maker threw once and then succeeded; it was called " + calls.get() + " times, not twice");
        }
    }

    @Property(value = "in every schedule two callers get the same value, made once and whole",
            hint = "Whoever sees the reference must also see what the maker wrote into the object. A look without the lock must be an acquire, "
                    + "and the write that it finds a release; volatile is both.")
    @Interleaved(executions = 3_000) // twice as many as any right answer known here needs
    void everyScheduleMakesOne() {
        AtomicInteger made = new AtomicInteger();
        MyLazy<Thing> lazy = new MyLazy<>(() -> {
            made.incrementAndGet();
            Thing thing = new Thing();
            thing.left = 1;
            thing.right = 1;
            return thing;
        });
        Thing[] got = new Thing[2];
        Interleave.together(() -> got[0] = whole(lazy.get()), () -> got[1] = whole(lazy.get()));
        assertEquals(1, made.get(), "two threads called get(), and the number of times the value was made is wrong");
        assertTrue(got[0] == got[1], "two threads called get(), and they got different values");
    }

    @Property(value = "in every schedule of two callers, when the maker throws once, nobody is left waiting and the next call has the value",
            hint = "When the maker throws, nothing was made: who waits must be let go, and what you set before calling the maker must not stay set.")
    @Interleaved(executions = 3_000) // twice as many as any right answer known here needs
    void everyScheduleTriesAgain() {
        AtomicInteger calls = new AtomicInteger();
        MyLazy<Thing> lazy = new MyLazy<>(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("no luck yet");
            }
            Thing thing = new Thing();
            thing.left = 1;
            thing.right = 1;
            return thing;
        });
        AtomicInteger thrown = new AtomicInteger();
        Action call = () -> {
            try {
                whole(lazy.get());
            } catch (IllegalStateException e) {
                thrown.incrementAndGet();
            }
        };
        Interleave.together(call, call);
        assertTrue(thrown.get() > 0, "the maker threw at its first call, and neither of two callers of get() was told");
        whole(lazy.get());
        assertEquals(2, calls.get(), "the maker threw once and then succeeded; the number of times it was called");
    }

    /** Fails if it is not all there. */
    private static Thing whole(Thing thing) {
        assertTrue(thing != null, "get() returned null while another thread was making the value");
        int left = thing.left;
        int right = thing.right;
        assertTrue(left == 1 && right == 1, "a thread got the value before it was whole: left is " + left + ", right is " + right);
        return thing;
    }

    @Property(value = "makes the others wait while one is making it, and lets them go on with the same value",
            hint = "A thread that finds the value not made, but being made, has one thing to do: wait until it is there.", seconds = 4)
    void othersWait() throws InterruptedException {
        for (int round = 1; round <= 2; round++) {
            AtomicInteger made = new AtomicInteger();
            CountDownLatch making = new CountDownLatch(1);
            CountDownLatch finish = new CountDownLatch(1);
            MyLazy<Thing> lazy = new MyLazy<>(() -> {
                Thing thing = new Thing();
                made.incrementAndGet();
                making.countDown();
                try {
                    finish.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the making was interrupted", e);
                }
                thing.left = 1;
                thing.right = 1;
                return thing;
            });
            Thing[] got = new Thing[2];
            Busy first = Busy.start("first caller", () -> got[0] = lazy.get());
            making.await();
            Busy second = Busy.start("second caller", () -> got[1] = lazy.get());
            if (second.endsEarly(Busy.WARM)) {
                finish.countDown();
                second.join();
                fail("one thread was still making the value, and get() gave another thread "
                        + (got[1] == null ? "null" : "a value of its own"));
            }
            if (made.get() != 1) {
                finish.countDown();
                fail("one thread was still making the value when another began to make it, too");
            }
            finish.countDown();
            first.join();
            second.join();
            if (got[0] == null || got[1] == null) {
                fail("two threads called get(); they got " + (got[0] == null ? "null" : "a value") + " and "
                        + (got[1] == null ? "null" : "a value"));
            }
            if (made.get() != 1 || got[0] != got[1]) {
                fail("two threads called get() at about the same time: the value was made " + made.get() + " times, and they got "
                        + (got[0] == got[1] ? "the same" : "different values"));
            }
        }
    }

    @Property("is made once, and whole, when several threads ask at once")
    void madeOnce() {
        int threads = Trial.threads();
        Trial.shaken(200, () -> {
            AtomicInteger made = new AtomicInteger();
            MyLazy<Thing> lazy = new MyLazy<>(() -> {
                Thing thing = new Thing();
                made.incrementAndGet();
                thing.left = 1;
                Thread.yield();
                thing.right = 1;
                return thing;
            });
            Thing[] got = new Thing[threads];
            Trial.together(threads, index -> {
                Thing thing = lazy.get();
                if (thing == null) {
                    fail("get() returned null while another thread was making the value");
                }
                if (thing.left != 1 || thing.right != 1) {
                    fail("a thread got the value before it was whole: left is " + thing.left + ", right is " + thing.right);
                }
                got[index] = thing;
            });
            for (Thing thing : got) {
                if (thing != got[0]) {
                    fail(threads + " threads called get() at once and did not all get the same value; it was made " + made.get() + " times");
                }
            }
            if (made.get() != 1) {
                fail(threads + " threads called get() at once, and the value was made " + made.get() + " times");
            }
        });
    }
}
