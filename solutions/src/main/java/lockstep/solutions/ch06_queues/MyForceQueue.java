package lockstep.solutions.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A forced push draws its number in any case: mine. If that is one lap beyond the head, there is one element too many
 * for the moment, and we know which: the one with number mine - capacity, which is the oldest. It sits in the very
 * slot that we need. We claim it as a pop does.
 *
 * - The compare-and-set succeeds: the oldest is ours. Nobody else gets it, and its slot is free for us.
 * - It fails: a pop took it just before. Then there is room after all, and nothing was displaced.
 * - The head has not come so far: another forced push, with a smaller number, has still to remove the oldest. We wait
 *   for it. To take an older one than ours would leave it with one that is too young.
 *
 * Meanwhile push() says "full", since the tail is too far ahead; and so it is. There was room all the time? Then mine
 * - capacity lies behind the head (or is even negative), and the compare-and-set fails at once.
 *
 * Why not pop one, then push? Those are two steps. Into the room between them another thread pushes; then it is full
 * again, a second element has to go, and you can return only one of them.
 *
 * Who waits for whom? As before: take() for the push that has claimed the slot, fill() for the pop of a lap ago; and
 * a forced push for forced pushes before it.
 *
 * Alternatives, and what they cost:
 * - claim the head first, then store the tail: the library and crossbeam do so. It needs a push() that looks at the
 *   slot's turn before it claims, or someone gets in between. In exchange it draws no number too many.
 * - a lock around push and pop: short and right, and everybody waits.
 * - overwrite the oldest where it stands: not enough. The new one is then the first to come out.
 */
public class MyForceQueue<E> {

    private final E[] slots;

    /** Slot i is for push number t if its turn is t, and for pop number t if its turn is t + 1. */
    private final AtomicLongArray turns;

    /** The number of the next pop. */
    private final AtomicLong head = new AtomicLong();

    /** The number of the next push. */
    private final AtomicLong tail = new AtomicLong();

    @SuppressWarnings("unchecked")
    public MyForceQueue(int capacity) {
        slots = (E[]) new Object[capacity];
        turns = new AtomicLongArray(capacity);
        for (int i = 0; i < capacity; i++) {
            turns.set(i, i);
        }
    }

    /** Adds an element. False, and nothing has changed, if the queue is full. */
    public boolean push(E element) {
        while (true) {
            long t = tail.get();
            if (t - head.get() >= slots.length) { // forced pushes may have drawn numbers beyond
                return false;
            }
            if (tail.compareAndSet(t, t + 1)) {
                fill(t, element);
                return true;
            }
        }
    }

    /** Adds an element in any case. Returns the oldest one if it had to go for that, or null if there was room. */
    public E forcePush(E element) {
        long mine = tail.getAndIncrement(); // whether there is room or not
        long oldest = mine - slots.length;
        while (head.get() < oldest) { // forced pushes before this one have not made room yet
            Thread.onSpinWait();
        }
        E displaced = head.compareAndSet(oldest, oldest + 1) ? take(oldest) : null;
        fill(mine, element);
        return displaced;
    }

    /** Takes the oldest element, or returns null if there is none. */
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
