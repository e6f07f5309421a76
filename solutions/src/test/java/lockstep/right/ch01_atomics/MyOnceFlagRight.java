package lockstep.right.ch01_atomics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.StampedLock;
import lockstep.proof.Right;

/** Other right answers to 1.2: the judge passes each of them. */
public final class MyOnceFlagRight {

    private MyOnceFlagRight() {}

    @Right(exercise = "1.2", why = "compare-and-set says it outright")
    public static class CompareAndSet {
        private final AtomicBoolean claimed = new AtomicBoolean();

        public boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }

    @Right(exercise = "1.2", why = "looks first, and swaps only a flag that looks free")
    public static class LooksFirst {
        private final AtomicBoolean claimed = new AtomicBoolean();

        public boolean claim() {
            return !claimed.getOpaque() && !claimed.getAndSet(true);
        }
    }

    @Right(exercise = "1.2", why = "look and write under one lock")
    public static class Synchronized {
        private boolean claimed;

        public synchronized boolean claim() {
            boolean won = !claimed;
            claimed = true;
            return won;
        }
    }

    @Right(exercise = "1.2", why = "a field and a VarHandle; that one wins does not depend on ordering")
    public static class AcquireSwap {
        private static final VarHandle CLAIMED;

        static {
            try {
                CLAIMED = MethodHandles.lookup().findVarHandle(AcquireSwap.class, "claimed", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("unused")
        private boolean claimed;

        public boolean claim() {
            return !(boolean) CLAIMED.getAndSetAcquire(this, true);
        }
    }

    @Right(exercise = "1.2", why = "weak and plain, but in a loop: it gives up only when the flag is taken")
    public static class WeakLoop {
        private final AtomicBoolean claimed = new AtomicBoolean();

        public boolean claim() {
            while (!claimed.getOpaque()) {
                if (claimed.weakCompareAndSetPlain(false, true)) {
                    return true;
                }
            }
            return false;
        }
    }

    @Right(exercise = "1.2", why = "counts the calls in one step: number 0 wins")
    public static class FirstNumber {
        private final AtomicInteger calls = new AtomicInteger();

        public boolean claim() {
            return calls.getAndIncrement() == 0;
        }
    }

    @Right(exercise = "1.2", why = "a bit is set in one step")
    public static class Bit {
        private static final VarHandle BITS;

        static {
            try {
                BITS = MethodHandles.lookup().findVarHandle(Bit.class, "bits", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("unused")
        private int bits;

        public boolean claim() {
            return ((int) BITS.getAndBitwiseOr(this, 1) & 1) == 0;
        }
    }

    @Right(exercise = "1.2", why = "one permit, never given back")
    public static class OnePermit {
        private final Semaphore permit = new Semaphore(1);

        public boolean claim() {
            return permit.tryAcquire();
        }
    }

    @Right(exercise = "1.2", why = "a concurrent set adds an element once")
    public static class InASet {
        private final Set<String> claims = ConcurrentHashMap.newKeySet();

        public boolean claim() {
            return claims.add("claimed");
        }
    }

    @Right(exercise = "1.2",
            why = "the winner leaves its mark by compare-and-exchange, and whoever finds none was first")
    public static class FirstMark {
        private final AtomicReference<Object> winner = new AtomicReference<>();

        public boolean claim() {
            return winner.compareAndExchange(null, new Object()) == null;
        }
    }

    @Right(exercise = "1.2", why = "a write lock that is not reentrant, taken once and kept")
    public static class KeptLock {
        private final StampedLock lock = new StampedLock();

        public boolean claim() {
            return lock.tryWriteLock() != 0;
        }
    }
}
