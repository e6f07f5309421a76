package lockstep.harness.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Actor;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;

/**
 * A check that checks nothing. A child that runs it loads what every check needs, and the JVM can then keep those
 * classes in an archive for the next start.
 */
class Rehearsal {

    private static final Object MONITOR = new Object();

    @Property("plain calls")
    void plain() {
        assertEquals(1, 1, () -> "never said");
        assertTrue(true);
        assertThrows(IllegalStateException.class, () -> {
            throw new IllegalStateException();
        });
    }

    @Property("threads")
    void threads() {
        Actor waiting;
        synchronized (MONITOR) {
            waiting = Trial.watch("waiting", () -> {
                synchronized (MONITOR) {
                    MONITOR.notifyAll();
                }
            });
            waiting.steps();
        }
        waiting.join();
        AtomicInteger count = new AtomicInteger();
        Trial.shaken(2, () -> Trial.together(2, i -> count.incrementAndGet()));
        assertEquals(4, count.get());
    }

    @Property("schedules")
    @Interleaved
    void schedules() {
        scenario(true);
    }

    @Property("a schedule that fails, the last thing that happens")
    @Interleaved
    void schedule() {
        scenario(false);
    }

    private static void scenario(boolean right) {
        Bolt bolt = new Bolt(right);
        int[] count = new int[1];
        Action add = () -> {
            bolt.lock();
            count[0]++;
            bolt.unlock();
        };
        Interleave.together(add, add);
        assertEquals(2, count[0]);
    }

    /** A lock in all ways at once, so that much is loaded. */
    private static final class Bolt {

        private static final VarHandle HELD;

        static {
            try {
                HELD = MethodHandles.lookup().findVarHandle(Bolt.class, "held", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final AtomicBoolean locked = new AtomicBoolean();
        private final boolean right;
        private volatile boolean held;

        Bolt(boolean right) {
            this.right = right;
        }

        void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
            synchronized (this) {
                held = true;
            }
        }

        void unlock() {
            HELD.setOpaque(this, false);
            if (right) {
                locked.setRelease(false);
            } else {
                locked.setOpaque(false);
            }
        }
    }
}
