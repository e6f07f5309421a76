package lockstep.solutions.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A push has to find three things in ONE step: the queue is open, there is room, and number t is nobody else's. So
 * all three must hang on the word that the push changes anyway, the tail. Its sign is the close bit: numbers never
 * get so large. Now tail.compareAndSet(t, t + 1) fails if another push came between, and it fails if a close came
 * between.
 *
 * A flag beside the tail cannot be right, however atomic it is. A push finds it open and is stopped there. Another
 * thread closes the queue, pops until it hears "closed and empty", and goes home. Then the push goes on, says PUSHED,
 * and nobody will ever come.
 *
 * pop() reads the tail once, after the head. That one value says both, whether there is something and whether more
 * may come. If you ask a second time for "closed", an element and the close may have come in between: "over",
 * although something is there. And with the tail read before the head, other threads may have pushed and popped in
 * between: "empty", although it never was.
 *
 * FULL: the tail was t when we read it, and the head, read after that, was at least `capacity` behind. The head only
 * moves on, so it was behind when the tail was t: full, and open, at that moment. Closed is asked for first: "full"
 * says "try again", and that would be for ever.
 *
 * close() sets the bit by getAndUpdate, which tells what was there before, for exactly one caller a number without
 * the bit. With get() and set(), a push that comes between is undone.
 *
 * Who waits for whom? take() waits for the push that has claimed the slot, and fill() for the pop that has claimed it
 * a lap ago. close(), and who is told full, empty or closed, wait for nobody.
 *
 * Alternatives, and what they cost:
 * - a read-write lock: pushes read-lock, look at the flag and push; close() write-locks. Right, but each push writes
 *   to the lock's word.
 * - count the pushes that are under way: a flag is enough then, if who finds it set, and nothing there, waits until
 *   the count is 0.
 * - a last element that says "the end": needs room in a ring that may be full, and each consumer must put it back for
 *   the next.
 */
public class MyClosableQueue<E> {

    /** The sign of the tail. */
    private static final long CLOSED = Long.MIN_VALUE;

    public enum Result { PUSHED, FULL, CLOSED }

    private final E[] slots;

    /** Slot i is for push number t if its turn is t, and for pop number t if its turn is t + 1. */
    private final AtomicLongArray turns;

    /** The number of the next pop. */
    private final AtomicLong head = new AtomicLong();

    /** The number of the next push; and the close bit. */
    private final AtomicLong tail = new AtomicLong();

    @SuppressWarnings("unchecked")
    public MyClosableQueue(int capacity) {
        slots = (E[]) new Object[capacity];
        turns = new AtomicLongArray(capacity);
        for (int i = 0; i < capacity; i++) {
            turns.set(i, i);
        }
    }

    /** Adds an element; or FULL: no room just now; or CLOSED: never again. */
    public Result push(E element) {
        while (true) {
            long t = tail.get();
            if (t < 0) {
                return Result.CLOSED;
            }
            if (t - head.get() >= slots.length) { // the head is read after the tail
                return Result.FULL;
            }
            if (tail.compareAndSet(t, t + 1)) { // open, room, and ours: one step
                fill(t, element);
                return Result.PUSHED;
            }
        }
    }

    /** Takes the oldest element; null: there is none just now; ifClosed: the queue is closed and all was popped. */
    public E pop(E ifClosed) {
        while (true) {
            long h = head.get();
            long t = tail.get(); // once, and after the head
            if ((t & ~CLOSED) == h) {
                return t < 0 ? ifClosed : null;
            }
            if (head.compareAndSet(h, h + 1)) {
                return take(h);
            }
        }
    }

    /** Lets nothing in any more. True if this call has closed the queue, false if it was closed before. */
    public boolean close() {
        return tail.getAndUpdate(t -> t | CLOSED) >= 0;
    }

    public boolean isClosed() {
        return tail.get() < 0;
    }

    /** Only for the thread that has claimed push number t. */
    private void fill(long t, E element) {
        int slot = (int) (t % slots.length);
        while (turns.get(slot) != t) { // the pop of a lap ago is at work here
            Thread.onSpinWait();
        }
        slots[slot] = element;
        turns.set(slot, t + 1);
    }

    /** Only for the thread that has claimed pop number h. */
    private E take(long h) {
        int slot = (int) (h % slots.length);
        while (turns.get(slot) != h + 1) { // its push is at work here
            Thread.onSpinWait();
        }
        E element = slots[slot];
        slots[slot] = null;
        turns.set(slot, h + slots.length);
        return element;
    }
}
