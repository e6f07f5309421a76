package lockstep.wrong.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 6.2. */
public final class MySingleQueueWrong {

    private MySingleQueueWrong() {}

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePushes",
            why = "looks, and claims afterwards: two pushes claim one slot")
    public static class LooksThenClaims<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.get();
                if (found == EMPTY) {
                    state.set(BUSY);
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (found == FULL) {
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

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePops",
            why = "pop() looks, and claims afterwards: two pops take one element")
    public static class PopLooksThenClaims<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.compareAndExchange(EMPTY, BUSY);
                if (found == EMPTY) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (found == FULL) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                int found = state.get();
                if (found == FULL) {
                    state.set(BUSY);
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

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "says FULL at once, and writes the element after that")
    public static class FullBeforeWritten<E> {
        private static final int EMPTY = 0;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            if (!state.compareAndSet(EMPTY, FULL)) {
                return false;
            }
            this.element = element;
            return true;
        }

        public E pop() {
            if (state.get() == EMPTY) {
                return null;
            }
            E taken = element;
            element = null;
            state.set(EMPTY);
            return taken;
        }
    }

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePops",
            why = "says EMPTY at once, and reads the element after that")
    public static class EmptyBeforeRead<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.compareAndExchange(EMPTY, BUSY);
                if (found == EMPTY) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (found == FULL) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                int found = state.compareAndExchange(FULL, EMPTY);
                if (found == FULL) {
                    E taken = element;
                    element = null;
                    return taken;
                }
                if (found == EMPTY) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = {"everySchedulePushes", "everySchedulePops"},
            why = "push() says false when the slot is busy: also when a pop is about to leave it empty, and the pusher knows")
    public static class BusyIsFull<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            if (!state.compareAndSet(EMPTY, BUSY)) {
                return false;
            }
            this.element = element;
            state.setRelease(FULL);
            return true;
        }

        public E pop() {
            if (!state.compareAndSet(FULL, BUSY)) {
                return null;
            }
            E taken = element;
            element = null;
            state.setRelease(EMPTY);
            return taken;
        }
    }

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "says FULL in opaque mode: the element need not be there yet")
    public static class FullOpaque<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.compareAndExchange(EMPTY, BUSY);
                if (found == EMPTY) {
                    this.element = element;
                    state.setOpaque(FULL);
                    return true;
                }
                if (found == FULL) {
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

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everySchedulePops",
            why = "says EMPTY in opaque mode: the next push may write before this pop has read")
    public static class EmptyOpaque<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.compareAndExchange(EMPTY, BUSY);
                if (found == EMPTY) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (found == FULL) {
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
                    state.setOpaque(EMPTY);
                    return taken;
                }
                if (found == EMPTY) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "claims the element by a compare-and-set that orders nothing")
    public static class ClaimsPlainly<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.compareAndExchange(EMPTY, BUSY);
                if (found == EMPTY) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (found == FULL) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }

        public E pop() {
            while (true) {
                if (state.weakCompareAndSetPlain(FULL, BUSY)) {
                    E taken = element;
                    element = null;
                    state.setRelease(EMPTY);
                    return taken;
                }
                if (state.get() == EMPTY) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = {"everySchedulePushes", "everySchedulePops"},
            why = "one weak compare-and-set: it may fail for no reason, and then a free slot is called full")
    public static class OneWeakTry<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (state.get() == BUSY) {
                Thread.onSpinWait();
            }
            if (!state.weakCompareAndSetVolatile(EMPTY, BUSY)) {
                return false;
            }
            this.element = element;
            state.setRelease(FULL);
            return true;
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

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.WRONG,
            breaks = "letsGo",
            why = "leaves the popped element in the field")
    public static class KeepsWhatWasPopped<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.compareAndExchange(EMPTY, BUSY);
                if (found == EMPTY) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (found == FULL) {
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

    @Wrong(
            exercise = "6.2",
            expect = Verdict.Kind.HUNG,
            breaks = "holdsOne",
            why = "a pop never says that it is done")
    public static class StaysBusy<E> {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;
        private final AtomicInteger state = new AtomicInteger(EMPTY);
        private E element;

        public boolean push(E element) {
            while (true) {
                int found = state.compareAndExchange(EMPTY, BUSY);
                if (found == EMPTY) {
                    this.element = element;
                    state.setRelease(FULL);
                    return true;
                }
                if (found == FULL) {
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
