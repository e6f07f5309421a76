package lockstep.right.ch06_queues;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.proof.Right;

/** Other right answers to exercise 6.6. The judge has to pass each of them. */
public final class MyForceQueueRight {

    private MyForceQueueRight() {}

    @Right(exercise = "6.6", why = "one lock around an ArrayDeque: pop and push are one step under it")
    public static class Locked<E> {
        private final ArrayDeque<E> elements = new ArrayDeque<>();
        private final int capacity;

        public Locked(int capacity) {
            this.capacity = capacity;
        }

        public synchronized boolean push(E element) {
            return elements.size() < capacity && elements.add(element);
        }

        public synchronized E forcePush(E element) {
            E oldest = elements.size() == capacity ? elements.poll() : null;
            elements.add(element);
            return oldest;
        }

        public synchronized E pop() {
            return elements.poll();
        }
    }

    @Right(exercise = "6.6", why = "The whole queue is one immutable list, replaced by compare-and-set")
    public static class OneWord<E> {
        private final AtomicReference<List<E>> state = new AtomicReference<>(List.of());
        private final int capacity;

        public OneWord(int capacity) {
            this.capacity = capacity;
        }

        public boolean push(E element) {
            while (true) {
                List<E> now = state.get();
                if (now.size() == capacity) {
                    return false;
                }
                if (state.compareAndSet(now, with(now, 0, element))) {
                    return true;
                }
            }
        }

        public E forcePush(E element) {
            while (true) {
                List<E> now = state.get();
                boolean full = now.size() == capacity;
                if (state.compareAndSet(now, with(now, full ? 1 : 0, element))) {
                    return full ? now.get(0) : null;
                }
            }
        }

        public E pop() {
            while (true) {
                List<E> now = state.get();
                if (now.isEmpty()) {
                    return null;
                }
                if (state.compareAndSet(now, now.subList(1, now.size()))) {
                    return now.get(0);
                }
            }
        }

        private static <E> List<E> with(List<E> now, int from, E element) {
            List<E> more = new ArrayList<>(now.subList(from, now.size()));
            more.add(element);
            return more;
        }
    }

    @Right(exercise = "6.6", why = "The head is claimed first, and the tail stored after it, as in crossbeam: a push "
        + "looks at the slot's turn, and so waits in between")
    public static class HeadFirst<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public HeadFirst(int capacity) {
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
                long turn = turns.get(slot);
                if (turn == t) {
                    if (tail.compareAndSet(t, t + 1)) {
                        slots[slot] = element;
                        turns.set(slot, t + 1);
                        return true;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E forcePush(E element) {
            while (!push(element)) {
                long t = tail.get();
                long h = t - slots.length;
                int slot = (int) (t % slots.length);
                if (turns.get(slot) == h + 1 && head.compareAndSet(h, h + 1)) { // nobody passes the tail until the turn
                    E oldest = slots[slot];
                    slots[slot] = element;
                    tail.set(t + 1);
                    turns.set(slot, t + 1);
                    return oldest;
                }
            }
            return null;
        }

        public E pop() {
            while (true) {
                long h = head.get();
                int slot = (int) (h % slots.length);
                long turn = turns.get(slot);
                if (turn == h + 1) {
                    if (head.compareAndSet(h, h + 1)) {
                        E element = slots[slot];
                        slots[slot] = null;
                        turns.set(slot, h + slots.length);
                        return element;
                    }
                } else if (turn < h + 1 && tail.get() <= h) {
                    if (turns.get(slot) == h) {
                        return null;
                    }
                }
                Thread.onSpinWait();
            }
        }
    }

    @Right(exercise = "6.6", why = "An ordinary push as long as there is room; only if it is full a number beyond is "
        + "drawn, by compare-and-set")
    public static class OnlyWhenFull<E> {
        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public OnlyWhenFull(int capacity) {
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

        public E forcePush(E element) {
            while (!push(element)) {
                long t = tail.get();
                long oldest = t - slots.length;
                if (head.get() == oldest && tail.compareAndSet(t, t + 1)) {
                    E displaced = head.compareAndSet(oldest, oldest + 1) ? take(oldest) : null;
                    fill(t, element);
                    return displaced;
                }
            }
            return null;
        }

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

        private void fill(long t, E element) {
            int slot = (int) (t % slots.length);
            while (turns.get(slot) != t) {
                Thread.onSpinWait();
            }
            slots[slot] = element;
            turns.set(slot, t + 1);
        }

        private E take(long h) {
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
}
