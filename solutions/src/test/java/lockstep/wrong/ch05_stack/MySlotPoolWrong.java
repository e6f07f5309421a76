package lockstep.wrong.ch05_stack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 5.2. */
public final class MySlotPoolWrong {

    private static final int NONE = -1;

    private MySlotPoolWrong() {
    }

    private static AtomicIntegerArray chain(int size) {
        AtomicIntegerArray next = new AtomicIntegerArray(size);
        for (int slot = 0; slot < size; slot++) {
            next.set(slot, slot + 1 < size ? slot + 1 : NONE);
        }
        return next;
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "The broken pool as it was: the same number on top is taken for \"nothing has happened\".")
    public static class NumberAlone {
        private final AtomicIntegerArray next;
        private final AtomicInteger top = new AtomicInteger();

        public NumberAlone(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                int slot = top.get();
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(slot, next.get(slot))) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            int seen;
            do {
                seen = top.get();
                next.set(slot, seen);
            } while (!top.compareAndSet(seen, slot));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "Looks at next again before the compare-and-set: the window is smaller, and still there.")
    public static class LooksAgain {
        private final AtomicIntegerArray next;
        private final AtomicInteger top = new AtomicInteger();

        public LooksAgain(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                int slot = top.get();
                if (slot == NONE) {
                    return NONE;
                }
                int beneath = next.get(slot);
                if (top.get() == slot && next.get(slot) == beneath && top.compareAndSet(slot, beneath)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            int seen;
            do {
                seen = top.get();
                next.set(slot, seen);
            } while (!top.compareAndSet(seen, slot));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "The version stands in a word of its own: it is looked at, and then the number is compared and set.")
    public static class VersionBeside {
        private final AtomicIntegerArray next;
        private final AtomicInteger top = new AtomicInteger();
        private final AtomicInteger version = new AtomicInteger();

        public VersionBeside(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                int before = version.get();
                int slot = top.get();
                if (slot == NONE) {
                    return NONE;
                }
                int beneath = next.get(slot);
                if (version.get() == before && top.compareAndSet(slot, beneath)) {
                    version.incrementAndGet();
                    return slot;
                }
            }
        }

        public void give(int slot) {
            int seen;
            do {
                seen = top.get();
                next.set(slot, seen);
            } while (!top.compareAndSet(seen, slot));
            version.incrementAndGet();
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "Reads the stamp after next: the number and its next are old, the stamp is new, and the compare-and-set agrees.")
    public static class StampReadLate {
        private final AtomicIntegerArray next;
        private final AtomicStampedReference<Integer> top = new AtomicStampedReference<>(0, 0);

        public StampReadLate(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                Integer slot = top.getReference();
                if (slot == NONE) {
                    return NONE;
                }
                Integer beneath = next.get(slot);
                int stamp = top.getStamp();
                if (top.compareAndSet(slot, beneath, stamp, stamp + 1)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            int[] stamp = new int[1];
            Integer seen;
            Integer given = slot;
            do {
                seen = top.get(stamp);
                next.set(slot, seen);
            } while (!top.compareAndSet(seen, given, stamp[0], stamp[0] + 1));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.HUNG, breaks = "manySlots",
        why = "An int between the two calls: compareAndSet gets a new Integer each time, and above 127 that is never the same object.")
    public static class BoxedAnew {
        private final AtomicIntegerArray next;
        private final AtomicStampedReference<Integer> top = new AtomicStampedReference<>(0, 0);

        public BoxedAnew(int size) {
            next = chain(size);
        }

        public int take() {
            int[] stamp = new int[1];
            while (true) {
                int slot = top.get(stamp);
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
            int seen;
            do {
                seen = top.get(stamp);
                next.set(slot, seen);
            } while (!top.compareAndSet(seen, slot, stamp[0], stamp[0] + 1));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "A stamp that never moves: it is compared, and always the same.")
    public static class StampStandsStill {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong();

        public StampStandsStill(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                long seen = top.get();
                int slot = (int) seen;
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(seen, seen & 0xFFFFFFFF00000000L | next.get(slot) & 0xFFFFFFFFL)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next.set(slot, (int) seen);
            } while (!top.compareAndSet(seen, seen & 0xFFFFFFFF00000000L | slot & 0xFFFFFFFFL));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "take counts up and give counts down again: the version comes back together with the slot.")
    public static class VersionComesBack {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong();

        public VersionComesBack(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                long seen = top.get();
                int slot = (int) seen;
                if (slot == NONE) {
                    return NONE;
                }
                long version = (seen >>> 32) + 1 & 1;
                if (top.compareAndSet(seen, version << 32 | next.get(slot) & 0xFFFFFFFFL)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next.set(slot, (int) seen);
            } while (!top.compareAndSet(seen, (seen >>> 32) << 32 | slot & 0xFFFFFFFFL));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.CRASHED, breaks = "lastGivenFirstTaken",
        why = "The number is cut out without its sign: -1 comes out as 65535, and is taken for a slot.")
    public static class SignIsLost {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong();

        public SignIsLost(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                long seen = top.get();
                int slot = (int) (seen & 0xFFFF);
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | next.get(slot))) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next.set(slot, (int) seen);
            } while (!top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | slot));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "next is an ordinary array: others may be reading while give writes it.")
    public static class PlainNext {
        private final int[] next;
        private final AtomicLong top = new AtomicLong();

        public PlainNext(int size) {
            next = new int[size];
            for (int slot = 0; slot < size; slot++) {
                next[slot] = slot + 1 < size ? slot + 1 : NONE;
            }
        }

        public int take() {
            while (true) {
                long seen = top.get();
                int slot = (int) seen;
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | next[slot] & 0xFFFFFFFFL)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next[slot] = (int) seen;
            } while (!top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | slot & 0xFFFFFFFFL));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "giversBothArrive",
        why = "give stores the new top: what another one has given back meanwhile is lost.")
    public static class GiveStores {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong();

        public GiveStores(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                long seen = top.get();
                int slot = (int) seen;
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | next.get(slot) & 0xFFFFFFFFL)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen = top.get();
            next.set(slot, (int) seen);
            top.set((seen >>> 32) + 1 << 32 | slot & 0xFFFFFFFFL);
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "takersGetOneEach",
        why = "Says -1 when it has lost the race: a slot was free.")
    public static class NoneWhenItLoses {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong();

        public NoneWhenItLoses(int size) {
            next = chain(size);
        }

        public int take() {
            long seen = top.get();
            int slot = (int) seen;
            if (slot != NONE
                && top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | next.get(slot) & 0xFFFFFFFFL)) {
                return slot;
            }
            return NONE;
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next.set(slot, (int) seen);
            } while (!top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | slot & 0xFFFFFFFFL));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "handsOver",
        why = "The version is right, and give publishes nothing: both its stores are relaxed.")
    public static class NoRelease {
        private final AtomicIntegerArray next;
        private final AtomicLong top = new AtomicLong();

