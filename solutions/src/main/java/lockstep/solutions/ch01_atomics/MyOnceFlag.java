package lockstep.solutions.ch01_atomics;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Many threads may claim it; exactly one call ever wins.
 *
 * <p>A swap reads and writes in one step. All swaps on one variable stand in one order; the first finds false, every other finds true.
 * So exactly one call learns that it was the first. A read and a write of their own cannot do that, volatile or not: two
 * threads may both read before either writes.
 *
 * <p>Alternatives:
 * <ul>
 * <li>{@code claimed.compareAndSet(false, true)}: right, and says what is meant. A loser's attempt writes nothing, though on x86 it fetches the
 *     cache line for itself all the same.
 * <li>Look first: {@code !claimed.get() && !claimed.getAndSet(true)}: right, and best when most calls come late: they only read, and
 *     a line that is only read stays in every processor's cache. Chapter 02 builds a lock from this idea.
 * <li>{@code synchronized}: right, two lines more, and losers may have to sleep for a moment.
 * <li>A VarHandle on a boolean field: saves the extra object. If nothing is handed over by claiming, {@code getAndSetAcquire} or even
 *     a relaxed swap is enough: that <em>one</em> wins never depends on ordering, only on the single step.
 * <li>{@code weakCompareAndSetVolatile} without a loop: wrong. It may fail for no reason on ARM, and then nobody wins.
 * </ul>
 */
public class MyOnceFlag {

    private final AtomicBoolean claimed = new AtomicBoolean();

    /** Returns true to the one caller that wins, false to every other, now and for ever. */
    public boolean claim() {
        return !claimed.getAndSet(true);
    }
}
