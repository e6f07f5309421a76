package lockstep.wrong.ch03_value_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 3.1. The judge has to reject each of them. */
public final class MyValueLockWrong {

    private MyValueLockWrong() {}

    @Wrong(exercise = "3.1", expect = Verdict.Kind.HUNG, breaks = "unlockOpens",
        why = "unlock() does nothing, so the first holder keeps the turn for ever.")
    public static class UnlockDoesNothing<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public UnlockDoesNothing(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return value;
        }

        public void unlock() {
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "lock() only sets the flag and does not care whether it was set: nobody ever waits.")
    public static class LockOnlySetsTheFlag<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public LockOnlySetsTheFlag(T value) {
            this.value = value;
        }

        public T lock() {
            taken.set(true);
            return value;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "One compareAndSet whose answer is thrown away: who loses goes on as if it had won.")
    public static class TriesOnce<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public TriesOnce(T value) {
            this.value = value;
        }

        public T lock() {
            taken.compareAndSet(false, true);
            return value;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "Looks at the flag, then sets it. Two threads can both look before either sets.")
    public static class LooksThenSets<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public LooksThenSets(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.get()) {
                Thread.onSpinWait();
            }
            taken.set(true);
            return value;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "A volatile boolean makes each look and each store visible, but the two are still two steps.")
    public static class VolatileFlag<T> {
        private volatile boolean taken;
        private final T value;

        public VolatileFlag(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken) {
                Thread.onSpinWait();
            }
            taken = true;
            return value;
        }

        public void unlock() {
            taken = false;
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "synchronized guards the method lock(), not the time between lock() and unlock(): the monitor is free "
            + "again when lock() returns.")
    public static class SynchronizedMethods<T> {

        private final T value;

        public SynchronizedMethods(T value) {
            this.value = value;
        }

        public synchronized T lock() {
            return value;
        }

        public synchronized void unlock() {
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "Gives the turn back in a finally, before the caller has even got the value.")
    public static class LetsGoBeforeReturning<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public LetsGoBeforeReturning(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            try {
                return value;
            } finally {
                taken.set(false);
            }
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = {"oneAtATime", "allGetIn", "neverTwo"},
        why = "Loses patience after ten thousand tries and goes in without the turn.")
    public static class LosesPatience<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public LosesPatience(T value) {
            this.value = value;
        }

        public T lock() {
            for (int tries = 0; tries < 10_000; tries++) {
                if (taken.compareAndSet(false, true)) {
                    return value;
                }
                Thread.onSpinWait();
            }
            return value;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "locksAreStrangers",
        why = "The flag is static, so a holder of one lock keeps others out of all locks.")
    public static class StaticFlag<T> {
        private static final AtomicBoolean TAKEN = new AtomicBoolean();
        private final T value;

        public StaticFlag(T value) {
            this.value = value;
        }

        public T lock() {
            while (TAKEN.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return value;
        }

        public void unlock() {
            TAKEN.set(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "locksAreStrangers",
        why = "The value is static: the lock made last overwrites the value of all others.")
    public static class StaticValue<T> {
        private static Object value;
        private final AtomicBoolean taken = new AtomicBoolean();

        public StaticValue(T value) {
            StaticValue.value = value;
        }

        @SuppressWarnings("unchecked")
        public T lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return (T) value;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "unlockOpens",
        why = "Takes the value out of the lock, as a lock may, but does not put it back: the second turn gets null.")
    public static class TakesTheValueOut<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public TakesTheValueOut(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            T out = value;
            value = null;
            return out;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "Looks once before it sleeps and not after waking: an if where a while belongs. All that wake go in "
            + "together.")
    public static class WaitsWithIf<T> {
        private boolean taken;
        private final T value;

        public WaitsWithIf(T value) {
            this.value = value;
        }

        public synchronized T lock() {
            if (taken) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            taken = true;
            return value;
        }

        public synchronized void unlock() {
            taken = false;
            notifyAll();
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.HUNG, breaks = "noScheduleLetsTwoIn",
        why = "unlock() clears the flag and wakes nobody: who sleeps in wait() sleeps for ever.")
    public static class WakesNobody<T> {
        private boolean taken;
        private final T value;

        public WakesNobody(T value) {
            this.value = value;
        }

        public synchronized T lock() {
            while (taken) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            taken = true;
            return value;
        }

        public synchronized void unlock() {
            taken = false;
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.HUNG, breaks = "noScheduleLetsTwoIn",
        why = "Tells the sleepers with a plain boolean set outside the monitor, in two steps: it looks, then parks, "
            + "and the wake-up that came in between is lost.")
    public static class LosesTheWakeUp<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private volatile Thread sleeper;
        private final T value;

        public LosesTheWakeUp(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.getAndSet(true)) {
                LockSupport.park();
                sleeper = Thread.currentThread();
            }
            return value;
        }

        public void unlock() {
            taken.set(false);
            LockSupport.unpark(sleeper);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "nextHolderSees",
        why = "unlock() stores false opaquely. Nothing makes the holder's writes to the value visible to the next "
            + "holder. x86 hides it.")
    public static class OpaqueUnlock<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public OpaqueUnlock(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return value;
        }

        public void unlock() {
            taken.setOpaque(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.WRONG, breaks = "nextHolderSees",
        why = "lock() takes the flag without acquire: the reads of the value may be done before the lock was had. "
            + "x86 hides it.")
    public static class PlainCompareAndSet<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public PlainCompareAndSet(T value) {
            this.value = value;
        }

        public T lock() {
            while (!taken.weakCompareAndSetPlain(false, true)) {
                Thread.onSpinWait();
            }
            return value;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.1", expect = Verdict.Kind.HUNG, breaks = "nobodyIsLeftWaiting",
        why = "Remembers one sleeper. The second one takes the first one's place, and nobody ever wakes the first: two "
            + "threads get along, three don't.")
    public static class RemembersOneSleeper<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private volatile Thread sleeper;
        private final T value;

        public RemembersOneSleeper(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.getAndSet(true)) {
                sleeper = Thread.currentThread();
                if (taken.get()) {
                    LockSupport.park();
                }
            }
            return value;
        }

        public void unlock() {
            taken.set(false);
            LockSupport.unpark(sleeper);
        }
    }
}