        public NoRelease(int size) {
            next = chain(size);
        }

        public int take() {
            while (true) {
                long seen = top.get();
                int slot = (int) seen;
                if (slot == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(seen, (seen >>> 32) + 1 << 32 | next.get(slot) & 0xFFFFFFFFL)) {
                    return slot;
                }
            }
        }

        public void give(int slot) {
            long seen;
            do {
                seen = top.get();
                next.setOpaque(slot, (int) seen);
            } while (!top.weakCompareAndSetPlain(seen, (seen >>> 32) + 1 << 32 | slot & 0xFFFFFFFFL));
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "neverWaits",
        why = "A lock: no ABA, and whoever stops inside keeps all others waiting.")
    public static class UnderALock {
        private final AtomicIntegerArray next;
        private int top;

        public UnderALock(int size) {
            next = chain(size);
        }

        public synchronized int take() {
            int slot = top;
            if (slot != NONE) {
                top = next.get(slot);
            }
            return slot;
        }

        public synchronized void give(int slot) {
            next.set(slot, top);
            top = slot;
        }
    }

    @Wrong(exercise = "5.2", expect = Verdict.Kind.WRONG, breaks = "slotComesBack",
        why = "A wrapper object as top, and the same one is made only once per slot: it comes again, as the number did.")
    public static class OneObjectPerSlot {
        private record Top(int slot) {
        }

        private final AtomicIntegerArray next;
        private final Top[] tops;
        private final Top empty = new Top(NONE);
        private final AtomicReference<Top> top;

        public OneObjectPerSlot(int size) {
            next = chain(size);
            tops = new Top[size];
            for (int slot = 0; slot < size; slot++) {
                tops[slot] = new Top(slot);
            }
            top = new AtomicReference<>(tops[0]);
        }

        public int take() {
            while (true) {
                Top seen = top.get();
                if (seen == empty) {
                    return NONE;
                }
                int beneath = next.get(seen.slot());
                if (top.compareAndSet(seen, beneath == NONE ? empty : tops[beneath])) {
                    return seen.slot();
                }
            }
        }

        public void give(int slot) {
            Top seen;
            do {
                seen = top.get();
                next.set(slot, seen.slot());
            } while (!top.compareAndSet(seen, tops[slot]));
        }
    }
}
