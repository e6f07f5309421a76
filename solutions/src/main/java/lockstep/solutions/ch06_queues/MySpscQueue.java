package lockstep.solutions.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Each index has one writer, so nobody can come between its read and its write: no compare-and-set, and reading one's own
 * index twice would do no harm. The other one's index only grows. An old value of it makes a producer see too little room,
 * and a consumer too few elements: never too much.
 *
 * Two release writes carry everything. The producer fills the slot and then moves the tail: who sees the tail sees the
 * element. The consumer empties the slot and then moves the head: who sees the head finds the slot free, and may write there.
 * The indices count on for ever, and only the slot is taken modulo the capacity. So full (tail - head is the capacity) and empty
 * (it is 0) are two things, although both put head and tail at the same slot.
 *
 * One oddity: a producer may be told "full" and a consumer "empty" in the same moment, each by an old value of the other one's index.
 * Release and acquire allow that, as each thread's write may still be on its way while it reads. Both simply try again.
 *
 * Alternatives, and what they cost:
 * - get() and set(), all volatile: right, and without that oddity; the volatile write costs a fence.
 * - indices that wrap from capacity - 1 to 0: then head == tail means both full and empty, and one slot has to stay free.
 * - a private copy of the other one's index, looked at afresh only when the copy says full (or empty): most calls then touch
 *   no cache line of the other core. That is what fast rings do.
 * - no indices in common at all: null in the slot says free (FastForward, 2008).
 * - a lock: right order, but who holds it may be stopped, and then the other one waits.
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
        long t = tail.getPlain(); // ours: nobody else writes it
        if (t - head.getAcquire() == slots.length) { // pairs with the release in pop(): below it, the slot is empty
            return false;
        }
        slots[(int) (t % slots.length)] = element;
        tail.setRelease(t + 1); // publishes the element; pairs with the acquire in pop()
        return true;
    }

    /** Takes the oldest element, or returns null if there is none. */
    public E pop() {
        long h = head.getPlain(); // ours
        if (h == tail.getAcquire()) { // pairs with the release in push(): below it, the slot is filled
            return null;
        }
        int slot = (int) (h % slots.length);
        E element = slots[slot];
        slots[slot] = null; // the queue lets go of it
        head.setRelease(h + 1); // hands the slot back; pairs with the acquire in push()
        return element;
    }
}
