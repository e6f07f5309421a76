package lockstep.spin;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * What the locks of one bool have in common: how they wait with a limit, and what they refuse. How they are taken
 * and given back differs from lock to lock and stands in each class.
 */
abstract class SpinLock implements Lock {

    /** For the locks of this package. */
    SpinLock() {
    }

    /**
     * Takes the lock, unless the caller is interrupted first. Looks at the interrupt status in every round.
     *
     * @throws InterruptedException if the caller is interrupted, on entry or while it spins; the lock is then not held
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } while (!tryLockOrSpin());
    }

    /**
     * Takes the lock if it is free within the given time. Tries at least once, also with a {@code time} of 0 or less. It
     * spins all that time, for a spin lock has no queue to sleep in.
     *
     * @param time how long to wait at most
     * @param unit the unit of {@code time}
     * @return whether the caller holds the lock now
     * @throws InterruptedException if the caller is interrupted, on entry or while it spins; the lock is then not held
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        long start = System.nanoTime();
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (tryLockOrSpin()) {
                return true;
            }
        } while (System.nanoTime() - start < nanos); // a difference, since nanoTime may wrap around
        return false;
    }

    private boolean tryLockOrSpin() {
        if (tryLock()) {
            return true;
        }
        Thread.onSpinWait();
        return false;
    }

    /**
     * Refused: a condition would have to put its waiters to sleep, and a spin lock has nowhere to do so.
     *
     * @return never
     * @throws UnsupportedOperationException always
     */
    @Override
    public Condition newCondition() {
        throw noConditions(this);
    }

    static UnsupportedOperationException noConditions(Lock lock) {
        return new UnsupportedOperationException(lock.getClass().getSimpleName()
                + " has no conditions: use java.util.concurrent.locks.ReentrantLock where threads wait for a condition");
    }

    static IllegalMonitorStateException notHeld(Lock lock) {
        return new IllegalMonitorStateException("unlock() without lock(): this "
                + lock.getClass().getSimpleName() + " is free");
    }
}
