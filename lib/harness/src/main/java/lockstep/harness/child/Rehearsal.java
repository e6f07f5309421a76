package lockstep.harness.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Actor;
import lockstep.harness.Property;
import lockstep.harness.Trial;

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

    @Property("a failure, the last thing that happens")
    void failure() {
        assertEquals("this", "that", "rehearsed");
    }
}
