package lockstep.exercises.ch05_stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

/**
 * The scenarios share a cell that one thread replaces while another one looks into it. Who gets a cell back writes it, plainly,
 * as one who uses it again would do: so handing back too early is a data race, or a reader finds a spoilt cell.
 */
@Exercise(id = "5.3", title = "Epochs: when nobody looks any more", starter = MyEpoch.class, hints = {
    "A guard notes when it was opened, an object when it was retired. Which of two times tells you that this guard cannot have "
        + "found this object?",
    "pin: put the clock's time into a free place, by compare-and-set. retire: add the object with the clock's time, and move the "
        + "clock on, in one step. collect: hand back what is older than the oldest open guard, and than the clock as it was "
        + "before you looked round. close: the place becomes free, once.",
    "pin: if (pins.compareAndSet(place, FREE, clock.get())) return new Guard(place);   retire: retired.add(new "
        + "Retired<>(object, clock.getAndIncrement()));   collect: long oldest = clock.get(), then Math.min(oldest, "
        + "pins.get(place)) for all places, then for (Retired<T> r : retired) if (r.time < oldest && retired.remove(r)) hand back "
        + "r.object.   close: if (!closed) { closed = true; pins.set(place, FREE); }"
})
@Tag("5.3")
class MyEpochCheck {

    @Property(value = "with no guard open, collect() hands back what was retired, each object once",
        hint = "Only one thread is at work here, and no guard is open: all that was retired is due.")
    void handsBack() {
        MyEpoch<String> epoch = new MyEpoch<>();
        assertEquals(List.of(), epoch.collect(), "nothing was retired: collect()");
        epoch.retire("a");
        epoch.retire("b");
        assertSameElements(List.of("a", "b"), epoch.collect(), "a and b were retired, no guard was open: collect()");
        assertEquals(List.of(), epoch.collect(), "collect() again");
        try (MyEpoch<String>.Guard guard = epoch.pin()) {
            epoch.retire("c");
        }
        assertEquals(List.of("c"), epoch.collect(), "c was retired under a guard, which is closed now: collect()");
    }

    @Property(value = "what is retired while a guard is open is not handed back before that guard is closed",
        hint = "Compare the times with care: what was retired in the very moment in which a guard was opened may have been retired "
            + "just after it. So strictly older than the oldest open guard.")
    void waitsForOpenGuards() {
        MyEpoch<String> epoch = new MyEpoch<>();
        MyEpoch<String>.Guard first = epoch.pin();
        epoch.retire("a");
        assertEquals(List.of(), epoch.collect(), "a guard is open, then a was retired: collect()");
        MyEpoch<String>.Guard second = epoch.pin();
        epoch.retire("b");
        MyEpoch<String>.Guard third = epoch.pin();
        third.close();
        assertEquals(List.of(), epoch.collect(), "two guards are open, and another one was closed: collect()");
        first.close();
        for (int i = 0; i < 5; i++) {
            assertTrue(!epoch.collect().contains("b"), "the second guard is open, then b was retired: collect() handed b back");
        }
        second.close();
        List<String> back = epoch.collect();
        assertTrue(back.contains("b"), "all guards are closed: collect() should hand b back, and handed back " + back);
    }

    @Property(value = "closing a guard twice does nothing the second time: above all not to another guard",
        hint = "The place may be another guard's by now. Only the guard itself can know whether it was closed already.")
    void closesTwice() {
        MyEpoch<String> epoch = new MyEpoch<>();
        MyEpoch<String>.Guard old = epoch.pin();
        old.close();
        MyEpoch<String>.Guard current = epoch.pin();
        old.close();
        epoch.retire("a");
        assertEquals(List.of(), epoch.collect(), "a guard was closed, another one opened, the first one closed again, and a "
            + "retired. The second guard is open: collect()");
        current.close();
        assertEquals(List.of("a"), epoch.collect(), "then the second guard was closed: collect()");
    }

