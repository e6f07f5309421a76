package lockstep.testing;

import java.util.concurrent.TimeUnit;

/**
 * How long the soak tests take: a moment each in an ordinary build; in all, as many minutes as {@code -Dsoak.minutes} says,
 * in the profile {@code soak}. Each class of them has the same part of that time, and in it each structure.
 */
public final class Soak {

    private static final int CLASSES = 3;
    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "0"));

    private Soak() {
    }

    /** Whether time decides how long a test takes; if not, let it do a fixed number of rounds. */
    public static boolean isLong() {
        return MINUTES > 0;
    }

    /** The end, by {@link System#nanoTime()}, of what begins now, if the class has so many structures. */
    public static long end(int structures) {
        return System.nanoTime() + (long) (MINUTES * 60e9 / CLASSES / structures);
    }

    /** Whether that end has come. */
    public static boolean isOver(long end) {
        return System.nanoTime() - end >= 0;
    }

    /** Says what was counted, if it took long. */
    public static void tell(String structure, Object counted) {
        if (isLong()) {
            System.out.println(structure + ": " + counted);
        }
    }

    static long millis() {
        return (long) (MINUTES * TimeUnit.MINUTES.toMillis(1));
    }
}
