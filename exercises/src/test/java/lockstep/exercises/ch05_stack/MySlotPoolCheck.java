package lockstep.exercises.ch05_stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "5.2", title = "The reuse bug: a number that comes again", starter = MySlotPool.class, hints = {
    "The compare-and-set asks \"is the same slot on top?\", and should ask \"has nothing happened since I looked?\". What could "
        + "stand beside the number, that never comes again?",
    "A version, counted up with each change. It has to be in the same word as the number, so that one compare-and-set tries "
        + "both: an AtomicLong with the version in its upper half, or an AtomicStampedReference. And what you read of next "
        + "counts only if that compare-and-set succeeds.",
    "word(version, slot) = (long) version << 32 | slot & 0xFFFFFFFFL.   take: long seen = top.get(); int slot = (int) seen; "
        + "if (slot == NONE) return NONE; if (top.compareAndSet(seen, word((int) (seen >>> 32) + 1, next.get(slot)))) return slot; "
        + "else again from the look.   give likewise, with next.set(slot, (int) seen) before the try."
})
@Tag("5.2")
class MySlotPoolCheck {

    private static final int NONE = -1;

    @Property(value = "a new pool hands out 0, 1, 2 …, then says -1; the slot given back last is handed out first",
        hint = "Only one thread is at work here. take: the top's next becomes the top. give: the old top becomes the slot's "
            + "next, and the slot the top.")
    void lastGivenFirstTaken() {
        MySlotPool pool = new MySlotPool(3);
        for (int slot = 0; slot < 3; slot++) {
            assertEquals(slot, pool.take(), "a new pool of 3: take() number " + (slot + 1));
        }
        for (int round = 0; round < 2; round++) {
            assertEquals(NONE, pool.take(), "all three were taken: take()");
            pool.give(1);
            pool.give(0);
            assertEquals(0, pool.take(), "after give(1), give(0): take()");
            pool.give(2);
            pool.give(0);
            assertEquals(0, pool.take(), "after give(2), give(0): take()");
            assertEquals(2, pool.take(), "then take()");
            assertEquals(1, pool.take(), "then take()");
        }
        MySlotPool other = new MySlotPool(1);
        assertEquals(0, other.take(), "another new pool, of 1: take()");
        assertEquals(NONE, other.take(), "then take()");
    }

    @Property(value = "it works with many slots, and for many rounds",
        hint = "Is a part of your word too small? Or are two objects compared that are equal, and not the same? "
            + "(compareAndSet of a reference compares as == does.)")
    void manySlots() {
        int size = 1_000;
        MySlotPool pool = new MySlotPool(size);
        for (int slot = 0; slot < size; slot++) {
            assertEquals(slot, pool.take(), "a new pool of " + size + ": take() number " + (slot + 1));
        }
        for (int slot = 0; slot < size; slot++) {
            pool.give(slot);
        }
        for (int round = 0; round < 70_000; round++) {
            int slot = pool.take();
            assertEquals(size - 1, slot, "taken and given back " + round + " times: take()");
            pool.give(slot);
        }
        for (int slot = size - 1; slot >= 0; slot--) {
            assertEquals(slot, pool.take(), "all slots were given back in ascending order: take()");
        }
        assertEquals(NONE, pool.take(), "then take()");
    }

    @Property(value = "under every schedule of two takers each gets a slot of its own",
        hint = "Both saw the same slot on top. Only the one whose compare-and-set succeeds may have it; the other looks again.")
    @Interleaved(executions = 1_000)
    void takersGetOneEach() {
        MySlotPool pool = new MySlotPool(2);
        int[] got = new int[2];
        Interleave.together(() -> got[0] = pool.take(), () -> got[1] = pool.take());
        assertTrue(got[0] + got[1] == 1 && got[0] * got[1] == 0,
            "two threads took a slot each from a pool of 2, and got " + got[0] + " and " + got[1]);
        assertEquals(NONE, pool.take(), "then take()");
    }

    @Property(value = "under every schedule of two givers both slots come back",
        hint = "The second one put its slot where the first had just put his. What next says has to be the top that the "
            + "compare-and-set has replaced.")
    @Interleaved(executions = 1_000)
    void giversBothArrive() {
        MySlotPool pool = new MySlotPool(2);
        int a = pool.take();
        int b = pool.take();
        Interleave.together(() -> pool.give(a), () -> pool.give(b));
        int first = pool.take();
        int second = pool.take();
        assertTrue(first + second == 1 && first * second == 0,
            "slots 0 and 1 were given back by two threads at once; then take() returned " + first + " and " + second);
        assertEquals(NONE, pool.take(), "then take()");
    }

