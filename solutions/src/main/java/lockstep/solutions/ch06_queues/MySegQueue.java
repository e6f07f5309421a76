package lockstep.solutions.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * push(): draw a number from the segment's tail. A number below `slots` is a slot that nobody else has: fill it,
 * done. A number beyond says that the segment is used up. Then go to the next segment, and try again there. If there
 * is none yet, link one, by compare-and-set on null: of several threads one wins, and the others throw their new,
 * empty segment away. They do not set next: that would cut off the winner's segment, with all that was pushed to it
 * meanwhile.
 *
 * pop(): claims by compare-and-set, not by getAndIncrement, for it must first see that there is something to take.
 * The head is read before the tail. If both are the same, the queue was empty when the tail was read. A slot that was
 * claimed by a push, and is null, is not empty: its element is on the way. To say "empty" there would be wrong, for
 * the slots behind it may be full, and even the caller's own push may be among them. So we wait, for a thread that
 * may have been put to sleep just there. That is why this queue is not lock-free, and neither is crossbeam's
 * SegQueue, which does the same.
 *
 * first and last only make the way shorter. If last lags, pushes find the segment used up and go on by next. So the
 * compare-and-sets that move them may fail: then another thread has done it. Even set() would do: one step back, and
 * the next call comes forward again.
 *
 * Alternatives, and what they cost:
 * - a node for each element (Michael and Scott): an object and two compare-and-sets a push; lock-free.
 * - the new segment comes with the element in its first slot: at the edge one step less. The library does so.
 * - a slot is filled by compareAndSet(null, element), and no number is drawn before: nobody waits for anybody, but
 *   every loser has to try again. The library's SegQueue does so.
 * - a lock and an ArrayDeque: short and right. Who holds the lock may be put to sleep, and then everybody waits.
 */
public class MySegQueue<E> {

    /** How many slots a segment has. */
    private final int slots;

    /** Where a pop begins to look: all segments before this one are used up. */
    private final AtomicReference<Segment<E>> first;

    /** Where a push begins to look. It may lag behind the last segment; then next leads on. */
    private final AtomicReference<Segment<E>> last;

    public MySegQueue(int slots) {
        this.slots = slots;
        Segment<E> only = new Segment<>(slots);
        first = new AtomicReference<>(only);
        last = new AtomicReference<>(only);
    }

    /** Adds an element at the end. */
    public void push(E element) {
        while (true) {
            Segment<E> segment = last.get();
            int slot = segment.tail.getAndIncrement(); // the claim
            if (slot < slots) {
                segment.slots.setRelease(slot, element); // pairs with the acquire in pop(): publishes the element
                return;
            }
            if (segment.next.get() == null) {
                segment.next.compareAndSet(null, new Segment<>(slots)); // if it fails, another thread was faster
            }
            last.compareAndSet(segment, segment.next.get()); // as well
        }
    }

    /** Takes the oldest element, or returns null if there is none. */
    public E pop() {
        while (true) {
            Segment<E> segment = first.get();
            int slot = segment.head.get();
            if (slot == slots) { // used up: on to the next one
                Segment<E> next = segment.next.get();
                if (next == null) {
                    return null;
                }
                first.compareAndSet(segment, next);
            } else if (slot >= segment.tail.get()) { // the tail is read after the head
                return null;
            } else if (segment.head.compareAndSet(slot, slot + 1)) { // the claim
                E element = segment.slots.getAcquire(slot);
                while (element == null) { // its push has claimed the slot and not filled it: we wait for that thread
                    Thread.onSpinWait();
                    element = segment.slots.getAcquire(slot);
                }
                segment.slots.setOpaque(slot, null); // the queue lets go of it; nobody reads this slot again
                return element;
            }
        }
    }

    private static class Segment<E> {

        /** Each slot is null, then holds an element, then is null for ever: no slot is used twice. */
        final AtomicReferenceArray<E> slots;

        /** How many slots pushes have claimed: the next one claims this slot. */
        final AtomicInteger tail = new AtomicInteger();

        /** How many slots pops have claimed: the next one claims this slot. */
        final AtomicInteger head = new AtomicInteger();

        /** The next segment, once there is one. */
        final AtomicReference<Segment<E>> next = new AtomicReference<>();

        Segment(int slots) {
            this.slots = new AtomicReferenceArray<>(slots);
        }
    }
}
