package lockstep.right.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.proof.Right;

/** Other right answers to exercise 6.2. The judge has to pass each of them. */
public final class MySingleQueueRight {

    private MySingleQueueRight() {}

    @Right(exercise = "6.2", why = "Null is empty, all else is full: claiming and filling are one step.")
    public static class TheElementIsTheState<E> {
        private final AtomicReference<E> slot = new AtomicReference<>();

        public boolean push(E element) {
            return slot.compareAndSet(null, element);
        }

        public E pop() {
            return slot.getAndSet(null);
        }
    }

    @Right(exercise = "6.2", why = "A monitor around one plain field.")
    public static class UnderALock<E> {
        private E slot;

        public synchronized boolean push(E element) {
            if (slot != null) {
                return false;
            }
            slot = element;
            return true;
        }

        public synchronized E pop() {
            E taken = slot;
            slot = null;
            return taken;
        }
    }

    @Right(exercise = "6.2", why = "The state is a number that only grows: 4 steps for each element, and the last two bits say which.")
    public static class CountsSteps<E> {
        private final AtomicLong steps = new AtomicLong();
        private E element;

        public boolean push(E element) {
            while (true) {
                long now = steps.get();
                if (now % 4 == 2) {
                    return false;
                }
                if (now % 4 == 0 && steps.compareAndSet(now, now + 1)) {
                    this.element = element;
                    steps.set(now + 2);
                    return true;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                long now = steps.get();
                if (now % 4 == 0) {
                    return null;
                }
                if (now % 4 == 2 && steps.compareAndSet(now, now + 1)) {
                    E taken = element;
                    element = null;
                    steps.set(now + 2);
                    return taken;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Right(exercise = "6.2", why = "Looks before it claims, so that a waiting thread only reads; weak claims, in the loop.")
    public static class LooksFirst<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.getOpaque();
                if (found == FULL) {
                    return false;
                }
                if (found == EMPTY && state.weakCompareAndSetAcquire(EMPTY, BUSY)) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                int found = state.getOpaque();
                if (found == EMPTY) {
                    return null;
                }
                if (found == FULL && state.weakCompareAndSetAcquire(FULL, BUSY)) {
                    E taken = element;
                    element = null;
                    state.setRelease(EMPTY);
                    return taken;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Right(exercise = "6.2", why = "Looks again after a claim that failed. It may find it empty by now, and says full: it was, in between.")
    public static class LooksTwice<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                if (state.compareAndSet(EMPTY, BUSY)) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (state.get() != BUSY) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                int found = state.compareAndExchange(FULL, BUSY);
                if (found == FULL) {
                    E taken = element;
                    element = null;
                    state.setRelease(EMPTY);
                    return taken;
                }
                if (found == EMPTY) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }
}