    @Property(value = "under every schedule whoever takes a slot sees what was done with it before it was given back",
        hint = "give() publishes by its compare-and-set, and take() acquires by its look: volatile, or release and acquire.")
    @Interleaved(executions = 1_500, preemptions = 2)
    void handsOver() {
        MySlotPool pool = new MySlotPool(2);
        int[] contents = new int[2];
        int low = pool.take();
        int slot = pool.take();
        pool.give(low);
        int[] got = new int[2];
        Interleave.together(
            () -> {
                contents[slot] = 7;
                pool.give(slot);
            },
            () -> {
                for (int i = 0; i < 2; i++) {
                    got[i] = pool.take();
                    if (got[i] == slot) {
                        assertEquals(7, contents[slot], "what was in the slot when it was given back is read, after take(), as");
                    }
                }
            });
        int[] held = Arrays.stream(got).filter(one -> one != NONE).toArray();
        takenOnce(pool, 2, held);
    }

    @Property(value = "under no schedule is a slot handed out while another has it, though slots are taken and given back meanwhile",
        hint = "ABA: between look and compare-and-set the slot on top was taken, the one beneath it too, and the first given back. "
            + "The top shows the same number, and its next is another. Put a version beside the number, in the same word.")
    @Interleaved(executions = 1_500, preemptions = 2)
    void slotComesBack() {
        MySlotPool pool = new MySlotPool(3);
        int[] mine = new int[1];
        int[] kept = new int[1];
        Interleave.together(
            () -> mine[0] = pool.take(),
            () -> {
                int again = pool.take();
                kept[0] = pool.take();
                pool.give(again);
            });
        takenOnce(pool, 3, mine[0], kept[0]);
    }

    @Property(value = "nor when other slots come back than those that went",
        hint = "Versions must never come again, nor stand still: count up in each give, or in each take, or in both, and "
            + "compare and change version and number in one step.")
    @Interleaved(executions = 1_500, preemptions = 2, surprises = 1)
    void slotsComeBackInAnotherOrder() {
        MySlotPool pool = new MySlotPool(3);
        int held = pool.take();
        int[] mine = new int[1];
        Interleave.together(
            () -> mine[0] = pool.take(),
            () -> {
                int first = pool.take();
                pool.give(held);
                pool.give(first);
            });
        takenOnce(pool, 3, mine[0]);
    }

    /** Takes all the rest: together with those that are held, it has to be every slot, once. */
    private static void takenOnce(MySlotPool pool, int size, int... held) {
        int[] times = new int[size];
        StringBuilder said = new StringBuilder();
        for (int slot : held) {
            assertTrue(slot != NONE, "there was a free slot all the time, and take() said -1");
            count(times, slot, said);
        }
        for (int i = held.length; i < size; i++) {
            int slot = pool.take();
            assertTrue(slot != NONE, "a slot was lost: held are " + said + "of " + size + ", and take() says -1");
            count(times, slot, said);
        }
        assertEquals(NONE, pool.take(), "all are held: take()");
    }

    private static void count(int[] times, int slot, StringBuilder said) {
        said.append(slot).append(' ');
        if (++times[slot] > 1) {
            fail("slot " + slot + " is held twice: handed out were " + said);
        }
    }

    @Property(value = "whoever stops in the middle, the others finish",
        hint = "A lock keeps the others waiting when its holder stops. Prepare in private, then one compare-and-set.")
    @Interleaved(executions = 1_000, preemptions = 2, surprises = 1, progress = Progress.Level.LOCK_FREE)
    void neverWaits() {
        MySlotPool pool = new MySlotPool(2);
        int slot = pool.take();
        Interleave.together(() -> pool.give(slot), pool::take);
    }

    @Property("on this machine, too, no slot is held by two")
    void storm() {
        int threads = Trial.threads();
        int size = threads + 1;
        Trial.shaken(60, () -> {
            MySlotPool pool = new MySlotPool(size);
            AtomicIntegerArray holders = new AtomicIntegerArray(size);
            Trial.together(threads, index -> {
                for (int i = 0; i < 10; i++) {
                    int slot = pool.take();
                    assertTrue(slot != NONE, threads + " threads held one slot each of " + size + ", and take() said -1");
                    assertEquals(1, holders.incrementAndGet(slot), "how many threads held slot " + slot);
                    holders.decrementAndGet(slot);
                    pool.give(slot);
                }
            });
            takenOnce(pool, size);
        });
    }
}
