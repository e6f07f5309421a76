package lockstep.right.ch02_spin_lock;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.proof.Right;

/** Other right answers to 2.3: the judge passes each of them. */
public final class MyTtasLockRight {

    private MyTtasLockRight() {}

    @Right(exercise = "2.3", why = "reads first, then swaps, in one condition")
    public static class ReadsFirst {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get() || locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.set(false);
        }
    }

    @Right(exercise = "2.3", why = "acquire reads and a weak compare-and-set that is tried when the lock looks free")
    public static class WeakWhenFree {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            do {
                while (locked.getAcquire()) {
                    Thread.yield();
                }
            } while (!locked.weakCompareAndSetAcquire(false, true));
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Right(exercise = "2.3", why = "the acquire by a fence after the loops")
    public static class FenceAfterTheLoops {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            do {
                while (locked.getOpaque()) {
                    Thread.onSpinWait();
                }
            } while (!locked.weakCompareAndSetPlain(false, true));
            VarHandle.acquireFence();
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Right(exercise = "2.3", why = "recursion instead of the outer loop")
    public static class Recursion {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            if (locked.getAndSet(true)) {
                while (locked.getOpaque()) {
                    Thread.onSpinWait();
                }
                lock();
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Right(exercise = "2.3", why = "a number instead of a bool")
    public static class ANumber {
        private final AtomicInteger taken = new AtomicInteger();

        public void lock() {
            while (taken.getAndIncrement() != 0) {
                while (taken.getOpaque() != 0) {
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {
            taken.set(0);
        }
    }
}
