package lockstep.wrong.ch06_queues;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 6.5. The judge has to reject each of them. */
public final class MyClosableQueueWrong {

    private MyClosableQueueWrong() {}

    /** What the starter has. */
    static class Ring<E> {
        static final long CLOSED = Long.MIN_VALUE;

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

    @Wrong(exercise = "6.5", breaks = "nothingComesLate",
        why = "A flag beside the tail: a push finds it open, and claims its place when the queue is closed, and even "
            + "drained.")
    public static class FlagThenPush<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        private final AtomicBoolean closed = new AtomicBoolean();

        public FlagThenPush(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            if (closed.get()) {
                return Result.CLOSED;
            }
            while (true) {
                long t = tail.get();
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                boolean over = closed.get(); // first, as one should
                long h = head.get();
                if (tail.get() == h) {
                    return over ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return closed.compareAndSet(false, true);
        }

        public boolean isClosed() {
            return closed.get();
        }
    }

    @Wrong(exercise = "6.5", breaks = "nothingComesLate",
        why = "The flag is looked at a second time just before the claim: the gap is smaller, and still there.")
    public static class LooksTwice<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        private final AtomicBoolean closed = new AtomicBoolean();

        public LooksTwice(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                if (closed.get()) {
                    return Result.CLOSED;
                }
                long t = tail.get();
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (!closed.get() && tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                boolean over = closed.get();
                long h = head.get();
                if (tail.get() == h) {
                    return over ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return closed.compareAndSet(false, true);
        }

        public boolean isClosed() {
            return closed.get();
        }
    }

    @Wrong(exercise = "6.5", breaks = "nothingComesLate",
        why = "Looks at the close bit, then claims by getAndIncrement, which takes a number whatever the bit says by "
            + "then.")
    public static class ChecksThenAdds<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public ChecksThenAdds(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            long t = tail.get();
            if (t < 0) {
                return Result.CLOSED;
            }
            if (t - head.get() >= slots.length) {
                return Result.FULL;
            }
            fill(tail.getAndIncrement() & ~CLOSED, element);
            return Result.PUSHED;
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "overIsOver",
        why = "Finds it empty first, and asks then whether it is closed: an element and the close may have come in "
            + "between.")
    public static class AsksTooLate<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public AsksTooLate(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                if ((tail.get() & ~CLOSED) == h) {
                    return isClosed() ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = {"nothingComesLate", "overIsOver"},
        why = "A slot that is not filled yet counts as empty: closed and \"empty\" is told as over, while a push is "
            + "under way.")
    public static class OverWhileUnderWay<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public OverWhileUnderWay(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                boolean closed = isClosed();
                if (turns.get((int) (h % slots.length)) <= h && head.get() == h) {
                    return closed ? ifClosed : null;
                }
                if (turns.get((int) (h % slots.length)) == h + 1 && head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "theRestComesOut",
        why = "pop() says \"over\" as soon as the queue is closed: what is left is lost.")
    public static class CloseDropsTheRest<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public CloseDropsTheRest(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if (t < 0) {
                    return ifClosed;
                }
                if (t == h) {
                    return null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "theRestComesOut",
        why = "close() throws away what is in the queue.")
    public static class CloseEmpties<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public CloseEmpties(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            boolean first = tail.getAndUpdate(t -> t | CLOSED) >= 0;
            while (first && pop(null) != null) {
                Thread.onSpinWait();
            }
            return first;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "closesOnce",
        why = "close() says true to everyone who calls it.")
    public static class AlwaysTheFirst<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public AlwaysTheFirst(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            tail.getAndUpdate(t -> t | CLOSED);
            return true;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = {"nothingComesLate", "overIsOver", "oneCloses"},
        why = "close() is get, then set: two may be told that it was they, and a push that comes in between is undone.")
    public static class ClosesInTwoSteps<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public ClosesInTwoSteps(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            long t = tail.get();
            if (t < 0) {
                return false;
            }
            tail.set(t | CLOSED);
            return true;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "oneCloses",
        why = "Whether it is closed is looked at before the step that closes it: two callers are told that they have "
            + "done it.")
    public static class TwoCloseIt<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public TwoCloseIt(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            if (isClosed()) {
                return false;
            }
            tail.getAndUpdate(t -> t | CLOSED);
            return true;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "closesOnce",
        why = "Full is told although the queue is closed: whoever tries until there is room tries for ever.")
    public static class FullFirst<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public FullFirst(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if ((t & ~CLOSED) - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "theRestComesOut",
        why = "pop() says null of a closed queue, too: who waits for the end waits for ever.")
    public static class NeverOver<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public NeverOver(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", expect = Verdict.Kind.HUNG, breaks = "theRestComesOut",
        why = "Head and tail are compared with the close bit in it: a closed queue never seems empty, and pop() "
            + "waits for an element that nobody pushes.")
    public static class ForgetsTheBit<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public ForgetsTheBit(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if (t == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "emptyIsEmpty",
        why = "The tail is read before the head: others push and pop in between, and \"empty\" is told though it "
            + "never was.")
    public static class TailFirst<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public TailFirst(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long t = tail.get();
                long h = head.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", breaks = "fullIsFull",
        why = "A push reads the head before the tail: others pop and push in between, and \"full\" is told though it "
            + "never was.")
    public static class HeadFirst<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public HeadFirst(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - h >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                if (head.compareAndSet(h, h + 1)) {
                    return take(h);
                }
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }

    @Wrong(exercise = "6.5", expect = Verdict.Kind.HUNG, breaks = "emptyIsEmpty",
        why = "The head is moved by a set: two pops claim the same element, and one of them waits for what is gone.")
    public static class PopsInTwoSteps<E> extends Ring<E> {
        public enum Result { PUSHED, FULL, CLOSED }

        public PopsInTwoSteps(int capacity) {
            super(capacity);
        }

        public Result push(E element) {
            while (true) {
                long t = tail.get();
                if (t < 0) {
                    return Result.CLOSED;
                }
                if (t - head.get() >= slots.length) {
                    return Result.FULL;
                }
                if (tail.compareAndSet(t, t + 1)) {
                    fill(t, element);
                    return Result.PUSHED;
                }
            }
        }

        public E pop(E ifClosed) {
            while (true) {
                long h = head.get();
                long t = tail.get();
                if ((t & ~CLOSED) == h) {
                    return t < 0 ? ifClosed : null;
                }
                head.set(h + 1);
                return take(h);
            }
        }

        public boolean close() {
            return tail.getAndUpdate(t -> t | CLOSED) >= 0;
        }

        public boolean isClosed() {
            return tail.get() < 0;
        }
    }
}
