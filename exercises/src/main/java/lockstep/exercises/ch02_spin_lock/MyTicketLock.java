package lockstep.exercises.ch02_spin_lock;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Todo;

/**
 * Goal: first come, first served. lock() draws a ticket and waits until its number is called.
 * unlock() calls the next number. tryLock() draws a ticket only if it would be called at once.
 */
public class MyTicketLock {

    /** The next ticket to be drawn. */
    private final AtomicInteger next = new AtomicInteger();

    /** The ticket whose owner may be inside. */
    private final AtomicInteger called = new AtomicInteger();

    /** Comes back when the lock is yours. */
    public void lock() {
        throw new Todo("2.5");
    }

    /** No waiting: true if the lock is yours now. False leaves no ticket behind. */
    public boolean tryLock() {
        throw new Todo("2.5");
    }

    /** Gives the lock to whoever waits longest. */
    public void unlock() {
        throw new Todo("2.5");
    }
}
