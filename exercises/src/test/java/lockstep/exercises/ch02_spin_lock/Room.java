package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lockstep.harness.Actor;
import lockstep.harness.Trial;

/**
 * A room for one, with the learner's lock on its door. It notices when two are inside, and counts visits
 * in a plain field that nothing but the lock protects.
 */
public final class Room {

    private static final String CROWDED = "Two threads were inside at the same time.";

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean crowded;
    private int visits;

    /** Locks, stays a moment, unlocks: this many times. Fails as soon as two were inside. */
    public void visit(int times, Runnable lock, Runnable unlock) {
        for (int i = 0; i < times; i++) {
            lock.run();
            try {
                stay();
            } finally {
                unlock.run();
            }
            assertFalse(crowded, CROWDED);
        }
    }

    /** One stay. It lasts long enough for an intruder to come in meanwhile, on one processor too. */
    public void stay() {
        if (inside.incrementAndGet() != 1) {
            crowded = true;
        }
        int before = visits;
        Thread.yield();
        visits = before + 1;
        if (inside.decrementAndGet() != 0) {
            crowded = true;
        }
    }

    /** Fails if two were inside at once, or if visits were lost. */
    public void assertOrderly(int expectedVisits) {
        assertFalse(crowded, CROWDED);
        assertEquals(expectedVisits, visits, "The counter that the lock protects lost visits");
    }

    /**
     * Stops one thread just before one of its accesses in tryLock(), and lets another take the lock meanwhile. Fails if
     * the first, when it goes on, comes in as well, or waits for the other to leave. The lock must be new.
     *
     * @return whether tryLock() has come as far as that access at all
     */
    public static boolean intrude(int place, BooleanSupplier tryLock, Runnable lock, Runnable unlock) {
        CountDownLatch leave = new CountDownLatch(1);
        AtomicBoolean in = new AtomicBoolean();
        AtomicBoolean both = new AtomicBoolean();
        Actor trying = Trial.stopAt(place, "trying", () -> {
            if (tryLock.getAsBoolean()) {
                both.set(in.get());
                unlock.run();
            }
        });
        boolean stopped = trying.awaitStop();
        Actor other = Trial.watch("other", () -> {
            lock.run();
            in.set(true);
            leave.await();
            in.set(false);
            unlock.run();
        });
        for (int still = 0; !in.get() && still < 5 && other.steps().size() < 1000; ) { // until it is in, or waits
            LockSupport.parkNanos(500_000);
            still = other.state() == Thread.State.RUNNABLE ? 0 : still + 1;
        }
        trying.goOn();
        for (int i = 0; i < 80 && trying.awaitWaiting(); i++) {
            trying.clearSteps();
        }
        boolean waits = !trying.isDone();
        assertFalse(both.get(), "While one thread was in the middle of tryLock(), another took the lock. tryLock() said true all the same: "
                + "two threads were inside.");
        leave.countDown();
        assertFalse(waits, "While one thread was in the middle of tryLock(), another took the lock. Now tryLock() does not come back: it waits.");
        trying.join();
        other.join();
        return stopped;
    }
}
