package lockstep.exercises.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import lockstep.harness.Todo;

/**
 * Goal: a ring for one producer and one consumer. push() writes at the tail, pop() takes at the head, and neither ever waits for the other.
 *
 * Rules: one thread pushes and one thread pops, at the same time. It holds exactly `capacity` elements; the capacity is
 * at least 1, and need not be a power of two. Elements are never null. What was popped is no longer held by the queue.
 */
public class MySpscQueue<E> {

    private final E[] slots;

    /** How many were popped so far: the next pop takes from slot head % capacity. Only the consumer writes it. */
    private final AtomicLong head = new AtomicLong();

    /** How many were pushed so far: the next push goes to slot tail % capacity. Only the producer writes it. */
    private final AtomicLong tail = new AtomicLong();

    @SuppressWarnings("unchecked")
    public MySpscQueue(int capacity) {
        slots = (E[]) new Object[capacity];
    }

    /** Adds an element. False, and nothing has changed, if the queue is full. */
    public boolean push(E element) {
        throw new Todo("6.1");
    }

    /** Takes the oldest element, or returns null if there is none. */
    public E pop() {
        throw new Todo("6.1");
    }
}
