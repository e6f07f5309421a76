package lockstep.exercises.ch02_spin_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Region;

/**
 * The scenarios that the locks of this chapter share: what two threads do with a new lock. Each is for the body of an
 * {@code @Interleaved} property, and runs under every schedule within that property's bounds.
 *
 * <p>The bounds: three preemptions and two weak steps. The longest way to a mistake known here takes three preemptions: who
 * waits is stopped between "it looks free" and its write, and the holder goes out and comes in again. Spinning costs
 * little: a thread that has looked once at all it waits for is not run again until something changes, or until no other thread
 * can go on. Only a lock that does something new with each look (counts them, or takes a monitor) has no end of schedules. It is
 * tried for {@link #PLENTY} executions, or as many steps as the judge grants: more than the course's own locks need for all,
 * and four times as many executions as any mistake known here takes.
 */
final class Schedules {

    /** More executions than a lock needs that leaves no trace while it waits. */
    static final int PLENTY = 3_000;

    /** What the lock protects: a plain number. */
    private static final class Shared {
        int visits;
    }

    private Schedules() {}

    /** One comes in once, the other twice: so there is one who comes back while another waits. */
    static void exclude(Runnable lock, Runnable unlock) {
        Region inside = new Region();
        Action visit = () -> {
            lock.run();
            inside.enter();
            inside.leave();
            unlock.run();
        };
        Interleave.together(visit, () -> {
            visit.run();
            visit.run();
        });
    }

    /** One comes in by lock(), twice; the other tries twice. */
    static void tryToComeIn(Runnable lock, BooleanSupplier tryLock, Runnable unlock) {
        Region inside = new Region();
        Action stay = () -> {
            inside.enter();
            inside.leave();
            unlock.run();
        };
        Interleave.together(() -> {
            lock.run();
            stay.run();
            lock.run();
            stay.run();
        }, () -> {
            if (tryLock.getAsBoolean()) {
                stay.run();
            }
            if (tryLock.getAsBoolean()) {
                stay.run();
            }
        });
    }

    /** Each adds one to a plain number: the second must see what the first wrote. */
    static void handOver(Runnable lock, Runnable unlock) {
        Shared shared = new Shared();
        Action visit = () -> {
            lock.run();
            shared.visits++;
            unlock.run();
        };
        Interleave.together(visit, visit);
        assertEquals(2, shared.visits, "Two threads each added one inside. The sum");
    }

    /** The same, and one of them tries first: so tryLock() hands over, too. */
    static void handOver(Runnable lock, BooleanSupplier tryLock, Runnable unlock) {
        Shared shared = new Shared();
        Interleave.together(() -> {
            lock.run();
            shared.visits++;
            unlock.run();
        }, () -> {
            if (!tryLock.getAsBoolean()) {
                lock.run();
            }
            shared.visits++;
            unlock.run();
        });
        assertEquals(2, shared.visits, "Two threads each added one inside. The sum");
    }

    /** One comes in and stays: the other's tryLock() has to come back all the same. */
    static void tryAndComeBack(Runnable lock, BooleanSupplier tryLock, Runnable unlock) {
        Interleave.together(lock::run, () -> {
            if (tryLock.getAsBoolean()) {
                unlock.run();
            }
        });
    }

    /** The lock is new, or another thread left it, for good: now one try has to be enough. */
    static void tryOnce(Runnable lock, BooleanSupplier tryLock, Runnable unlock) {
        String refused = "yet tryLock() said false. A weak compare-and-set may fail for no reason; here you need a strong one.";
        assertTrue(tryLock.getAsBoolean(), "The lock was new and free, " + refused);
        unlock.run();
        Interleave.together(() -> {
            lock.run();
            unlock.run();
        });
        assertTrue(tryLock.getAsBoolean(), "Another thread had left the lock, " + refused);
        unlock.run();
    }
}
