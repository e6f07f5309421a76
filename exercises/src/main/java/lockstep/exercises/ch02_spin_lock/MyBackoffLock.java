package lockstep.exercises.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Todo;

/**
 * Goal: look less and less often. Between two looks a waiting thread gives Thread.onSpinWait() once,
 * then 2, 4, 8 … times, never more than 64. Every lock() begins again at 1, and a free lock is taken without a pause.
 */
public class MyBackoffLock {

    private static final int LONGEST_PAUSE = 64;

    private final AtomicBoolean locked = new AtomicBoolean();

    /** Comes back when the lock is yours. */
    public void lock() {
        throw new Todo("2.4");
    }

    /** Gives the lock back. */
    public void unlock() {
        throw new Todo("2.4");
    }
}
