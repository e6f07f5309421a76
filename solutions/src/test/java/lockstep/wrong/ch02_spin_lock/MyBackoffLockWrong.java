package lockstep.wrong.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Wrong versions of exercise 2.4. */
public final class MyBackoffLockWrong {

    private MyBackoffLockWrong() {}

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "one hint between two looks, however long it waits")
    public static class NeverBacksOff {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                while (locked.getOpaque()) {
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "no hint at all")
    public static class NeverPauses {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get() || locked.getAndSet(true)) {
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "the pause doubles without an end")
    public static class NoBound {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.get() || locked.getAndSet(true)) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause *= 2;
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "asks whether the bound is reached before it doubles: 64 becomes 128")
    public static class BoundChecksTooLate {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.get() || locked.getAndSet(true)) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                if (pause <= 64) {
                    pause *= 2;
                }
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "begins with the longest pause")
    public static class AlwaysTheLongest {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.get() || locked.getAndSet(true)) {
                for (int i = 0; i < 64; i++) {
                    Thread.onSpinWait();
                }
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "adds one instead of doubling")
    public static class GrowsByOne {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.get() || locked.getAndSet(true)) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(pause + 1, 64);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "falls back to 1 when it reaches the bound")
    public static class WrapsAround {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.get() || locked.getAndSet(true)) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause = pause >= 64 ? 1 : 2 * pause;
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "begins with 0, and twice 0 is 0")
    public static class StartsAtNothing {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 0;
            while (locked.get() || locked.getAndSet(true)) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(2 * pause, 64);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "sleeps between two looks; a spin lock stays awake")
    public static class SleepsInstead {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            long pause = 1;
            while (locked.get() || locked.getAndSet(true)) {
                java.util.concurrent.locks.LockSupport.parkNanos(1000 * pause);
                pause = Math.min(2 * pause, 64);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = {"pausesGrow", "pausesStartAgain"},
            why = "the pause is a field of the lock: whoever waits next begins with the longest")
    public static class PauseInAField {
        private final AtomicBoolean locked = new AtomicBoolean();

        private volatile int pause = 1;

        public void lock() {
            while (locked.get() || locked.getAndSet(true)) {
                int now = pause;
                for (int i = 0; i < now; i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(2 * now, 64);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "takesAndFrees",
            why = "pauses before its first look, so a free lock costs a pause too")
    public static class PausesFirst {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            do {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(2 * pause, 64);
            } while (locked.get() || locked.getAndSet(true));
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "looks after every hint of the pause, so it looks as often as ever")
    public static class LooksInEveryPause {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.getAndSet(true)) {
                for (int i = 0; i < pause && locked.get(); i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(2 * pause, 64);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleExcludes",
            why = "backs off well, and then takes the lock without asking again")
    public static class GetThenSet {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.get()) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(2 * pause, 64);
            }
            locked.set(true);
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "pausesGrow",
            why = "goes in when the pause has reached its bound")
    public static class GivesUpAtTheBound {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (pause < 64 && (locked.get() || locked.getAndSet(true))) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(2 * pause, 64);
            }
        }

        public void unlock() {
            locked.setRelease(false);
        }
    }

    @Wrong(
            exercise = "2.4",
            expect = Verdict.Kind.WRONG,
            breaks = "everyScheduleHandsOver",
            why = "an opaque unlock() orders nothing")
    public static class UnlockOpaque {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            int pause = 1;
            while (locked.getOpaque() || locked.getAndSet(true)) {
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                pause = Math.min(2 * pause, 64);
            }
        }

        public void unlock() {
            locked.setOpaque(false);
        }
    }
}
