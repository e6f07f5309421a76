package lockstep.harness;

/**
 * Disturbs one thread in one round, at its shared accesses. In three rounds of four it naps at two of them, chosen among
 * as many as such a thread made in the round before: while it sleeps, just there, every other thread gets far, on one
 * processor too. Besides, it yields or spins now and then. All choices come from a seed; what the threads make of them
 * does not.
 */
final class Shaker {

    private long random;
    private int accesses;
    private final int firstNap;
    private final int secondNap;

    /**
     * @param typical how many accesses such a thread makes in a round, as far as is known
     */
    Shaker(long seed, int round, int typical) {
        random = seed * 0x9E3779B97F4A7C15L | 1;
        next();
        next();
        firstNap = round % 4 == 3 ? -1 : pick(typical);
        secondNap = round % 4 == 3 ? -1 : pick(typical);
    }

    /** A place for a nap: early ones more often than late ones, since spinning makes the late ones many. */
    private int pick(int typical) {
        int reach = Math.max(4, Math.min(typical, 4 << (next() & 7)));
        return (next() & Integer.MAX_VALUE) % reach;
    }

    /** How many accesses the thread has made. */
    int accesses() {
        return accesses;
    }

    void disturb() {
        int at = accesses++;
        if (at == firstNap || at == secondNap) {
            nap();
            return;
        }
        int choice = next() & 255;
        if (choice < 24) {
            Thread.yield();
        } else if (choice < 32) {
            for (int i = next() & 511; i > 0; i--) {
                Thread.onSpinWait();
            }
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
