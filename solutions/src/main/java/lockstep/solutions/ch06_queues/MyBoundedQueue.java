package lockstep.solutions.ch06_queues;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A push reads the tail ONCE, t, and everything else follows from t: the slot, the turn that it must find there, the
 * compare-and-set that claims it. Claimed means that the number t is ours alone. Then the slot is filled, and only then its turn says so.
 * A pop does the same at the head. When it is done, the slot belongs to the push of the next lap: h + capacity.
 *
 * If the turn is behind, the slot still belongs to the lap before. That alone does not mean "full": perhaps a pop has
 * claimed the slot and is at work, and others have popped more since. So look at the other index. Read after the tail, it settles the matter:
 * the tail was t when the head was no further than this. (Vyukov's own queue says "full" and "empty" at once. It is simpler, and a thread
 * whose push has just come back may then be told "empty" while another push is still at work before it.)
 *
 * If it is not full, a pop is at work on our slot, and we can only look again: we wait for that thread. This queue is not lock-free.
 *
 * Why at least 2? With one slot, "filled by push 0" and "free for push 1" would both be turn 1. Turns 2t and 2t + 1 would do for one, too.
 *
 * Alternatives, and what they cost:
 * - slot objects with a turn and an element each: one more step to get there, but neighbours need not share a cache line.
 * - no turns, but null for "free", and both indices looked at each time: half the memory to touch, but both ends' cache lines travel.
 * - a lock for each end, or one for both: right; who holds it and is stopped stops all on that side.
 * - getAndIncrement on the tail instead of a compare-and-set: never fails, but a number once drawn must be used, also if the ring is full.
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
        while (true) {
            long t = tail.get();
            int slot = (int) (t % slots.length);
            long turn = turns.getAcquire(slot); // pairs with the release in pop(): the slot is empty
            if (turn == t) {
                if (tail.compareAndSet(t, t + 1)) { // the claim: t is ours
                    slots[slot] = element;
                    turns.setRelease(slot, t + 1); // publishes the element
                    return true;
                }
            } else if (turn < t && t - head.get() >= slots.length) { // the head is read after the tail
                return false;
            }
            Thread.onSpinWait(); // someone was faster, or a pop is still at work here
        }
    }

    /** Takes the oldest element, or returns null if there is none. */
    public E pop() {
        while (true) {
            long h = head.get();
            int slot = (int) (h % slots.length);
            long turn = turns.getAcquire(slot); // pairs with the release in push(): the slot is filled
            if (turn == h + 1) {
                if (head.compareAndSet(h, h + 1)) { // the claim
                    E element = slots[slot];
                    slots[slot] = null; // the queue lets go of it
                    turns.setRelease(slot, h + slots.length); // free for the push of the next lap
                    return element;
                }
            } else if (turn < h + 1 && tail.get() <= h) { // the tail is read after the head
                return null;
            }
            Thread.onSpinWait(); // someone was faster, or a push is still at work here
        }
    }
}