    @Property(value = "four guards may be open at a time, and their places are free again when they are closed",
        hint = "pin() looks for a free place; close() frees it.")
    void fourGuards() {
        MyEpoch<Integer> epoch = new MyEpoch<>();
        for (int round = 0; round < 3; round++) {
            List<MyEpoch<Integer>.Guard> guards = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                guards.add(epoch.pin());
            }
            epoch.retire(round);
            for (MyEpoch<Integer>.Guard guard : guards) {
                assertEquals(List.of(), epoch.collect(), "one to four guards are open that were open when it was retired: collect()");
                guard.close();
            }
            assertEquals(List.of(round), epoch.collect(), "all four guards are closed: collect()");
        }
    }

    @Property(value = "guards that come and go hold up nothing for ever",
        hint = "There is never a moment without an open guard here, yet each is closed in time. A guard that was opened later than an "
            + "object was retired has nothing to do with it.")
    void overlappingGuards() {
        MyEpoch<String> epoch = new MyEpoch<>();
        MyEpoch<String>.Guard open = epoch.pin();
        epoch.retire("a");
        List<String> back = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            MyEpoch<String>.Guard next = epoch.pin();
            epoch.retire("later " + i);
            open.close();
            open = next;
            back.addAll(epoch.collect());
            back.addAll(epoch.collect());
        }
        open.close();
        assertTrue(back.contains("a"), "a was retired, and then twelve guards came and went, each opened before the last one was "
            + "closed. In all that time collect() never handed a back; it handed back " + back);
    }

    @Property(value = "under no schedule is a cell handed back while one looks into it who has found it under a guard",
        hint = "The announcement has to come before the look, and the unlinking before the scan: both are a write and then a read, "
            + "so nothing less than volatile keeps them in order. And close() has to be a release, the scan an acquire.")
    @Interleaved(executions = 1_500, preemptions = 2)
    void readerIsSafe() {
        MyEpoch<int[]> epoch = new MyEpoch<>();
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        int[] back = new int[1];
        Interleave.together(
            () -> look(epoch, shared),
            () -> {
                epoch.retire(shared.getAndSet(new int[] {1}));
                back[0] = reuse(epoch.collect());
            });
        assertEquals(1, back[0] + reuse(epoch.collect()), "One cell was retired, and no guard is open any more. In all there were handed back");
    }

    @Property(value = "nor while another guard is opened and closed meanwhile",
        hint = "Two guards must never stand in one place, or the one that is closed takes the other's protection away: find a free "
            + "place and take it in one step.")
    @Interleaved(executions = 1_500, preemptions = 2, surprises = 1)
    void guardsStandApart() {
        MyEpoch<int[]> epoch = new MyEpoch<>();
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(
            () -> look(epoch, shared),
            () -> {
                try (MyEpoch<int[]>.Guard guard = epoch.pin()) {
                    epoch.retire(shared.getAndSet(new int[] {1}));
                }
                reuse(epoch.collect());
            });
    }

    @Property(value = "nor while one looks into it who has retired it, under a guard, and another collects",
        hint = "collect() looks round, and then at what was retired. In between a guard may be opened, and a cell retired under it. "
            + "What was retired after you began to look round is not yours to judge.")
    @Interleaved(executions = 1_500, preemptions = 2)
    void collectorIsSlow() {
        MyEpoch<int[]> epoch = new MyEpoch<>();
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(
            () -> {
                try (MyEpoch<int[]>.Guard guard = epoch.pin()) {
                    int[] cell = shared.getAndSet(new int[] {1});
                    epoch.retire(cell);
                    assertEquals(1, cell[0], "a guard is open, a cell with 1 in it was retired after that. It was handed back, and says");
                }
            },
            () -> reuse(epoch.collect()));
    }

    @Property(value = "under every schedule of two collectors each object is handed back once, and none that is not due",
        hint = "Both may look at the same entry. Only the one who has removed this very entry hands it back.")
    @Interleaved(executions = 1_500, preemptions = 2, surprises = 1)
    void collectorsShare() {
        MyEpoch<String> epoch = new MyEpoch<>();
        epoch.retire("due");
        MyEpoch<String>.Guard guard = epoch.pin();
        epoch.retire("not due");
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Interleave.together(() -> first.addAll(epoch.collect()), () -> second.addAll(epoch.collect()));
        assertTrue(!first.contains("not due") && !second.contains("not due"), "a guard is open, and what was retired after that was handed back");
        guard.close();
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        all.addAll(epoch.collect());
        assertSameElements(List.of("due", "not due"), all, "two threads, and one more later, collected two objects. In all they");
    }

    private static void look(MyEpoch<int[]> epoch, AtomicReference<int[]> shared) {
        try (MyEpoch<int[]>.Guard guard = epoch.pin()) {
            assertEquals(1, shared.get()[0], "under an open guard a cell was found with 1 in it. Meanwhile it was handed back, and says");
        }
    }

    /** Uses what was handed back, and says how many that were. */
    private static int reuse(List<int[]> cells) {
        for (int[] cell : cells) {
            if (cell[0] != 1) {
                fail("a cell was handed back twice");
            }
            cell[0] = 2;
        }
        return cells.size();
    }

    @Property(value = "on this machine, too, each object is handed back once, and none under the eyes of a reader", seconds = 5)
    void storm() {
        Trial.shaken(40, () -> {
            MyEpoch<int[]> epoch = new MyEpoch<>();
            AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
            AtomicInteger back = new AtomicInteger();
            Trial.together(
                () -> {
                    for (int i = 0; i < 12; i++) {
                        look(epoch, shared);
                    }
                },
                () -> {
                    for (int i = 0; i < 12; i++) {
                        epoch.retire(shared.getAndSet(new int[] {1}));
                        back.addAndGet(reuse(epoch.collect()));
                    }
                });
            back.addAndGet(reuse(epoch.collect()));
            assertEquals(12, back.get(), "12 cells were retired, and no guard is open any more. In all there were handed back");
        });
    }

    private static <T> void assertSameElements(List<T> expected, List<T> actual, String what) {
        List<T> rest = new ArrayList<>(actual);
        expected.forEach(rest::remove);
        assertTrue(rest.isEmpty() && actual.size() == expected.size(), what + " should hand back " + expected + ", and handed back " + actual);
    }
}
