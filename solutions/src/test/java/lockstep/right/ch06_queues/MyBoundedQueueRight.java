package lockstep.right.ch06_queues;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.proof.Right;

/** Other right answers to exercise 6.3. The judge has to pass each of them. */
public final class MyBoundedQueueRight {

    private MyBoundedQueueRight() {}

    @Right(exercise = "6.3", why = "Turns 2t and 2t + 1: even is free, odd is filled, and it would do for one slot, too.")
    public static class TwiceTheTurn<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TwiceTheTurn(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, 2L * i);
            }
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == 2 * t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.setRelease(slot, 2 * t + 1);
                        return true;
                    }
                } else if (turn < 2 * t && t - head.get() >= slots.length) {
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
                if (turn == 2 * h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.setRelease(slot, 2 * (h + slots.length));
                        return element;
                    }
                } else if (turn < 2 * h + 1 && tail.get() <= h) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Right(exercise = "6.3", why = "Null says free, and both indices are looked at.")
    public static class NullAndBothIndices<E> {
        private final AtomicReferenceArray<E> slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        public NullAndBothIndices(int capacity) {
            slots = new AtomicReferenceArray<>(capacity);
        }

        public boolean push(E element) {
            while (true) {
                long t = tail.get();
                if (t - head.get() >= slots.length()) {
                    return false;
                }
                int slot = (int) (t % slots.length());
                if (slots.get(slot) == null && tail.compareAndSet(t, t + 1)) {
                    slots.set(slot, element);
                    return true;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long h = head.get();
                if (tail.get() <= h) {
                    return null;
                }
                int slot = (int) (h % slots.length());
                E element = slots.get(slot);
                if (element != null && head.compareAndSet(h, h + 1)) {
                    slots.set(slot, null);
                    return element;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Right(exercise = "6.3", why = "A monitor around an ArrayDeque.")
    public static class UnderALock<E> {
        private final Deque<E> elements = new ArrayDeque<>();
        private final int capacity;

        public UnderALock(int capacity) {
            this.capacity = capacity;
        }

        public synchronized boolean push(E element) {
            return elements.size() < capacity && elements.add(element);
        }

        public synchronized E pop() {
            return elements.poll();
        }
    }

    @Right(exercise = "6.3", why = "One lock for the producers, one for the consumers, a count between them.")
    public static class ALockForEachEnd<E> {
        private final E[] slots;
        private final ReentrantLock pushing = new ReentrantLock();
        private final ReentrantLock popping = new ReentrantLock();
        private final AtomicInteger count = new AtomicInteger();
        private int head;
        private int tail;

        @SuppressWarnings("unchecked")
        public ALockForEachEnd(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            pushing.lock();
            try {
                if (count.get() == slots.length) {
                    return false;
                }
                slots[tail] = element;
                tail = (tail + 1) % slots.length;
                count.incrementAndGet();
                return true;
            } finally {
                pushing.unlock();
            }
        }

        public E pop() {
            popping.lock();
            try {
                if (count.get() == 0) {
                    return null;
                }
                E element = slots[head];
                slots[head] = null;
                head = (head + 1) % slots.length;
                count.decrementAndGet();
                return element;
            } finally {
                popping.unlock();
            }
        }
    }

    @Right(exercise = "6.3", why = "Each slot an object, with a volatile turn and a plain element.")
    public static class SlotObjects<E> {
        private final List<Slot<E>> slots = new ArrayList<>();
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        public SlotObjects(int capacity) {
            for (int i = 0; i < capacity; i++) {
                slots.add(new Slot<>(i));
            }
        }

        public boolean push(E element) {
            for (long t = tail.get(); ; t = tail.get()) {
                Slot<E> slot = slots.get((int) (t % slots.size()));
                long turn = slot.turn;
                if (turn == t && tail.weakCompareAndSetVolatile(t, t + 1)) {
                    slot.element = element;
                    slot.turn = t + 1;
                    return true;
                }
                if (turn < t && head.get() + slots.size() <= t) {
                    return false;
                }
            }
        }

        public E pop() {
            for (long h = head.get(); ; h = head.get()) {
                Slot<E> slot = slots.get((int) (h % slots.size()));
                long turn = slot.turn;
                if (turn == h + 1 && head.weakCompareAndSetVolatile(h, h + 1)) {
                    E element = slot.element;
                    slot.element = null;
                    slot.turn = h + slots.size();
                    return element;
                }
                if (turn <= h && tail.get() <= h) {
                    return null;
                }
            }
        }

        private static final class Slot<E> {
            volatile long turn;
            E element;

            Slot(long turn) {
                this.turn = turn;
            }
        }
    }
}
