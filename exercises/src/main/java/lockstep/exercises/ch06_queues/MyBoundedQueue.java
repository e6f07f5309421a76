package lockstep.exercises.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.harness.Todo;

/**
 * Goal: a ring for many producers and many consumers. Each slot says whose turn it is; head and tail are claimed by compare-and-set.
 *
 * Rules: any number of threads push and pop. It holds exactly `capacity` elements; the capacity is at least 2, and need not
 * be a power of two. push() says false only if the queue is full, pop() says null only if it is empty: what they say fits one
 * order of all calls. Elements are never null. What was popped is no longer held by the queue.
 */
public class MyBoundedQueue<E> {

    private final E[] slots;

    /** Slot i is for push number t if its turn is t, and for pop number t if its turn is t + 1. */
    private final AtomicLongArray turns;

    /** The number of the next pop. */
    private final AtomicLong head = new AtomicLong();

    /** The number of the next push. */
    private final AtomicLong tail = new AtomicLong();

    @SuppressWarnings("unchecked")
    public MyBoundedQueue(int capacity) {
        slots = (E[]) new Object[capacity];
        turns = new AtomicLongArray(capacity);
        for (int i = 0; i < capacity; i++) {
            turns.set(i, i);
        }
    }

    /** Adds an element. False, and nothing has changed, if the queue is full. */
    public boolean push(E element) {
        throw new Todo("6.3");
    }

    /** Takes the oldest element, or returns null if there is none. */
    public E pop() {
        throw new Todo("6.3");
    }
}
