package lockstep.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One thread's turns in an iteration, and how much of a processor it had. JMH adds up over the threads what the methods say:
 * from the sum of the turns and that of their squares {@link SideBySide} tells how they were shared out, and from the
 * two times whether the threads ran at the same time at all.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Turns {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What this thread offers and pushes: always the same, so that only the structure allocates. */
    final Object element = new Object();
    /** Turns in this iteration. */
    long done;
    /** Turns in earlier ones. */
    long total;
    private long cpu;
    private long wall;

    /** Before each iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        total += done;
        done = 0;
        cpu = THREADS.getCurrentThreadCpuTime();
        wall = System.nanoTime();
    }

    /** Turns. */
    public double turns() {
        return done;
    }

    /** Turns, squared. */
    public double squares() {
        return (double) done * done;
    }

    /** Nanoseconds on a processor. */
    public double onCpu() {
        return THREADS.getCurrentThreadCpuTime() - cpu;
    }

    /** Nanoseconds that passed. */
    public double passed() {
        return System.nanoTime() - wall;
    }
}
