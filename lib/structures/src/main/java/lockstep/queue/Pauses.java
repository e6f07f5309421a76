package lockstep.queue;

/**
 * How a thread waits in these queues, which is never for an element or for room.
 *
 * <p>Who loses a compare-and-set backs off, ever longer. The line with the counter stays with the winner's core
 * meanwhile, where a hundred operations fit into the time that one would take if the line went to and fro. That is
 * where two threads get several times faster; a loser that comes right back slows both. (T. E. Anderson, IEEE TPDS
 * 1(1), 1990, for locks.)
 *
 * <p>Who meets a slot that another thread has claimed and not finished spins a little, as it takes that thread a few
 * instructions, and then yields, as it may not be running.
 */
final class Pauses {

    /** In spin hints, of about 5 to 50 ns each. */
    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;
    /** So many spin hints are worth more than a yield. */
    private static final int SPINS = 64;

    private Pauses() {
    }

    /**
     * After a lost race.
     *
     * @param lost 0 the first time, then what the last call returned
     */
    static int afterLostRace(int lost) {
        int pause = Math.max(SHORTEST, lost);
        for (int i = 0; i < pause; i++) {
            Thread.onSpinWait();
        }
        return Math.min(2 * pause, LONGEST);
    }

    /**
     * Between two looks at another thread's unfinished business.
     *
     * @param looks 0 the first time, then what the last call returned
     */
    static int forAnother(int looks) {
        if (looks < SPINS) {
            Thread.onSpinWait();
            return looks + 1;
        }
        Thread.yield();
        return looks;
    }
}
