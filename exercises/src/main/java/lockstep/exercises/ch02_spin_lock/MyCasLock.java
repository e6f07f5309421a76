package lockstep.exercises.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Todo;

/**
 * Goal: a spin lock that knows who is inside. Its one word is null, or the thread that holds the lock.
 * Weak compare-and-set, in a loop, changes null to you. unlock() by anyone else throws and changes nothing.
 */
public class MyCasLock {

    private final AtomicReference<Thread> holder = new AtomicReference<>();

    /** Comes back when the lock is yours. */
    public void lock() {
        throw new Todo("2.2");
    }

    /** No waiting: true if the lock is yours now, false if it is taken. A free lock is never refused. */
    public boolean tryLock() {
        throw new Todo("2.2");
    }

    /**
     * Gives the lock back.
     *
     * @throws IllegalMonitorStateException if you are not the thread inside
     */
    public void unlock() {
        throw new Todo("2.2");
    }
}
