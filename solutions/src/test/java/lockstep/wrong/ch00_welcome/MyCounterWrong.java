package lockstep.wrong.ch00_welcome;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 0.1. */
public final class MyCounterWrong {

    private MyCounterWrong() {
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "count++ reads, adds and writes; another thread comes between")
    public static class NoAtomicity {
        private int count;

        public void increment() {
            count++;
        }

        public int get() {
            return count;
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "volatile makes both accesses visible, and they are still two")
    public static class VolatileIsNotAtomic {
        private volatile int count;

        public void increment() {
            count++;
        }

        public int get() {
            return count;
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "an atomic get and an atomic set are not one atomic step")
    public static class GetThenSet {
        private final AtomicInteger count = new AtomicInteger();

        public void increment() {
            count.set(count.get() + 1);
        }

        public int get() {
            return count.get();
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "a failed compare-and-set is not tried again")
    public static class TriesOnce {
        private final AtomicInteger count = new AtomicInteger();

        public void increment() {
            int seen = count.get();
            count.compareAndSet(seen, seen + 1);
        }

        public int get() {
            return count.get();
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "each call locks an object of its own: nobody keeps anybody out")
    public static class LockOfItsOwn {
        private volatile int count;

        public void increment() {
            Object lock = new Object();
            synchronized (lock) {
                count++;
            }
        }

        public int get() {
            return count;
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesOneOfThree",
            why = "the lock is the boxed number itself, which is another object after each increment")
    public static class LocksTheNumber {
        private volatile Integer count = 0;

        public void increment() {
            synchronized (count) {
                count++;
            }
        }

        public int get() {
            return count;
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "a home-made lock that looks and then takes lets two in")
    public static class LooksThenLocks {
        private volatile boolean busy;
        private volatile int count;

        public void increment() {
            while (busy) {
                Thread.onSpinWait();
            }
            busy = true;
            count++;
            busy = false;
        }

        public int get() {
            return count;
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "when the counter is busy, the call is dropped")
    public static class DropsWhenBusy {
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile int count;

        public void increment() {
            if (!busy.getAndSet(true)) {
                count++;
                busy.set(false);
            }
        }

        public int get() {
            return count;
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLosesACall",
            why = "each thread counts for itself")
    public static class OnePerThread {
        private final ThreadLocal<Integer> count = ThreadLocal.withInitial(() -> 0);

        public void increment() {
            count.set(count.get() + 1);
        }

        public int get() {
            return count.get();
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "aReaderIsWelcome",
            why = "the reader does not take the lock, so nothing obliges it to look again")
    public static class ReadsWithoutLock {
        private int count;

        public synchronized void increment() {
            count++;
        }

        public int get() {
            return count;
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "aReaderIsWelcome",
            why = "getPlain is a plain read: a loop may read once and never again")
    public static class ReadsPlain {
        private final AtomicInteger count = new AtomicInteger();

        public void increment() {
            count.incrementAndGet();
        }

        public int get() {
            return count.getPlain();
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = {"countsForOneThread", "countsForItself"},
            why = "a static field is shared by all counters")
    public static class SharedByAll {
        private static final AtomicInteger COUNT = new AtomicInteger();

        public void increment() {
            COUNT.incrementAndGet();
        }

        public int get() {
            return COUNT.get();
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.WRONG, breaks = "countsForOneThread",
            why = "reading empties the counter")
    public static class ReadingEmpties {
        private final AtomicInteger count = new AtomicInteger();

        public void increment() {
            count.incrementAndGet();
        }

        public int get() {
            return count.getAndSet(0);
        }
    }

    @Wrong(exercise = "0.1", expect = Verdict.Kind.HUNG, breaks = "countsForOneThread",
            why = "a home-made lock is taken and never given back")
    public static class NeverUnlocks {
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile int count;

        public void increment() {
            while (busy.getAndSet(true)) {
                Thread.onSpinWait();
            }
            count++;
        }

        public int get() {
            return count;
        }
    }
}
