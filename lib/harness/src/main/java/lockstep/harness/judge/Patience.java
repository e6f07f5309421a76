package lockstep.harness.judge;

import java.util.function.LongSupplier;

/**
 * How long the parent waits for a child's next word. The child's own watchdog ends a hung property; this is for a child
 * whose watchdog cannot run.
 */
final class Patience {

    /** For a child that starts, or that is between two properties. */
    private static final double IDLE_SECONDS = 60;

    /** Past a property's limit, for a child that gives no sign of life although it gets a processor … */
    private static final double SILENT_SECONDS = 2;
    private static final double SHARE = 0.5;

    /** … and for one that gets none, on a busy machine. */
    private static final double STARVED_SECONDS = 15;

    /** For a child that does, so many times the limit and so many seconds: its watchdog ends it at twenty times. */
    private static final int MOST_TIMES = 21;
    private static final double MOST_SECONDS = 10;

    private final LongSupplier cpuNanos;
    private long heard = System.nanoTime();
    private long cpuHeard;
    private long begun;
    private int limit;

    /**
     * Patience with one child.
     *
     * @param cpuNanos tells how much processor time the child has used
     */
    Patience(LongSupplier cpuNanos) {
        this.cpuNanos = cpuNanos;
    }

    /** The child said something. */
    void heard() {
        heard = System.nanoTime();
        cpuHeard = cpuNanos.getAsLong();
    }

    /** A property with this limit in seconds has begun. */
    void begun(int seconds) {
        begun = System.nanoTime();
        limit = seconds;
    }

    /** No property is under way. */
    void between() {
        limit = 0;
    }

    boolean isOver() {
        double silence = since(heard);
        if (limit == 0) {
            return silence > IDLE_SECONDS;
        }
        double past = since(begun) - limit;
        boolean busy = (cpuNanos.getAsLong() - cpuHeard) / 1e9 > SHARE * silence;
        return past > 0 && silence > (busy ? SILENT_SECONDS : STARVED_SECONDS)
                || past > MOST_TIMES * limit + MOST_SECONDS;
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
