package lockstep.wrong.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 6.6. The judge has to reject each of them. */
public final class MyForceQueueWrong {

    private MyForceQueueWrong() {}

    /** What the starter has. */
    abstract static class Ring<E> {
        final E[] slots;
        final AtomicLongArray turns;
        final AtomicLong head = new AtomicLong();
        final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        Ring(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                if (t - head.get() >= slots.length) {
                    return false;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return true;
                }
            }
        }

        public abstract E forcePush(E element);

        public E pop() {
            while (true) {
                long h = head.get();
                if (tail.get() == h) {
                    return null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        void fill(long t, E element) {
            int slot = (int) (t % slots.length);
            while (turns.get(slot) != t) {
                Thread.onSpinWait();
            }
            slots[slot] = element;
            turns.set(slot, t + 1);
        }

        E take(long h) {
            int slot = (int) (h % slots.length);
            while (turns.get(slot) != h + 1) {
                Thread.onSpinWait();
            }
            E element = slots[slot];
            slots[slot] = null;
            turns.set(slot, h + slots.length);
            return element;
        }
    }

    @Wrong(exercise = "6.6", breaks = "noneIsLost",
        why = "Pops and pushes in turn until there is room. If another thread takes the room, two elements go, and "
            + "one of them is lost.")
    public static class PopsUntilItFits<E> extends Ring<E> {
        public PopsUntilItFits(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            E displaced = null;
            while (!push(element)) {
                E oldest = pop();
                if (oldest != null) {
                    displaced = oldest;
                }
            }
            return displaced;
        }
    }

    @Wrong(exercise = "6.6", breaks = "noneIsLost",
        why = "As long as it is full, pops one; only the first of them is returned.")
    public static class KeepsTheFirst<E> extends Ring<E> {
        public KeepsTheFirst(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            E displaced = null;
            while (!push(element)) {
                E oldest = pop();
                if (displaced == null) {
                    displaced = oldest;
                }
            }
            return displaced;
        }
    }

    @Wrong(exercise = "6.6", breaks = "noneIsLost",
        why = "Pops one and pushes once: if another thread was faster to the room, the new element is lost.")
    public static class PopsThenPushes<E> extends Ring<E> {
        public PopsThenPushes(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            if (push(element)) {
                return null;
            }
            E oldest = pop();
            push(element);
            return oldest;
        }
    }

    @Wrong(exercise = "6.6", breaks = "theOldestGoes",
        why = "Displaces the element that was pushed last.")
    public static class ThrowsOutTheNewest<E> extends Ring<E> {
        public ThrowsOutTheNewest(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            while (true) {
                long t = tail.get();
                long h = head.get();
                if (t - h < slots.length) {
                    if (push(element)) {
                        return null;
                    }
                } else if (tail.compareAndSet(t, t - 1)) {
                    int slot = (int) ((t - 1) % slots.length);
                    E newest = slots[slot];
                    slots[slot] = element;
                    tail.set(t);
                    return newest;
                }
            }
        }
    }

    @Wrong(exercise = "6.6", breaks = "theOldestGoes",
        why = "Returns the new element itself when there is no room: it was not pushed.")
    public static class RefusesItself<E> extends Ring<E> {
        public RefusesItself(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            return push(element) ? null : element;
        }
    }

    @Wrong(exercise = "6.6", breaks = "theOldestGoes",
        why = "The new element takes the place of the oldest in the slot, and so it is the first to come out.")
    public static class OverwritesInPlace<E> extends Ring<E> {
        public OverwritesInPlace(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            while (!push(element)) {
                int slot = (int) (head.get() % slots.length);
                if (turns.get(slot) == head.get() + 1) {
                    E oldest = slots[slot];
                    slots[slot] = element;
                    return oldest;
                }
            }
            return null;
        }
    }

    @Wrong(exercise = "6.6", breaks = "roomIsUsed",
        why = "Takes the oldest also when there is room.")
    public static class AlwaysDisplaces<E> extends Ring<E> {
        public AlwaysDisplaces(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            E oldest = pop();
            push(element);
            return oldest;
        }
    }

    @Wrong(exercise = "6.6", breaks = "theOldestGoes",
        why = "Removes the oldest, and does not return it.")
    public static class SaysNothing<E> extends Ring<E> {
        public SaysNothing(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            while (!push(element)) {
                pop();
            }
            return null;
        }
    }

    @Wrong(exercise = "6.6", breaks = "theOldestGoes",
        why = "Returns the oldest, and leaves the head where it is: a pop gets it as well.")
    public static class ReturnsAndKeeps<E> extends Ring<E> {
        public ReturnsAndKeeps(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            if (push(element)) {
                return null;
            }
            return slots[(int) (head.get() % slots.length)];
        }
    }

    @Wrong(exercise = "6.6", expect = Verdict.Kind.HUNG, breaks = "oneOrderExplainsAll",
        why = "Moves the head by a set: a pop claims the same element, and one of them waits for what is gone.")
    public static class SetsTheHead<E> extends Ring<E> {
        public SetsTheHead(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            long mine = tail.getAndIncrement();
            long oldest = mine - slots.length;
            while (head.get() < oldest) {
                Thread.onSpinWait();
            }
            E displaced = null;
            if (head.get() == oldest) {
                head.set(oldest + 1);
                displaced = take(oldest);
            }
            fill(mine, element);
            return displaced;
        }
    }

    @Wrong(exercise = "6.6", breaks = {"twoForce", "oneOrderExplainsAll"},
        why = "Draws a number beyond, and then pops whatever is the oldest by then: if a pop was faster, one goes "
            + "though there is room.")
    public static class TakesWhoeverIsOldest<E> extends Ring<E> {
        public TakesWhoeverIsOldest(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            long mine = tail.getAndIncrement();
            E displaced = mine - head.get() >= slots.length ? pop() : null;
            fill(mine, element);
            return displaced;
        }
    }

    @Wrong(exercise = "6.6", expect = Verdict.Kind.HUNG, breaks = "twoForce",
        why = "Two forced pushes at once: the second finds the head not yet at its own oldest, and goes without "
            + "displacing. Its slot is never free.")
    public static class DoesNotWaitForItsTurn<E> extends Ring<E> {
        public DoesNotWaitForItsTurn(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            long mine = tail.getAndIncrement();
            long oldest = mine - slots.length;
            E displaced = head.compareAndSet(oldest, oldest + 1) ? take(oldest) : null;
            fill(mine, element);
            return displaced;
        }
    }

    @Wrong(exercise = "6.6", expect = Verdict.Kind.HUNG, breaks = "theOldestGoes",
        why = "Fills its slot before the oldest has left it: it waits for itself.")
    public static class FillsFirst<E> extends Ring<E> {
        public FillsFirst(int capacity) {
            super(capacity);
        }

        @Override
        public E forcePush(E element) {
            long mine = tail.getAndIncrement();
            long oldest = mine - slots.length;
            fill(mine, element);
            return head.compareAndSet(oldest, oldest + 1) ? take(oldest) : null;
        }
    }
}
