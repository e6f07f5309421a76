package lockstep.harness;

/**
 * Disturbs one thread at its shared accesses: mostly not at all, sometimes a yield, now and then a nap in which every
 * other thread gets far, on one processor too. The choices come from a seed; what the threads make of them does not.
 */
final class Shaker {

    /** Naps a thread may take in one round: enough to stretch the race, few enough to keep a round short. */
    private static final int NAPS = 2;

    private long random;
    private int naps;

    Shaker(long seed) {
        random = seed * 0x9E3779B97F4A7C15L | 1;
        next();
        next();
    }

    void disturb() {
        int choice = next() & 255;
        if (choice < 32) {
            Thread.yield();
        } else if (choice < 40) {
            for (int i = next() & 1023; i > 0; i--) {
                Thread.onSpinWait();
            }
        } else if (choice < 44 && naps < NAPS) {
            naps++;
            nap();
        }
    }

    /** Whether a weak compare-and-set fails for no reason, as it may. */
    boolean weakFails() {
        return (next() & 7) == 0;
    }

    /** Sleeps. Not by parking: that could eat a permit that was meant for the answer's own park. */
    private static void nap() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int next() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) (random >>> 20);
    }
}
