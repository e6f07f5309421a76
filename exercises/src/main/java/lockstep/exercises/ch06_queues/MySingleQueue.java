package lockstep.exercises.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Todo;

/**
 * Goal: a queue for one element and any number of threads. Who wants to fill or to empty the slot first claims it, by one step.
 *
 * Rules: push() says false if the slot is full, pop() says null if it is empty; what they say fits one order of all calls.
 * Who finds the slot busy looks again: that is over in a moment. Elements are never null.
 * What was popped is no longer held by the queue.
 */
public class MySingleQueue<E> {

    private static final int EMPTY = 0;

    /** Claimed: a push is filling the slot, or a pop is emptying it. */
    private static final int BUSY = 1;

    private static final int FULL = 2;

    private final AtomicInteger state = new AtomicInteger(EMPTY);

    /** Belongs to the thread that made the state BUSY. */
    private E element;

    /** Adds the element. False, and nothing has changed, if there is one already. */
    public boolean push(E element) {
        throw new Todo("6.2");
    }

    /** Takes the element, or returns null if there is none. */
    public E pop() {
        throw new Todo("6.2");
    }
}
