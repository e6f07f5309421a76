package lockstep.right.ch01_atomics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.proof.Right;

/** Other right answers to 1.3: the judge passes each of them. */
public final class MyMaximumRight {

    private MyMaximumRight() {}

    @Right(exercise = "1.3", why = "the library has the loop")
    public static class Accumulated {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            max.accumulateAndGet(number, Math::max);
        }

        public int max() {
            return max.get();
        }
    }

    @Right(exercise = "1.3", why = "strong compare-and-set, with the look inside the loop")
    public static class LooksEachTime {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            while (true) {
                int seen = max.get();
                if (number <= seen || max.compareAndSet(seen, number)) {
                    return;
                }
            }
        }

        public int max() {
            return max.get();
        }
    }

    @Right(exercise = "1.3", why = "compare-and-exchange hands back what it found: no second look")
    public static class Exchanges {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            int seen = max.get();
            while (number > seen) {
                int found = max.compareAndExchange(seen, number);
                if (found == seen) {
                    return;
                }
                seen = found;
            }
        }

        public int max() {
            return max.get();
        }
    }

    @Right(exercise = "1.3",
            why = "one variable only: that it never falls is coherence, which opaque and plain updates have too")
    public static class Weakest {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            int seen = max.getOpaque();
            while (number > seen && !max.weakCompareAndSetPlain(seen, number)) {
                seen = max.getOpaque();
            }
        }

        public int max() {
            return max.getOpaque();
        }
    }

    @Right(exercise = "1.3", why = "several cells, the greatest counts")
    public static class Accumulator {
        private final LongAccumulator max = new LongAccumulator(Long::max, Integer.MIN_VALUE);

        public void offer(int number) {
            max.accumulate(number);
        }

        public int max() {
            return (int) max.get();
        }
    }

    @Right(exercise = "1.3", why = "both methods under one lock")
    public static class SynchronizedBoth {
        private int max = Integer.MIN_VALUE;

        public synchronized void offer(int number) {
            if (number > max) {
                max = number;
            }
        }

        public synchronized int max() {
            return max;
        }
    }

    @Right(exercise = "1.3",
            why = "writers hold a lock; the field is volatile for those who only read, and for a look before the lock")
    public static class LooksBeforeTheLock {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile int max = Integer.MIN_VALUE;

        public void offer(int number) {
            if (number <= max) {
                return;
            }
            lock.lock();
            try {
                max = Math.max(max, number);
            } finally {
                lock.unlock();
            }
        }

        public int max() {
            return max;
        }
    }

    @Right(exercise = "1.3", why = "a field and its VarHandle, release and acquire")
    public static class ByHandle {
        private static final VarHandle MAX;

        static {
            try {
                MAX = MethodHandles.lookup().findVarHandle(ByHandle.class, "max", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("unused")
        private int max = Integer.MIN_VALUE;

        public void offer(int number) {
            int seen = (int) MAX.getAcquire(this);
            while (number > seen && !MAX.weakCompareAndSetRelease(this, seen, number)) {
                seen = (int) MAX.getAcquire(this);
            }
        }

        public int max() {
            return (int) MAX.getAcquire(this);
        }
    }
}
