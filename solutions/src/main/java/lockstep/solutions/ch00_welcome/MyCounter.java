package lockstep.solutions.ch00_welcome;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls of increment(), whoever made them.
 *
 * <p>{@code count++} on a plain field reads, adds and writes: three steps, and two threads that both read 7 both write 8.
 * {@code incrementAndGet()} is one step, which the processor does undivided ({@code lock xadd} on x86): no thread can come
 * between. It is also a volatile access, so that every later {@code get()} sees it.
 *
 * <p>Alternatives:
 * <ul>
 * <li>{@code synchronized} on <em>both</em> methods: right, and the way to go as soon as two fields must change together.
 *     Uncontended it costs about as much as the atomic step; under contention threads are put to sleep and woken, which is
 *     dear for one addition. Only on {@code increment()} it would be wrong: a reader without the lock may never see a change.
 * <li>{@code LongAdder}: several counters behind one face, so that threads seldom meet. Faster when many threads count all the
 *     time, dearer to read and bigger; {@code sum()} is no snapshot, yet it misses no call that had returned before.
 * <li>{@code volatile int count} with {@code count++}: wrong. Volatile makes the read and the write visible, and still two steps.
 * </ul>
 */
public class MyCounter {

    private final AtomicInteger count = new AtomicInteger();

    /** Adds one. */
    public void increment() {
        count.incrementAndGet();
    }

    /** Returns how many calls of increment() there were; a new counter says 0. */
    public int get() {
        return count.get();
    }
}
