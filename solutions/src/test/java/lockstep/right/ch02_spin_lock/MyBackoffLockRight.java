package lockstep.right.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.proof.Right;

/** Other right answers to 2.4: the judge passes each of them. */
public final class MyBackoffLockRight {

    private MyBackoffLockRight() {}

    @Right(exercise = "2.4", why = "volatile looks, and a shift instead of a product")
    public static class Shifts {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            for (int pause = 1; locked.get() || !locked.compareAndSet(false, true); pause = pause >= 64 ? 64 : pause << 1) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {
            locked.set(false);
        }
    }

    @Right(exercise = "2.4", why = "looks by swapping each time")
    public static class SwapsEachTime {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.getAndSet(true)) {
                pause = pauseFor(pause);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }

        private static int pauseFor(int hints) {
            for (int i = hints; i > 0; i--) {
                Thread.onSpinWait();
            }
            return Math.min(64, hints + hints);
        }
    }

    @Right(exercise = "2.4", why = "a weak compare-and-set that may pause once for nothing")
    public static class Weak {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (!locked.weakCompareAndSetAcquire(false, true)) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                if (pause < 64) {
                    pause *= 2;
                }
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }
}
