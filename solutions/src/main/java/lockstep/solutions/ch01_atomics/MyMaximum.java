package lockstep.solutions.ch01_atomics;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers the greatest number that any thread ever offered.
 *
 * <p>Java has no single step "raise to at least n", so we make one from compare-and-set: read, decide, and write
 * <em>only if what we read still stands</em>. If not, somebody else got in between: read again <em>and decide again</em>. The loop is
 * lock-free: our attempt fails only because another thread's succeeded. Weak is enough here: a failure without a reason costs
 * one more turn, and on ARM without single-instruction compare-and-set the strong form hides just such a loop inside ours.
 *
 * <p>Alternatives:
 * <ul>
 * <li>{@code max.accumulateAndGet(number, Math::max)}: the same loop in the library; right, one line. It writes even if nothing rises, which takes
 *     the cache line from all others; ours only reads then.
 * <li>{@code compareAndExchange}: returns what it found, which saves the second read after a failure. It has no weak form.
 * <li>{@code LongAccumulator(Long::max, …)}: several cells; for many threads that offer all the time and a maximum seldom asked for.
 * <li>{@code synchronized} on both methods: right. A thread that loses its processor inside the lock holds up all others.
 * <li>Deciding once and then repeating only the write: wrong, since the maximum may have risen above your number in the meantime.
 * </ul>
 */
public class MyMaximum {

    /** Never falls. */
    private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

    /** Raises the maximum to the number, if the number is greater. */
    public void offer(int number) {
        int seen = max.get();
        while (number > seen && !max.weakCompareAndSetVolatile(seen, number)) {
            seen = max.get();
        }
    }

    /** Returns the greatest number offered so far; Integer.MIN_VALUE if there was none. */
    public int max() {
        return max.get();
    }
}
