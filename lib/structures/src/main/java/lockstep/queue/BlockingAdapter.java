package lockstep.queue;

import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A {@link BlockingQueue} of a {@link ConcurrentQueue}: {@code put} sleeps while it is full, {@code take} while it is
 * empty.
 *
 * <pre>{@code
 * BlockingAdapter<Task> tasks = new BlockingAdapter<>(ConcurrentQueue.bounded(64));
 * tasks.put(task);  // one thread
 * tasks.take();     // another
 * tasks.close();    // then take() gives what is left, and after that a QueueClosedException
 * }</pre>
 *
 * <p>A thread that finds nothing spins for some microseconds, then writes itself into a list of sleepers, <i>looks once
 * more</i>, and sleeps. A thread that pushes looks into the list <i>after</i> its push. Both look at what the other
 * wrote before, and of two such looks at least one finds it, if all four accesses are volatile: so no wake-up is lost.
 * Whoever leaves the list wakes the next one if there is something for it, since two pushes may have woken the same
 * sleeper.
 *
 * <p>Closed is told by what each method may return: {@code offer} returns false and {@code poll} null, at once, also
 * those with a time; {@code put}, {@code add} and {@code take} throw {@link QueueClosedException}. Elements that are in
 * the queue are handed out first.
 *
 * <p>Push, pop and close through the adapter only. Who goes past it, to the queue itself, wakes nobody. There is no
 * looking at elements without taking them: {@code peek}, {@code element}, {@code contains}, {@code remove(Object)} and
 * iteration are refused.
 *
 * @param <E> the elements' type
 * @progress {@code put}, {@code take}, and {@code offer} and {@code poll} with a time, wait for a thread on the other
 *     side. The rest is as the queue's, save that the list of sleepers is lock-free.
 * @fairness None. Sleepers are woken in the order in which they came, but a thread that comes meanwhile may be faster.
 * @memory As the queue's, and as {@link BlockingQueue} asks for.
 * @linearization As the queue's; {@code put} and {@code take} at their last push or pop.
 * @space Two lists. One look at a list for each operation, and a few objects for each that sleeps.
 * @source The JDK's documentation of {@code LockSupport} and {@code BlockingQueue}; the crate async-channel by S.
 *     Glavina, which puts such lists around concurrent-queue; Dekker's argument for the two looks, as E. W. Dijkstra
 *     tells it, EWD123, 1965.
 */
public final class BlockingAdapter<E> extends AbstractQueue<E> implements BlockingQueue<E> {

    // In spin hints, as in Pauses: about 1,000 in all, before it sleeps.
    private static final int SHORTEST = 8;
    private static final int LONGEST = 512;

    /** What the queue is asked to give when it is drained. Never seen outside. */
    private static final Object DRAINED = new Object();

    private final ConcurrentQueue<E> queue;
    /** Who sleeps until there is an element, or is about to. */
    private final Queue<Thread> takers = new ConcurrentLinkedQueue<>();
    /** Who sleeps until there is room, or is about to. */
    private final Queue<Thread> putters = new ConcurrentLinkedQueue<>();

    /**
     * An adapter.
     *
     * @param queue what holds the elements; from now on to be used through this adapter only
     */
    public BlockingAdapter(ConcurrentQueue<E> queue) {
        this.queue = Objects.requireNonNull(queue, "queue");
    }

    // ---- putting ----

    /**
     * Adds an element if there is room now.
     *
     * @return whether it was added; false if the queue is full or closed
     */
    @Override
    public boolean offer(E element) {
        return tryPut(element) == PushResult.PUSHED;
    }

    /**
     * Adds an element if there is room now.
     *
     * @return true
     * @throws QueueClosedException if the queue is closed
     * @throws IllegalStateException if the queue is full
     */
    @Override
    public boolean add(E element) {
        PushResult result = tryPut(element);
        if (result == PushResult.FULL) {
            throw new IllegalStateException("the queue is full: it holds " + queue.capacity());
        }
        return added(result);
    }

    /**
     * Adds an element; waits while there is no room.
     *
     * @throws QueueClosedException if the queue is closed, now or while this waits; the element is not in it
     * @throws InterruptedException if interrupted, on entry or while this waits; the element is not in it
     */
    @Override
    public void put(E element) throws InterruptedException {
        added(put(element, false, 0));
    }

    /**
     * Adds an element; waits while there is no room, but not longer than the given time.
     *
     * @return whether it was added; false if the time is over, or the queue closed
     * @throws InterruptedException if interrupted, on entry or while this waits; the element is not in it
     */
    @Override
    public boolean offer(E element, long time, TimeUnit unit) throws InterruptedException {
        return put(element, true, unit.toNanos(time)) == PushResult.PUSHED;
    }

    private static boolean added(PushResult result) {
        if (result == PushResult.CLOSED) {
            throw new QueueClosedException("the queue is closed: nothing can be added");
        }
        return true;
    }

    private PushResult tryPut(E element) {
        PushResult result = queue.push(element);
        if (result == PushResult.PUSHED) {
            wakeFirst(takers); // after the push
        }
        return result;
    }

    private PushResult put(E element, boolean timed, long nanos) throws InterruptedException {
        long start = timed ? System.nanoTime() : 0;
        refuseInterrupted();
        PushResult result = tryPut(element);
        if (result != PushResult.FULL || timed && nanos <= 0) {
            return result;
        }
        Object settled = await(putters, timed, start + nanos, () -> !queue.isFull(), () -> {
            PushResult now = tryPut(element);
            return now == PushResult.FULL ? null : now;
        });
        return settled == null ? PushResult.FULL : (PushResult) settled;
    }

