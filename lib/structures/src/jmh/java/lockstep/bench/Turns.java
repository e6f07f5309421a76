package lockstep.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One thread's turns in an iteration, and how much of a processor it had. JMH adds up over the threads what the methods say:
 * from the sum of the turns and that of their squares {@link SideBySide} tells how they were shared out, and from the
 * times whether the threads ran when they could have.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Turns {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Where Linux says how long a thread was on a processor, and how long it waited for one. */
    private static final Path TIMES = Path.of("/proc/thread-self/schedstat");

    /** What this thread offers and pushes: always the same, so that only the structure allocates. */
    final Object element = new Object();
    /** Turns in this iteration. */
    long done;
    /** Turns in earlier ones. */
    long total;
    private long cpu;
    private long wall;
    private long delay;

    /** Before each iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        total += done;
        done = 0;
        cpu = THREADS.getCurrentThreadCpuTime();
        wall = System.nanoTime();
        delay = delay();
    }

    /** Nanoseconds in which this thread could have run and had no processor; -1 if nobody says. */
    private static long delay() {
        try {
            String[] times = Files.readString(TIMES).trim().split(" ");
            return times[0].equals("0") ? -1 : Long.parseLong(times[1]); // a kernel that does not count says 0 to both
        } catch (IOException e) {
            return -1; // not Linux, or not told there
        }
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

    /**
     * Nanoseconds in which it could have run and had no processor. What it slept is neither this nor that. Where the system
     * does not tell, all but what it ran.
     */
    public double inLine() {
        long now = delay();
        return now < 0 || delay < 0 ? passed() - onCpu() : now - delay;
    }

    /** Nanoseconds that passed. */
    public double passed() {
        return System.nanoTime() - wall;
    }
}
