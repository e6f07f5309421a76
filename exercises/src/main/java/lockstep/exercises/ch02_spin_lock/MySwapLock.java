package lockstep.exercises.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Todo;

/**
 * Goal: a lock made of one bool. One thread at a time is inside; the others spin.
 * One atomic swap takes it: put true in, look at what comes out.
 */
public class MySwapLock {

    private final AtomicBoolean locked = new AtomicBoolean();

    /** Comes back when the lock is yours. */
    public void lock() {
        throw new Todo("2.1");
    }

    /** One try, no waiting: true if the lock is yours now, false if it is taken. */
    public boolean tryLock() {
        throw new Todo("2.1");
    }

    /** Gives the lock back. */
    public void unlock() {
        throw new Todo("2.1");
    }
}
