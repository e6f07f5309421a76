package lockstep.solutions.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whoever changes EMPTY or FULL into BUSY owns the slot: a compare-and-set that succeeds for one thread only. The owner alone
 * touches the element, and its release write of the next state hands the slot on. compareAndExchange says what it found, so each turn of
 * the loop looks once.
 *
 * Why not say "full" and "empty" at once when the slot is busy? Say a pop is at work. A thread is told "empty", and then its push is told
 * "full", with nobody else there: no order of the calls explains both. Rust's concurrent-queue accepts that for a push, and
 * so is never held up there; here we look again.
 *
 * Alternatives, and what they cost:
 * - two states only, and the element written after FULL: someone pops a null, or the element before.
 * - a lock around two plain fields: right; it is the same BUSY, for longer.
 * - the element itself as the state: null is empty, anything else is full. Then filling and claiming are ONE step,
 *   compareAndSet(null, element), emptying is getAndSet(null), and nobody ever waits. It is the best answer, and the library's. Rust cannot do
 *   this for every type: an element there may be larger than a word.
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
        while (true) {
            int found = state.compareAndExchange(EMPTY, BUSY); // also an acquire: the last pop is done with the slot
            if (found == EMPTY) {
                this.element = element;
                state.setRelease(FULL); // publishes the element
                return true;
            }
            if (found == FULL) {
                return false;
            }
            Thread.onSpinWait();
        }
    }

    /** Takes the element, or returns null if there is none. */
    public E pop() {
        while (true) {
            int found = state.compareAndExchange(FULL, BUSY); // also an acquire: pairs with the release in push()
            if (found == FULL) {
                E taken = element;
                element = null; // the queue lets go of it
                state.setRelease(EMPTY); // hands the slot on; pairs with the compare-and-set in push()
                return taken;
            }
            if (found == EMPTY) {
                return null;
            }
            Thread.onSpinWait();
        }
    }
}
