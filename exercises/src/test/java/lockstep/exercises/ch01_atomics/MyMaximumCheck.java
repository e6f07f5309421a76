package lockstep.exercises.ch01_atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import lockstep.exercises.Busy;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(
        id = "1.3",
        title = "A maximum: the compare-and-set loop",
        starter = MyMaximum.class,
        hints = {
            "Between your look at the maximum and your write, another thread may have raised it. Your write must fail then. Which operation writes only "
                    + "if nothing changed?",
            "A loop: read the maximum; if the number is not greater, you are done; else compareAndSet(what you read, number); if that fails, "
                    + "read again and decide again.",
            "int seen = max.get(); while (number > seen && !max.compareAndSet(seen, number)) seen = max.get();  with  "
                    + "AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE)"
        })
@Tag("1.3")
class MyMaximumCheck {

    @Property(value = "keeps the greatest number, for one thread",
            hint = "Only one thread is at work here. Where does the maximum start, and what does a smaller number do to it?")
    void keepsTheGreatest() {
        MyMaximum maximum = new MyMaximum();
        if (maximum.max() != Integer.MIN_VALUE) {
            fail("nothing was offered, and max() returned " + maximum.max() + ", not Integer.MIN_VALUE");
        }
        int[] offers = {-7, -9, -7, 0, 5, 3, 5, Integer.MAX_VALUE, 1};
        int greatest = Integer.MIN_VALUE;
        StringBuilder offered = new StringBuilder();
        for (int offer : offers) {
            maximum.offer(offer);
            offered.append(offered.length() == 0 ? "" : ", ").append(offer);
            greatest = Math.max(greatest, offer);
            if (maximum.max() != greatest) {
                fail("offered " + offered + "; max() returned " + maximum.max() + ", not " + greatest);
            }
        }
    }

    @Property(value = "counts for itself: two maxima have nothing to do with each other", hint = "A static field is shared by all.")
    void countsForItself() {
        MyMaximum mine = new MyMaximum();
        MyMaximum yours = new MyMaximum();
        mine.offer(8);
        yours.offer(3);
        if (mine.max() != 8 || yours.max() != 3) {
            fail("8 was offered to one and 3 to another; they say " + mine.max() + " and " + yours.max());
        }
    }

    @Property(value = "in every schedule of two offers the greater one stays",
            hint = "Read the schedule from top to bottom: what did the thread know when it decided to write, and did it still hold when it wrote?")
    @Interleaved(executions = 3_000)
    void everyScheduleKeepsTheGreatest() {
        MyMaximum maximum = new MyMaximum();
        Interleave.together(() -> offer(maximum, 2), () -> offer(maximum, 1));
        assertEquals(2, maximum.max(), "1 and 2 were offered; in the end max() returned");
    }

    @Property(value = "whoever reads while others offer never sees the maximum fall",
            hint = "A number smaller than the maximum must not be there for a moment either: somebody may look just then. And max() must not be a plain read.")
    @Interleaved(executions = 3_000, preemptions = 2, surprises = 1) // three threads
    void aReaderNeverSeesItFall() {
        MyMaximum maximum = new MyMaximum();
        maximum.offer(5);
        Interleave.together(() -> offer(maximum, 3), () -> offer(maximum, 8), () -> {
            int first = maximum.max();
            int second = maximum.max();
            assertTrue(first == 5 || first == 8, "5 had been offered, and 8 might have been; max() returned " + first);
            assertTrue(second >= first, "max() returned " + first + " and then " + second);
        });
    }

    /** Offers a number, and looks whether it was heard. */
    private static void offer(MyMaximum maximum, int number) {
        maximum.offer(number);
        int now = maximum.max();
        assertTrue(now >= number, "a thread offered " + number + ", and right after that max() told it " + show(now));
    }

    @Property(value = "shows itself to every thread: one that keeps asking sees it rise",
            hint = "Reading is an access, too. A plain read in a loop may be done once and never again, "
                    + "and a lock helps only if the reader takes it as well.")
    void isSeen() {
        for (int round = 1; round <= 2; round++) {
            MyMaximum maximum = new MyMaximum();
            Busy asker = Busy.start("asker", () -> {
                while (maximum.max() < 5) {
                    // ask again
                }
            });
            if (asker.endsEarly(Busy.WARM)) {
                asker.join();
                fail("max() rose although nobody had offered anything");
            }
            maximum.offer(5);
            if (!asker.endsWithin(4 * Busy.WARM)) {
                fail("a thread kept asking max(), and it still got less than 5 long after another thread's offer(5) had returned");
            }
            asker.join();
        }
    }

    @Property("forgets no offer and never falls, whoever offers at the same time")
    void neverFalls() {
        int threads = Trial.threads();
        int each = 6;
        Trial.shaken(300, () -> {
            MyMaximum maximum = new MyMaximum();
            Trial.together(threads, index -> {
                int before = Integer.MIN_VALUE;
                for (int turn = 0; turn < each; turn++) {
                    int offer = turn * threads + index;
                    maximum.offer(offer);
                    int now = maximum.max();
                    if (now < offer) {
                        fail("a thread offered " + offer + ", and right after that max() told it " + show(now)
                                + ", while another thread was offering, too");
                    }
                    if (now < before) {
                        fail("max() fell: the same thread was told " + before + " first and " + now + " later");
                    }
                    before = now;
                }
            });
            int greatest = threads * each - 1;
            if (maximum.max() != greatest) {
                fail(threads + " threads offered 0 to " + greatest + " between them; in the end max() returned " + show(maximum.max()));
            }
        });
    }

    private static String show(int number) {
        return number == Integer.MIN_VALUE ? "Integer.MIN_VALUE" : Integer.toString(number);
    }
}
