package lockstep.exercises.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.harness.Todo;

/**
 * Goal: a push that never fails. If the queue is full, the oldest element has to go: forcePush() returns it, and nobody
 * else gets it.
 *
 * Rules: any number of threads push, force and pop; what they are told fits one order of all calls, in which a forced
 * push is ONE call: at most one element goes, and only if there was no room. Each element comes out once: popped, or
 * displaced. The capacity is at least 2. The ring is that of 6.5, without closing. All is finished but forcePush().
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
        throw new Todo("6.6");
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
