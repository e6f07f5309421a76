package lockstep.exercises.ch00_welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import lockstep.exercises.Busy;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(
        id = "0.1",
        title = "A counter that loses nothing",
        starter = MyCounter.class,
        hints = {
            "count++ is three steps: read, add one, write. Another thread may come between any two of them. Which steps must not be parted?",
            "Let the machine do the three steps as one: java.util.concurrent.atomic.AtomicInteger has a method for it. "
                    + "Or let only one thread in at a time: synchronized. A method that only reads needs it, too.",
            "private final AtomicInteger count = new AtomicInteger(); then increment() calls count.incrementAndGet(), and get() returns count.get()."
        })
@Tag("0.1")
class MyCounterCheck {

    @Property(value = "counts for one thread",
            hint = "Only one thread is at work here. Follow it through your lines: what does it find the first time, and what the second?")
    void countsForOneThread() {
        MyCounter counter = new MyCounter();
        int first = counter.get();
        if (first != 0) {
            fail("get() of a new counter returned " + first + ", not 0");
        }
        for (int calls = 1; calls <= 5; calls++) {
            counter.increment();
            int got = counter.get();
            if (got != calls) {
                fail("after " + calls + (calls == 1 ? " call" : " calls") + " of increment(), get() returned " + got);
            }
        }
        int again = counter.get();
        if (again != 5) {
            fail("get() changed the count: it returned 5, and asked again " + again);
        }
    }

    @Property(value = "counts for itself: two counters have nothing to do with each other",
            hint = "A static field is shared by all counters. Each counter needs a field of its own.")
    void countsForItself() {
        MyCounter mine = new MyCounter();
        MyCounter yours = new MyCounter();
        mine.increment();
        mine.increment();
        yours.increment();
        if (mine.get() != 2 || yours.get() != 1) {
            fail("one counter was incremented twice and another once; they say " + mine.get() + " and " + yours.get());
        }
    }

    @Property(value = "no schedule of two threads loses a call",
            hint = "Read, add, write: three steps. What another thread writes between your read and your write is lost; and in a data race "
                    + "nothing keeps it from coming just there. The three must become one step.")
    @Interleaved(executions = 3_000)
    void noScheduleLosesACall() {
        MyCounter counter = new MyCounter();
        Interleave.together(counter::increment, counter::increment);
        assertEquals(2, counter.get(), "increment() was called twice; in the end get() returned");
    }

    @Property(value = "no schedule loses a call when one thread goes on while another is in the middle",
            hint = "If you have a lock: do all threads lock the same object, each time? Follow what the thread that comes second locks, and when.")
    @Interleaved(executions = 3_000)
    void noScheduleLosesOneOfThree() {
        MyCounter counter = new MyCounter();
        Interleave.together(
                () -> {
                    counter.increment();
                    counter.increment();
                },
                counter::increment);
        assertEquals(3, counter.get(), "one thread called increment() twice and another once; in the end get() returned");
    }

    @Property(value = "whoever reads while another increments gets a count that was there, and never a smaller one later",
            hint = "get() is an access, too. It must not be plain, and a lock helps only if the reader takes it as well.")
    @Interleaved(executions = 3_000)
    void aReaderIsWelcome() {
        MyCounter counter = new MyCounter();
        Interleave.together(counter::increment, () -> {
            int first = counter.get();
            int second = counter.get();
            if (first < 0 || second > 1 || second < first) {
                fail("increment() was called once, and get() returned " + first + " and then " + second);
            }
        });
    }

    @Property("loses no call when several threads increment at once")
    void losesNoCall() {
        int threads = Trial.threads();
        int each = 12;
        Trial.shaken(150, () -> {
            MyCounter counter = new MyCounter();
            Trial.together(threads, index -> {
                for (int call = 0; call < each; call++) {
                    counter.increment();
                }
            });
            int got = counter.get();
            if (got != threads * each) {
                fail(threads + " threads called increment() " + each + " times each, which makes " + threads * each
                        + "; get() returned " + got + (got < threads * each ? ": lost " + (threads * each - got) : ""));
            }
        });
    }

    @Property(value = "shows its count to every thread: one that keeps asking sees it move",
            hint = "Reading is an access, too. A plain read in a loop may be done once and never again, "
                    + "and a lock helps only if the reader takes it as well.")
    void isSeen() {
        for (int round = 1; round <= 2; round++) {
            MyCounter counter = new MyCounter();
            Busy asker = Busy.start("asker", () -> {
                while (counter.get() == 0) {
                    // ask again
                }
            });
            if (asker.endsEarly(Busy.WARM)) {
                asker.join();
                fail("get() of a new counter did not stay 0, though nobody called increment()");
            }
            counter.increment();
            if (!asker.endsWithin(4 * Busy.WARM)) {
                fail("a thread kept asking get(), and it still got 0 long after another thread's increment() had returned");
            }
            asker.join();
        }
    }
}
