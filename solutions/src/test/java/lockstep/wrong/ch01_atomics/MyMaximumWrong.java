package lockstep.wrong.ch01_atomics;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 1.3. */
public final class MyMaximumWrong {

    private MyMaximumWrong() {
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "everyScheduleKeepsTheGreatest",
            why = "compares, then writes: a smaller number may overwrite a greater one")
    public static class CheckThenSet {
        private volatile int max = Integer.MIN_VALUE;

        public void offer(int number) {
            if (number > max) {
                max = number;
            }
        }

        public int max() {
            return max;
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "everyScheduleKeepsTheGreatest",
            why = "an atomic get and an atomic set are not one atomic step")
    public static class GetThenSet {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            max.set(Math.max(max.get(), number));
        }

        public int max() {
            return max.get();
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "everyScheduleKeepsTheGreatest",
            why = "a failed compare-and-set is not tried again: the offer is forgotten")
    public static class TriesOnce {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            int seen = max.get();
            if (number > seen) {
                max.compareAndSet(seen, number);
            }
        }

        public int max() {
            return max.get();
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "everyScheduleKeepsTheGreatest",
            why = "decides once, then repeats only the write")
    public static class DecidesOnce {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            if (number > max.get()) {
                int seen;
                do {
                    seen = max.get();
                } while (!max.compareAndSet(seen, number));
            }
        }

        public int max() {
            return max.get();
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "everyScheduleKeepsTheGreatest",
            why = "swaps first and repairs later: in between the maximum is too small")
    public static class SwapsAndRepairs {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            int before = max.getAndSet(number);
            if (before > number) {
                max.set(before);
            }
        }

        public int max() {
            return max.get();
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "everyScheduleKeepsTheGreatest",
            why = "compares outside the lock and writes inside")
    public static class ComparesOutsideTheLock {
        private volatile int max = Integer.MIN_VALUE;

        public void offer(int number) {
            if (number > max) {
                synchronized (this) {
                    max = number;
                }
            }
        }

        public int max() {
            return max;
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "keepsTheGreatest",
            why = "a loop that never compares: the last offer wins")
    public static class LastOfferWins {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            int seen;
            do {
                seen = max.get();
            } while (!max.compareAndSet(seen, number));
        }

        public int max() {
            return max.get();
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "keepsTheGreatest",
            why = "starts at 0: negative numbers are lost")
    public static class StartsAtZero {
        private final AtomicInteger max = new AtomicInteger();

        public void offer(int number) {
            max.accumulateAndGet(number, Math::max);
        }

        public int max() {
            return max.get();
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.HUNG, breaks = "everyScheduleKeepsTheGreatest",
            why = "the loop does not read again, so once it failed it fails for ever")
    public static class NeverReadsAgain {
        private final AtomicInteger max = new AtomicInteger(Integer.MIN_VALUE);

        public void offer(int number) {
            int seen = max.get();
            while (number > seen && !max.compareAndSet(seen, number)) {
                Thread.onSpinWait();
            }
        }

        public int max() {
            return max.get();
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "everyScheduleKeepsTheGreatest",
            why = "the reader does not take the lock, so nothing obliges it to look again")
    public static class ReadsWithoutLock {
        private int max = Integer.MIN_VALUE;

        public synchronized void offer(int number) {
            max = Math.max(max, number);
        }

        public int max() {
            return max;
        }
    }

    @Wrong(exercise = "1.3", expect = Verdict.Kind.WRONG, breaks = "countsForItself",
            why = "a static field is shared by all")
    public static class SharedByAll {
        private static final AtomicInteger MAX = new AtomicInteger(Integer.MIN_VALUE);

        public SharedByAll() {
            MAX.set(Integer.MIN_VALUE);
        }

        public void offer(int number) {
            MAX.accumulateAndGet(number, Math::max);
        }

        public int max() {
            return MAX.get();
        }
    }
}
