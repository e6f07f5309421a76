package lockstep.wrong.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 6.3. */
public final class MyBoundedQueueWrong {

    private MyBoundedQueueWrong() {}

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = {"everyScheduleDelivers"},
            why = "no turns: who claims a number goes to the slot at once, filled or not")
    public static class IndicesAlone<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public IndicesAlone(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                if (t - head.get() >= slots.length) {
                    return false;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    slots[(int) (t % slots.length)] = element;
                    return true;
                }
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                if (tail.get() <= h) {
                    return null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    int slot = (int) (h % slots.length);
                    E element = slots[slot];
                    slots[slot] = null;
                    return element;
                }
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = {"everySchedulePushes"},
            why = "writes the tail instead of comparing: two producers claim one slot")
    public static class ClaimsByWriting<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public ClaimsByWriting(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    tail.set(t + 1);
                    slots[slot] = element;
                    turns.setRelease(slot, t + 1);
                    return true;
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = {"everySchedulePushes", "everyScheduleGoesRound"},
            why = "looks at the slot of one number and claims another: the tail is read twice")
    public static class TailReadTwice<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TailReadTwice(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                int slot = (int) (tail.get() % slots.length);
                long t = tail.get();
                long turn = turns.getAcquire(slot);
                if (turn <= t && turn % slots.length == slot) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = {"everySchedulePops", "everyScheduleGoesRound", "everySchedulePushes"},
            why = "claims whatever number comes, after a look at another one: the head is read twice")
    public static class HeadReadTwice<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public HeadReadTwice(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    h = head.getAndIncrement();
                    slot = (int) (h % slots.length);
                    E element = slots[slot];
                    slots[slot] = null;
                    turns.setRelease(slot, h + slots.length);
                    return element;
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "sets the turn before the slot is filled")
    public static class PublishedBeforeWritten<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public PublishedBeforeWritten(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        turns.setRelease(slot, t + 1);
                        slots[slot] = element;
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePops",
            why = "gives the slot to the next lap before it is read")
    public static class FreedBeforeRead<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public FreedBeforeRead(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        turns.setRelease(slot, h + slots.length);
                        E element = slots[slot];
                        slots[slot] = null;
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.HUNG,
            breaks = "keepsOrder",
            why = "a pop leaves the turn of the next number, not that of the next lap: nobody ever finds it")
    public static class TurnNotAdvancedByALap<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TurnNotAdvancedByALap(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + 2);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "publishes the element in opaque mode")
    public static class TurnOpaque<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TurnOpaque(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setOpaque(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "reads the turn in opaque mode: the compare-and-set of the head does not bring the element along")
    public static class TurnReadOpaque<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TurnReadOpaque(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getOpaque(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePops",
            why = "gives the slot back in opaque mode: the push of the next lap may write before it is read")
    public static class FreedOpaque<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public FreedOpaque(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setOpaque(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePushes",
            why = "says empty whenever the turn is behind: also to a thread whose own push is done, while another one is at work before it")
    public static class BehindIsEmpty<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public BehindIsEmpty(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePops",
            why = "says full whenever the turn is behind: also when a pop is at work there, and others have popped since")
    public static class BehindIsFull<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public BehindIsFull(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = {"keepsOrder", "holds"},
            why = "the full test comes first, and is off by one")
    public static class KeepsOneFree<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public KeepsOneFree(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                if (t - head.get() >= slots.length - 1) {
                    return false;
                }
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = "letsGo",
            why = "leaves the popped element in its slot until the ring comes round again")
    public static class KeepsWhatWasPopped<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public KeepsWhatWasPopped(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        turns.setRelease(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.3",
            expect = Verdict.Kind.WRONG,
            breaks = {"everySchedulePushes", "everySchedulePops", "everyScheduleGoesRound"},
            why = "null says free, without a look at the other index: a pop takes what another has claimed and not yet cleared")
    public static class NullSaysFree<E> {
        private final AtomicReferenceArray<E> slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        public NullSaysFree(int capacity) {
            slots = new AtomicReferenceArray<>(capacity);
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length());
                if (slots.get(slot) != null) {
                    return false;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    slots.set(slot, element);
                    return true;
                }
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length());
                E element = slots.get(slot);
                if (element == null) {
                    return null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    slots.set(slot, null);
                    return element;
                }
            }
        }
    }
}
