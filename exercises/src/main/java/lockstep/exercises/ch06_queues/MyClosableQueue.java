package lockstep.exercises.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.harness.Todo;

/**
 * Goal: a bounded queue that can be closed. push() tells full from closed, pop() tells empty from closed.
 * After close() no push succeeds, and what is left can be popped, each element once.
 *
 * Rules: any number of threads; what they are told fits one order of all calls. Nobody waits for room or for an
 * element. Closed and full is closed. Closed and not yet empty is not over: the rest comes first. The capacity is at
 * least 2. The ring is that of 6.3. Here head and tail alone say who may claim what; fill() and take(), which are
 * finished, wait until the claimed slot's turn has come. The other four methods are yours.
 */
public class MyClosableQueue<E> {

    public enum Result { PUSHED, FULL, CLOSED }

    private final E[] slots;

    /** Slot i is for push number t if its turn is t, and for pop number t if its turn is t + 1. */
    private final AtomicLongArray turns;

    /** The number of the next pop. */
    private final AtomicLong head = new AtomicLong();

    /** The number of the next push. */
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
        throw new Todo("6.5");
    }

    /** Takes the oldest element; null: there is none just now; ifClosed: the queue is closed and all was popped. */
    public E pop(E ifClosed) {
        throw new Todo("6.5");
    }

    /** Lets nothing in any more. True if this call has closed the queue, false if it was closed before. */
    public boolean close() {
        throw new Todo("6.5");
    }

    public boolean isClosed() {
        throw new Todo("6.5");
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
