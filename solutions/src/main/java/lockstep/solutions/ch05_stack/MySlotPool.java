package lockstep.solutions.ch05_stack;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of a slot comes again, so it does not say whether anything has happened meanwhile. A version does: it is
 * counted up with each change and never comes again. It must stand in the *same* word as the number, so that one
 * compare-and-set tries both: half of a long each.
 *
 * take() reads the top, with its version, and then next[slot]. If others took that slot and gave it back meanwhile, the
 * number is the same and the version is not: the compare-and-set fails, and what was read from next is forgotten. So a
 * next that is old by now does no harm, as in Treiber's stack: it is read, and never used.
 *
 * next is written while others may still read it, who are delayed in take(). So it is atomic, not plain.
 *
 * Counting in one of the two methods would do: for a slot to come back to the top, somebody must have taken it, and
 * somebody given it back.
 *
 * Alternatives. AtomicStampedReference is the same idea for references: it makes a new pair of reference and stamp for
 * each change, so it allocates, and it is really the collector that keeps pairs apart. A new immutable object for each
 * top does that without stamps. An index in half a long costs nothing, where indices will do. Processors that compare
 * and set two words at once (x86: cmpxchg16b) do it for pointers; Java does not offer them. Epochs (next exercise) let
 * a slot come back only when nobody looks at it any more.
 * The limit: after 2^32 changes a version comes again. Who sleeps in take() for exactly that long, is misled.
 */
public class MySlotPool {

    private static final int NONE = -1;

    /** Of each free slot, the one beneath it. */
    private final AtomicIntegerArray next;

    /** Version and number of the free slot on top. */
    private final AtomicLong top = new AtomicLong(word(0, 0));

    public MySlotPool(int size) {
        next = new AtomicIntegerArray(size);
        for (int slot = 0; slot < size; slot++) {
            next.set(slot, slot + 1 < size ? slot + 1 : NONE);
        }
    }

    public int take() {
        while (true) {
            long seen = top.get();
            int slot = slot(seen);
            if (slot == NONE) {
                return NONE;
            }
            if (top.compareAndSet(seen, word(version(seen) + 1, next.get(slot)))) {
                return slot;
            }
        }
    }

    public void give(int slot) {
        long seen;
        do {
            seen = top.get();
            next.set(slot, slot(seen));
        } while (!top.compareAndSet(seen, word(version(seen) + 1, slot)));
    }

    private static long word(int version, int slot) {
        return (long) version << 32 | slot & 0xFFFFFFFFL;
    }

    private static int version(long word) {
        return (int) (word >>> 32);
    }

    private static int slot(long word) {
        return (int) word;
    }
}
