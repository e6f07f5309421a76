package lockstep.queue;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * A first-in, first-out queue for any number of threads, that can be closed. Nobody sleeps in it: a push tells full
 * from closed, a pop tells empty from closed, by what they return.
 *
 * <table>
 *   <caption>The flavors</caption>
 *   <thead>
 *   <tr><th>made by</th><th>holds</th><th>is</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>{@link #unbounded()}</td><td>what memory holds</td><td>{@link UnboundedQueue}: a list of segments</td></tr>
 *   <tr><td>{@link #bounded(int)}</td><td>{@code capacity} elements</td><td>{@link BoundedQueue}: a ring</td></tr>
 *   <tr><td>{@link #single()}</td><td>one element</td><td>{@link SingleQueue}: one word; lock-free</td></tr>
 *   </tbody>
 * </table>
 *
 * <p>Elements are never null, so {@link #pop()} says "nothing" by null. That alone does not tell "nothing yet" from
 * "nothing any more", and asking {@link #isClosed()} afterwards would be too late: an element and the close may have
 * come in between. So the caller may name what a pop gives once the queue is <i>closed and everything was popped</i>,
 * for instance a last task that is in no queue:
 * <pre>{@code
 * for (Task task; (task = queue.pop(END)) != END; ) {
 *     if (task != null) {
 *         task.run();
 *     } else {
 *         Thread.onSpinWait(); // nothing yet: wait, see below
 *     }
 * }
 * }</pre>
 *
 * <p>After {@link #close()} nothing gets in, and what is in can be popped, each element once. Pushes that began before
 * the close and end after it are pushed or told {@code CLOSED}, never lost: {@code PUSHED} means that somebody can pop
 * it.
 *
 * <h2>How to wait</h2>
 *
 * <p>Full and empty come back at once. How to wait is the caller's to choose, who knows how long it may take:
 * <ul>
 * <li><b>Spin</b>, {@link Thread#onSpinWait()} in the loop, when the other side is running on another core and answers
 *     within microseconds. It costs a core. With more threads than cores it may keep the very thread from running that
 *     it waits for.
 * <li><b>Yield</b>, {@link Thread#yield()}, after some rounds of spinning, when cores may be short. It still keeps a
 *     core busy when nobody else wants it.
 * <li><b>Park</b> when it may take longer than some ten microseconds, or when you don't know: {@link BlockingAdapter}
 *     makes a {@link java.util.concurrent.BlockingQueue} of any of these queues, whose {@code put} and {@code take}
 *     sleep. It costs a look at the list of sleepers after each push and pop, and a wake-up if someone sleeps.
 * </ul>
 *
 * <p>What a thread did before it pushed an element <i>happens-before</i> what another does after it popped that
 * element. Likewise what it did before {@code close()}, and what follows a pop or push that was told closed.
 *
 * @param <E> the elements' type
 * @progress Each flavor says it: here only that no method waits for room or for an element. What some wait for is that
 *     a thread which has claimed a slot of the queue, by one step, fills or clears it, by its next.
 * @fairness None between threads. A thread that loses a race for the head or the tail looks away for a moment, so that
 *     the winner goes on at full speed, perhaps for a hundred operations.
 * @memory As above. {@code FULL} and empty order nothing.
 * @linearization Each flavor marks them at their lines. All of push, pop, close and forcePush are linearizable, with
 *     all their results; so is {@code isClosed}.
 * @space No method allocates, save the unbounded push once a segment, and a close.
 * @source S. Glavina, J. Nunley and others, the Rust crate {@code concurrent-queue}: the flavors, what they tell, and
 *     their tests' names. Departures: pop takes what it is to return when closed; the algorithms, see each.
 */
public interface ConcurrentQueue<E> {

    /**
     * A queue without bounds.
     *
     * @param <E> the elements' type
     * @return an empty queue
     */
    static <E> ConcurrentQueue<E> unbounded() {
        return new UnboundedQueue<>();
    }

    /**
     * A queue that holds at most so many elements.
     *
     * @param <E> the elements' type
     * @param capacity how many, exactly
     * @return an empty queue
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    static <E> ConcurrentQueue<E> bounded(int capacity) {
        return new BoundedQueue<>(capacity);
    }

    /**
     * A queue that holds at most one element.
     *
     * @param <E> the elements' type
     * @return an empty queue
     */
    static <E> ConcurrentQueue<E> single() {
        return new SingleQueue<>();
    }

    /**
     * Adds an element at the tail, if there is room and the queue is open. A queue that is both closed and full is
     * closed.
     *
     * @param element to be added; not null
     * @return what became of it
     */
    PushResult push(E element);

    /**
     * Adds an element at the tail, and takes one from the head if there is no room otherwise. Both are one step.
     *
     * @param element to be added; not null
     * @param ifClosed what to return if the queue is closed; {@code element} is not added then
     * @return the element that had to go, which nobody else gets; null if none had to; {@code ifClosed} if closed
     */
    E forcePush(E element, E ifClosed);

    /**
     * Adds an element at the tail, and takes one from the head if there is no room otherwise. What comes back has no
     * place in the queue (any more), and so nothing is lost: if the queue is closed, that is {@code element} itself.
     *
     * @param element to be added; not null
     * @return the element that had to go; null if none had to; {@code element} if the queue is closed
     */
    default E forcePush(E element) {
        return forcePush(element, element);
    }

    /**
     * Takes the element at the head.
     *
     * @param ifClosed what to return when the queue is closed and everything in it was popped. Once returned, always
     *     returned
     * @return the element; null if there is none now and the queue is open
     */
    E pop(E ifClosed);

    /**
     * Takes the element at the head. For those who need not know whether more may come.
     *
     * @return the element; null if there is none
     */
    default E pop() {
        return pop(null);
    }

    /**
     * Closes the queue for pushes. What is in it stays there to be popped.
     *
     * @return whether this call closed it; false if it was closed already
     */
    boolean close();

    /**
     * Whether the queue is closed. It may hold elements still.
     *
     * @return whether it is closed; once true, always true
     */
    boolean isClosed();

    /**
     * Whether the queue is closed and nothing is in it, so that nothing will ever be popped again.
     *
     * @return whether all is over; once true, always true
     */
    default boolean isDrained() {
        return isClosed() && isEmpty(); // in this order: once closed, empty means empty for good
    }

    /**
     * How many elements are in the queue, at some moment during the call; it may be different again when the call
     * returns.
     *
     * @return the number of elements, at most {@code Integer.MAX_VALUE}
     */
    int size();

    /**
     * Whether nothing is in the queue, at some moment during the call.
     *
     * @return whether it is empty
     */
    boolean isEmpty();

    /**
     * Whether there is no room in the queue, at some moment during the call.
     *
     * @return whether it is full
     */
    default boolean isFull() {
        return size() == capacity();
    }

    /**
     * How many elements the queue may hold.
     *
     * @return the capacity; {@code Integer.MAX_VALUE} if unbounded
     */
    int capacity();

    /**
     * Pops until nothing is left. Each pop is a step of its own: others may push and pop in between.
     *
     * @param sink gets the elements, one by one, in the order in which they were popped. If it throws, the element that
     *     it was given is gone, and the rest stays in the queue
     * @return how many
     */
    default int drainTo(Consumer<? super E> sink) {
        return drainTo(sink, Integer.MAX_VALUE);
    }

    /**
     * Pops until nothing is left, or so many were popped. Each pop is a step of its own: others may push and pop in
     * between.
     *
     * @param sink gets the elements, one by one, in the order in which they were popped. If it throws, the element that
     *     it was given is gone, and the rest stays in the queue
     * @param limit how many at most
     * @return how many
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    default int drainTo(Consumer<? super E> sink, int limit) {
        Objects.requireNonNull(sink, "sink");
        if (limit < 0) {
            throw new IllegalArgumentException("a limit of " + limit + ": at least 0 elements can be drained");
        }
        int drained = 0;
        for (E element; drained < limit && (element = pop()) != null; drained++) {
            sink.accept(element);
        }
        return drained;
    }
}
