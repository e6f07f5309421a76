package lockstep.solutions.ch02_spin_lock;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * First hope: most locks are free again within a microsecond, and putting a thread to sleep and waking it costs
 * ten times that or more. Then sleep, because a core that spins does nobody any good.
 *
 * The order in lock() is what saves you: put your name down, try once more, and only then park. If unlock() came before
 * your name was down, the try succeeds. If it came after, it sees your name and wakes you. An unpark that comes
 * before the park is not lost: the park returns at once. A park may also return for no reason, or
 * because of an interrupt, so it stands in a loop, and only the swap decides.
 *
 * unlock() needs set(false), not setRelease. It writes locked and then reads the queue, while lock() writes the queue and then
 * reads locked. Release and acquire allow both to read the old value (even x86 does): a lost wake-up. Volatile forbids it.
 *
 * The sleeper takes its name off the list itself, once it is in. If unlock() took it off, a thread that is woken,
 * and finds that another was faster, would sleep again with no name on the list.
 *
 * A thread that was interrupted does not sleep: park returns at once, and it spins until it is in. Nothing breaks; the
 * library's lock sets the interrupt aside while it sleeps, and gives it back at the end.
 *
 * Alternatives, and what they cost:
 * - park with a time limit, say 1 ms: hides a lost wake-up instead of curing it, and wakes up for nothing.
 * - no queue, one state word with three values (free, taken, taken with sleepers) and the kernel's futex: what Rust's
 *   Mutex does, and chapter 9 of the book. Java has no futex; the queue stands for it.
 * - hand the lock to the first sleeper instead of freeing it: fair, and every hand-over costs a wake-up.
 * - ReentrantLock: queue, park and cancellation, well tested. This is what you would use at work.
 */
public class MyParkingLock {

    private static final int SPINS = 100;

    private final AtomicBoolean locked = new AtomicBoolean();

    /** The threads that sleep, or are about to. */
    private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

    /** Comes back when the lock is yours. */
    public void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (!locked.get() && !locked.getAndSet(true)) {
                return;
            }
            Thread.onSpinWait();
        }
        Thread me = Thread.currentThread();
        sleepers.add(me); // 1. put your name down
        while (locked.getAndSet(true)) { // 2. try once more
            LockSupport.park(this); // 3. and only then sleep
        }
        sleepers.remove(me);
    }

    /** Gives the lock back, and wakes a sleeper. */
    public void unlock() {
        locked.set(false); // volatile: this write comes before the look at the list, in every thread's eyes
        LockSupport.unpark(sleepers.peek()); // unpark(null) does nothing
    }
}
