package lockstep.right.ch05_stack;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import lockstep.proof.Right;

/** Other right answers to exercise 5.2. */
public final class MySlotPoolRight {

    private static final int NONE = -1;

    private MySlotPoolRight() {
    }

    private static AtomicIntegerArray chain(int size) {
        AtomicIntegerArray next = new AtomicIntegerArray(size);
        for (int slot = 0; slot < size; slot++) {
            next.set(slot, slot + 1 < size ? slot + 1 : NONE);
        }
        return next;
    }

    @Right(exercise = "5.2", why = "AtomicStampedReference; the Integer that was read is the very object that is compared.")
    public static class Stamped {
        private final AtomicIntegerArray next;
        private final AtomicStampedReference<Integer> top = new AtomicStampedReference<>(0, 0);

        public Stamped(int size) {
            next = chain(size);
        }

        public int take() {
            int[] stamp = new int[1];
            while (true) {
                Integer slot = top.get(stamp);
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(slot, next.get(slot), stamp[0], stamp[0] + 1)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            int[] stamp = new int[1];
            Integer seen;
            do {
                seen = top.get(stamp);
                next.set(slot, seen);
            } while (!top.compareAndSet(seen, slot, stamp[0], stamp[0] + 1));
        }
    }

    @Right(exercise = "5.2", why = "A new object for each top: no versions at all, the collector keeps them apart.")
    public static class NewObjectEachTime {
        private record Free(int slot, Free rest) {
        }

        private final AtomicReference<Free> top = new AtomicReference<>();

        public NewObjectEachTime(int size) {
            for (int slot = size - 1; slot >= 0; slot--) {
                give(slot);
            }
        }

        public int take() {
            Free seen;
            do {
                seen = top.get();
                if (seen == null) {
                    return NONE;
                }
            } while (!top.compareAndSet(seen, seen.rest()));
            return seen.slot();
        }

        public void give(int slot) {
            Free seen;
            do {
                seen = top.get();
            } while (!top.compareAndSet(seen, new Free(slot, seen)));
        }
    }

    @Right(exercise = "5.2", why = "Counts in give only: a slot that comes back to the top has been given back.")
    public static class CountsInGiveOnly {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong();

        public CountsInGiveOnly(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                long seen = top.get();
                int slot = (int) seen;
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(seen, seen >>> 32 << 32 | next.get(slot) & 0xFFFFFFFFL)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next.setRelease(slot, (int) seen);
            } while (!top.weakCompareAndSetVolatile(seen, (seen >>> 32) + 1 << 32 | slot & 0xFFFFFFFFL));
        }
    }

    @Right(exercise = "5.2", why = "Counts in take only, and keeps slot + 1 in the word, so that 0 means none and no sign is in the way.")
    public static class CountsInTakeOnly {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong(1);

        public CountsInTakeOnly(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                long seen = top.getAcquire();
                int slot = (int) (seen & 0xFFFFFF) - 1;
                if (slot < 0) {
                    return NONE;
                }
                long version = (seen >>> 24) + 1;
                if (top.compareAndSet(seen, version << 24 | next.getOpaque(slot) + 1)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next.set(slot, (int) (seen & 0xFFFFFF) - 1);
            } while (!top.compareAndSet(seen, seen >>> 24 << 24 | slot + 1));
        }
    }
}
