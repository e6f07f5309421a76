package lockstep.wrong.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 6.1. */
public final class MySpscQueueWrong {

    private MySpscQueueWrong() {}

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "moves the tail before the slot is filled: the consumer may be there first")
    public static class PublishedBeforeWritten<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public PublishedBeforeWritten(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            tail.setRelease(t + 1);
            slots[(int) (t % slots.length)] = element;
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleGoesRound",
            why = "moves the head before the slot is read: the producer may overwrite what is about to be taken")
    public static class FreedBeforeRead<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public FreedBeforeRead(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            head.setRelease(h + 1);
            E element = slots[slot];
            slots[slot] = null;
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleGoesRound",
            why = "reads, moves the head, and clears the slot after that: it clears what the producer has just put there")
    public static class EmptiedTooLate<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public EmptiedTooLate(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            head.setRelease(h + 1);
            slots[slot] = null;
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "writes the tail plainly: nothing says that the element is there when the tail is")
    public static class TailPlain<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TailPlain(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setPlain(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "writes the tail in opaque mode: it is seen in the end, but brings nothing along")
    public static class TailOpaque<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TailOpaque(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setOpaque(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleDelivers",
            why = "reads the tail in opaque mode: the release has no acquire")
    public static class TailReadOpaque<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TailReadOpaque(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getOpaque()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleGoesRound",
            why = "writes the head in opaque mode: the producer may write into the slot before it is read")
    public static class HeadOpaque<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public HeadOpaque(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setOpaque(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleGoesRound",
            why = "reads the other one's index plainly")
    public static class HeadReadPlain<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public HeadReadPlain(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getPlain() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = {"keepsOrder", "holds"},
            why = "the full test is off by one: the last slot is never used")
    public static class KeepsOneFree<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public KeepsOneFree(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() >= slots.length - 1) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = {"keepsOrder", "holds"},
            why = "the full test is off by one the other way: the oldest element is overwritten")
    public static class TakesOneMore<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public TakesOneMore(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() > slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = {"keepsOrder", "holds"},
            why = "both indices wrap to 0, so a full ring looks just like an empty one")
    public static class IndicesWrap<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public IndicesWrap(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (slots[(int) t] != null && t == head.getAcquire()) {
                return false;
            }
            slots[(int) t] = element;
            tail.setRelease((t + 1) % slots.length);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            E element = slots[(int) h];
            slots[(int) h] = null;
            head.setRelease((h + 1) % slots.length);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.CRASHED,
            breaks = "keepsOrder",
            why = "forgets to go back to slot 0")
    public static class NeverGoesRound<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public NeverGoesRound(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) t] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) h;
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "letsGo",
            why = "leaves the popped element in its slot until the ring comes round again")
    public static class KeepsWhatWasPopped<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public KeepsWhatWasPopped(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getAcquire() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            head.setRelease(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = {"everyScheduleGoesRound", "everyScheduleKeepsAll"},
            why = "one count for both threads, read and written back: an update gets lost")
    public static class CountsTogether<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();
        private final AtomicLong count = new AtomicLong();

        @SuppressWarnings("unchecked")
        public CountsTogether(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            if (count.get() == slots.length) {
                return false;
            }
            slots[(int) (tail.getAndIncrement() % slots.length)] = element;
            count.set(count.get() + 1);
            return true;
        }

        public E pop() {
            if (count.get() == 0) {
                return null;
            }
            int slot = (int) (head.getAndIncrement() % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            count.set(count.get() - 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.WRONG,
            breaks = "neverWaits",
            why = "right in what it returns, but a thread that is stopped inside stops the other one")
    public static class UnderALock<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public UnderALock(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public synchronized boolean push(E element) {
            long t = tail.getPlain();
            if (t - head.getPlain() == slots.length) {
                return false;
            }
            slots[(int) (t % slots.length)] = element;
            tail.setPlain(t + 1);
            return true;
        }

        public synchronized E pop() {
            long h = head.getPlain();
            if (h == tail.getPlain()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setPlain(h + 1);
            return element;
        }
    }

    @Wrong(
            exercise = "6.1",
            expect = Verdict.Kind.HUNG,
            breaks = "holds",
            why = "push() waits until there is room")
    public static class WaitsForRoom<E> {
        private final E[] slots;
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        @SuppressWarnings("unchecked")
        public WaitsForRoom(int capacity) {
            slots = (E[]) new Object[capacity];
        }

        public boolean push(E element) {
            long t = tail.getPlain();
            while (t - head.getAcquire() == slots.length) {
                Thread.onSpinWait();
            }
            slots[(int) (t % slots.length)] = element;
            tail.setRelease(t + 1);
            return true;
        }

        public E pop() {
            long h = head.getPlain();
            if (h == tail.getAcquire()) {
                return null;
            }
            int slot = (int) (h % slots.length);
            E element = slots[slot];
            slots[slot] = null;
            head.setRelease(h + 1);
            return element;
        }
    }
}
