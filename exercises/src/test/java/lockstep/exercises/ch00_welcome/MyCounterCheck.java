package lockstep.exercises.ch00_welcome;

import static org.junit.jupiter.api.Assertions.fail;

import lockstep.exercises.Busy;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
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
            if (asker.endsWithin(Busy.WARM)) {
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
