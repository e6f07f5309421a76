package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.atomic.AtomicInteger;

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
}
