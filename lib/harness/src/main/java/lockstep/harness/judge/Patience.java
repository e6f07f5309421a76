package lockstep.harness.judge;

/**
 * How long the parent waits for a child's next word. The child's own watchdog ends a hung property; this is for a child
 * whose watchdog cannot run.
 */
final class Patience {

    /** For a child that starts, or that is between two properties. */
    private static final double IDLE_SECONDS = 30;

    /** Past a property's limit, for a child that no longer gives a sign of life. */
    private static final double SILENT_SECONDS = 1;

    /** For a child that does, so many times the limit and so many seconds: its watchdog ends it at twenty times. */
    private static final int MOST_TIMES = 21;
    private static final double MOST_SECONDS = 10;

    private long heard = System.nanoTime();
    private long begun;
    private int limit;

    /** The child said something. */
    void heard() {
        heard = System.nanoTime();
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
        return past > SILENT_SECONDS && silence > 2 * SILENT_SECONDS || past > MOST_TIMES * limit + MOST_SECONDS;
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
