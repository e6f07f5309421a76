package lockstep.right.ch06_queues;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lockstep.proof.Right;

/** Other right answers to exercise 6.5. The judge has to pass each of them. */
public final class MyClosableQueueRight {

    private MyClosableQueueRight() {}

    @Right(exercise = "6.5", why = "one lock around an ArrayDeque and a flag")
    public static class Locked<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        private final ArrayDeque<E> elements = new ArrayDeque<>();
        private final int capacity;
        private boolean closed;

        public Locked(int capacity) {
            this.capacity = capacity;
        }

        public synchronized Result push(E element) {
            if (closed) {
                return Result.CLOSED;
            }
            if (elements.size() == capacity) {
                return Result.FULL;
            }
            elements.add(element);
            return Result.PUSHED;
        }

        public synchronized E pop(E ifClosed) {
            return closed && elements.isEmpty() ? ifClosed : elements.poll();
        }

        public synchronized boolean close() {
            boolean first = !closed;
            closed = true;
            return first;
        }

        public synchronized boolean isClosed() {
            return closed;
        }
    }

    @Right(exercise = "6.5", why = "The whole queue is one immutable value, replaced by compare-and-set: all is one "
        + "step, and lock-free")
    public static class OneWord<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        private final AtomicReference<State<E>> state = new AtomicReference<>(new State<>(List.of(), false));
        private final int capacity;

        public OneWord(int capacity) {
            this.capacity = capacity;
        }

        public Result push(E element) {
            while (true) {
                State<E> now = state.get();
                if (now.closed()) {
                    return Result.CLOSED;
                }
                if (now.elements().size() == capacity) {
                    return Result.FULL;
                }
                List<E> more = new ArrayList<>(now.elements());
                more.add(element);
                if (state.compareAndSet(now, new State<>(more, false))) {
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                State<E> now = state.get();
                if (now.elements().isEmpty()) {
                    return now.closed() ? ifClosed : null;
                }
                List<E> rest = new ArrayList<>(now.elements());
                E oldest = rest.remove(0);
                if (state.compareAndSet(now, new State<>(rest, now.closed()))) {
                    return oldest;
                }
            }
        }

        public boolean close() {
            return !state.getAndUpdate(now -> new State<>(now.elements(), true)).closed();
        }

        public boolean isClosed() {
            return state.get().closed();
        }

        private record State<E>(List<E> elements, boolean closed) {}
    }

    @Right(exercise = "6.5", why = "A flag after all: pushes look at it under a read lock, and close() sets it under "
        + "the write lock")
    public static class ReadersPush<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final ConcurrentLinkedQueue<E> elements = new ConcurrentLinkedQueue<>();
        private final AtomicInteger room;
        private boolean closed;

        public ReadersPush(int capacity) {
            room = new AtomicInteger(capacity);
        }

        public Result push(E element) {
            lock.readLock().lock();
            try {
                if (closed) {
                    return Result.CLOSED;
                }
                while (true) {
                    int now = room.get();
                    if (now == 0) {
                        return Result.FULL;
                    }
                    if (room.compareAndSet(now, now - 1)) {
                        elements.add(element);
                        return Result.PUSHED;
                    }
                }
            } finally {
                lock.readLock().unlock();
            }
        }

        public E pop(E ifClosed) {
            lock.writeLock().lock(); // so that room and elements change together, as a pop sees it
            try {
                E oldest = elements.poll();
                if (oldest != null) {
                    room.incrementAndGet();
                    return oldest;
                }
                return closed ? ifClosed : null;
            } finally {
                lock.writeLock().unlock();
            }
        }

        public boolean close() {
            lock.writeLock().lock();
            try {
                boolean first = !closed;
                closed = true;
                return first;
            } finally {
                lock.writeLock().unlock();
            }
        }

        public boolean isClosed() {
            lock.readLock().lock();
            try {
                return closed;
            } finally {
                lock.readLock().unlock();
            }
        }
    }

    @Right(exercise = "6.5", why = "The bit is the lowest one, numbers count by two; a push looks at the slot's turn "
        + "before it claims, as in 6.3")
    public static class LowestBit<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        private final E[] slots;
        private final AtomicLongArray turns;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public LowestBit(int capacity) {
            slots = (E[]) new Object[capacity];
            turns = new AtomicLongArray(capacity);
            for (int i = 0; i < capacity; i++) {
                turns.set(i, i);
            }
        }

        public Result push(E element) {
            while (true) {
                long seen = tail.get();
                if ((seen & 1) == 1) {
                    return Result.CLOSED;
                }
                long t = seen >> 1;
                int slot = (int) (t % slots.length);
                long turn = turns.getAcquire(slot);
                if (turn == t) {
                    if (tail.compareAndSet(seen, seen + 2)) {
                        slots[slot] = element;
                        turns.setRelease(slot, t + 1);
                        return Result.PUSHED;
                    }
                } else if (turn < t && t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                Thread.onSpinWait();
            }
        }

        public E pop(E ifClosed) {
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
                    long seen = tail.get();
                    if (seen >> 1 <= h) {
                        return (seen & 1) == 1 ? ifClosed : null;
                    }
                }
                Thread.onSpinWait();
            }
        }

        public boolean close() {
            return (tail.getAndUpdate(t -> t | 1) & 1) == 0;
        }

        public boolean isClosed() {
            return (tail.get() & 1) == 1;
        }
    }
}
