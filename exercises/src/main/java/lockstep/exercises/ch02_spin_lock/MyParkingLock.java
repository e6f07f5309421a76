package lockstep.exercises.ch02_spin_lock;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.harness.Todo;

/**
 * Goal: spin briefly, then sleep. lock() tries up to SPINS times, then parks, without a time limit, until it is woken.
 * unlock() wakes a sleeper, if there is one. No sleeper is ever forgotten.
 */
public class MyParkingLock {

    private static final int SPINS = 100;

    private final AtomicBoolean locked = new AtomicBoolean();

    /** The threads that sleep, or are about to. */
    private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

    /** Comes back when the lock is yours. */
    public void lock() {
        throw new Todo("2.6");
    }

    /** Gives the lock back, and wakes a sleeper. */
    public void unlock() {
        throw new Todo("2.6");
    }
}
