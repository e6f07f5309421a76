package lockstep.exercises.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Todo;

/**
 * Goal: test, then test-and-set. While the lock is taken, a waiting thread only reads.
 * It swaps when the lock looks free, and goes back to reading when someone else was faster.
 */
public class MyTtasLock {

    private final AtomicBoolean locked = new AtomicBoolean();

    /** Comes back when the lock is yours. Writes nothing while the lock is taken. */
    public void lock() {
        throw new Todo("2.3");
    }

    /** Gives the lock back. */
    public void unlock() {
        throw new Todo("2.3");
    }
}
