package lockstep.exercises.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lockstep.harness.Todo;

/**
 * Goal: a queue without a bound, for any number of threads, in linked segments. A push or pop claims the next slot of a
 * segment; when all slots of a segment are claimed, the next segment goes on.
 *
 * Rules: push() never fails, pop() says null only if the queue is empty; what they say fits one order of all calls.
 * A pop may wait for a push that has claimed its slot and not filled it yet. Elements are never null. What was popped
 * is no longer held by the queue, nor is a segment that all was popped from, once there is another.
 * The segments are finished, push() and pop() are yours. A segment has at least 1 slot.
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
        throw new Todo("6.4");
    }

    /** Takes the oldest element, or returns null if there is none. */
    public E pop() {
        throw new Todo("6.4");
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