    // ---- taking ----

    /** Takes the element at the head; null if there is none now. */
    @Override
    public E poll() {
        E element = queue.pop();
        if (element != null) {
            wakeFirst(putters); // after the pop
        }
        return element;
    }

    /**
     * Takes the element at the head; waits while there is none.
     *
     * @throws QueueClosedException if the queue is closed and nothing is left, now or while this waits
     * @throws InterruptedException if interrupted, on entry or while this waits; nothing is taken then
     */
    @Override
    public E take() throws InterruptedException {
        Object taken = take(false, 0);
        if (taken == DRAINED) {
            throw new QueueClosedException("the queue is closed, and nothing is left in it");
        }
        return cast(taken);
    }

    /**
     * Takes the element at the head; waits while there is none, but not longer than the given time.
     *
     * @return the element; null if the time is over, or the queue closed and nothing left
     * @throws InterruptedException if interrupted, on entry or while this waits; nothing is taken then
     */
    @Override
    public E poll(long time, TimeUnit unit) throws InterruptedException {
        Object taken = take(true, unit.toNanos(time));
        return taken == DRAINED ? null : cast(taken);
    }

    private Object tryTake() {
        Object taken = queue.pop(cast(DRAINED));
        if (taken != null && taken != DRAINED) {
            wakeFirst(putters); // after the pop
        }
        return taken;
    }

    private Object take(boolean timed, long nanos) throws InterruptedException {
        long start = timed ? System.nanoTime() : 0;
        refuseInterrupted();
        Object taken = tryTake();
        if (taken != null || timed && nanos <= 0) {
            return taken;
        }
        return await(takers, timed, start + nanos, () -> !queue.isEmpty(), this::tryTake);
    }

    @Override
    public int drainTo(Collection<? super E> sink) {
        return drainTo(sink, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> sink, int limit) {
        Objects.requireNonNull(sink, "sink");
        if (sink == this) {
            throw new IllegalArgumentException("a queue cannot be drained to itself");
        }
        int drained = 0;
        for (E element; drained < limit && (element = poll()) != null; drained++) {
            sink.add(element);
        }
        return drained;
    }

    @SuppressWarnings("unchecked") // elements; and DRAINED, which never gets out
    private E cast(Object element) {
        return (E) element;
    }

    // ---- sleeping ----

    /**
     * Tries, spinning at first and sleeping then, until something comes of it.
     *
     * @param ready whether there may be something for the next sleeper
     * @param attempt null if there was nothing
     * @return what came of it; null if the time is over
     */
    private Object await(Queue<Thread> sleepers, boolean timed, long deadline, BooleanSupplier ready,
            Supplier<?> attempt)
            throws InterruptedException {
        Object result;
        for (int pause = SHORTEST; pause <= LONGEST; pause *= 2) {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            if ((result = attempt.get()) != null) {
                return result;
            }
        }
        Thread me = Thread.currentThread();
        sleepers.add(me);
        // In this order: into the list, look, sleep. Who pushes (or pops) after the look finds us in the list.
        while ((result = attempt.get()) == null && !me.isInterrupted()) {
            if (!timed) {
                LockSupport.park(this); // may return for no reason: we loop
            } else if (deadline - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, deadline - System.nanoTime());
            } else {
                break;
            }
        }
        sleepers.remove(me);
        if (ready.getAsBoolean()) {
            wakeFirst(sleepers); // we may have been woken for two elements, or for one that we don't take: pass it on
        }
        if (result == null) {
            refuseInterrupted(); // that is why, or it came at the last moment: either way it must not be lost
        }
        return result;
    }

    private static void wakeFirst(Queue<Thread> sleepers) {
        Thread first = sleepers.peek(); // stays in the list until it has tried, and then wakes the next
        if (first != null) {
            LockSupport.unpark(first);
        }
    }

    private static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /**
     * Closes the queue, and wakes all who sleep.
     *
     * @return whether this call closed it; false if it was closed already
     */
    public boolean close() {
        boolean closed = queue.close();
        takers.forEach(LockSupport::unpark); // after the close: who comes to sleep now sees it
        putters.forEach(LockSupport::unpark);
        return closed;
    }

    // ---- the rest ----

    /**
     * Whether the queue is closed. It may hold elements still.
     *
     * @return whether it is closed; once true, always true
     */
    public boolean isClosed() {
        return queue.isClosed();
    }

    @Override
    public int size() {
        return queue.size();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * How many elements could be added now, were it not for other threads; {@code Integer.MAX_VALUE} if without bounds.
     */
    @Override
    public int remainingCapacity() {
        return queue.capacity() == Integer.MAX_VALUE ? Integer.MAX_VALUE : queue.capacity() - queue.size();
    }

    /**
     * Refused: see the class.
     *
     * @return never
     * @throws UnsupportedOperationException always
     */
    @Override
    public E peek() {
        throw new UnsupportedOperationException("this queue shows no element without taking it: use poll()");
    }

    /**
     * Refused: see the class.
     *
     * @return never
     * @throws UnsupportedOperationException always
     */
    @Override
    public Iterator<E> iterator() {
        throw new UnsupportedOperationException("this queue shows no element without taking it: use drainTo()");
    }

    @Override
    public String toString() {
        return "BlockingAdapter[" + queue + "]";
    }
}
