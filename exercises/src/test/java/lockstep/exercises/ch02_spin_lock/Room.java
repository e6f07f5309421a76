package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
    private void visit(int times, Runnable lock, Runnable unlock) {
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
    private void stay() {
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
    private void assertOrderly(int expectedVisits) {
        assertFalse(crowded, CROWDED);
        assertEquals(expectedVisits, visits, "The counter that the lock protects lost visits");
    }

    /** Several threads at once, each of which comes in by lock() this many times. */
    public static void crowd(int times, Runnable lock, Runnable unlock) {
        Room room = new Room();
        Trial.together(Trial.threads(), i -> room.visit(times, lock, unlock));
        room.assertOrderly(times * Trial.threads());
    }

    /** Several threads at once, each of which tries this many times, and comes in when tryLock() says so. */
    public static void attempts(int times, BooleanSupplier tryLock, Runnable unlock) {
        Room room = new Room();
        AtomicInteger stays = new AtomicInteger();
        Trial.together(Trial.threads(), i -> {
            for (int t = 0; t < times; t++) {
                if (tryLock.getAsBoolean()) {
                    room.stay();
                    stays.incrementAndGet();
                    unlock.run();
                }
            }
        });
        room.assertOrderly(stays.get());
    }
}
