package lockstep.right.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lockstep.proof.Right;

/** Other right answers to exercise 6.1. The judge has to pass each of them. */
public final class MySpscQueueRight {

    private MySpscQueueRight() {}

    @Right(exercise = "6.1", why = "All volatile, and its own index read again and again: nobody else writes it.")
    public static class IndicesReadTwice<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public IndicesReadTwice(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            if (tail.get() - head.get() == slots.length) {
                return false;
            }
            slots[(int) (tail.get() % slots.length)] = element;
            tail.set(tail.get() + 1);
            return true;
        }

        public E pop() {
            if (head.get() == tail.get()) {
                return null;
            }
            E element = slots[(int) (head.get() % slots.length)];
            slots[(int) (head.get() % slots.length)] = null;
            head.getAndIncrement();
            return element;
        }
    }

    @Right(exercise = "6.1", why = "No index in common: a slot is free while it is null (FastForward).")
    public static class NullSaysFree<E> {
        private final AtomicReferenceArray<E> slots;
        private int head;
        private int tail;

        public NullSaysFree(int capacity) {
            slots = new AtomicReferenceArray<>(capacity);
        }

        public boolean push(E element) {
            if (slots.getAcquire(tail) != null) {
                return false;
            }
            slots.setRelease(tail, element);
            tail = (tail + 1) % slots.length();
            return true;
        }

        public E pop() {
            E element = slots.getAcquire(head);
            if (element != null) {
                slots.setRelease(head, null);
                head = (head + 1) % slots.length();
            }
            return element;
        }
    }

    @Right(exercise = "6.1", why = "Each side looks at the other one's index only when its own copy of it says no.")
    public static class CopiesOfTheOtherIndex<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();
        private long headSeen;
        private long tailSeen;

        @SuppressWarnings("unchecked")
        public CopiesOfTheOtherIndex(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - headSeen == slots.length) {
                headSeen = head.getAcquire();
                if (t - headSeen == slots.length) {
                    return false;
                }
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tailSeen) {
                tailSeen = tail.getAcquire();
                if (h == tailSeen) {
                    return null;
                }
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Right(exercise = "6.1", why = "Indices that wrap, and one slot more than the capacity, which always stays free.")
    public static class OneSlotMore<E> {
        private final E[] slots;
        private final AtomicInteger head = new AtomicInteger();
        private final AtomicInteger tail = new AtomicInteger();

        @SuppressWarnings("unchecked")
        public OneSlotMore(int capacity) {
            slots = (E[]) new Object[capacity + 1];
        }

        public boolean push(E element) {
            int t = tail.getOpaque();
            int next = (t + 1) % slots.length;
            if (next == head.getAcquire()) {
                return false;
            }
            slots[t] = element;
            tail.setRelease(next);
            return true;
        }

        public E pop() {
            int h = head.getOpaque();
            if (h == tail.getAcquire()) {
                return null;
            }
            E element = slots[h];
            slots[h] = null;
            head.setRelease((h + 1) % slots.length);
            return element;
        }
    }

    @Right(exercise = "6.1", why = "A count for both, changed by atomic additions: dearer, and right.")
    public static class OneCount<E> {
        private final E[] slots;
        private final AtomicInteger count = new AtomicInteger();
        private int head;
        private int tail;

        @SuppressWarnings("unchecked")
        public OneCount(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            if (count.get() == slots.length) {
                return false;
            }
            slots[tail] = element;
            tail = (tail + 1) % slots.length;
            count.incrementAndGet();
            return true;
        }

        public E pop() {
            if (count.get() == 0) {
                return null;
            }
            E element = slots[head];
            slots[head] = null;
            head = (head + 1) % slots.length;
            count.decrementAndGet();
            return element;
        }
    }
}
