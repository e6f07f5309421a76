package lockstep.harness;

import lockstep.harness.stage.Tap;

/** A thread of a trial: it hears of its own shared accesses, and may be disturbed at them or write them down. */
final class TrialThread extends Thread implements Tap.Listener {

    /** How many steps are kept; earlier ones are forgotten, yet counted. */
    private static final int KEPT = 1 << 16;

    private final Trial.Body body;
    private final Shaker shaker;
    private final byte[] steps;
    private volatile long count;
    private volatile long from;
    volatile Throwable failure;
    volatile boolean ended;

    /**
     * @param shaker disturbs the thread, or null
     * @param watched whether steps are written down
     */
    TrialThread(String name, Trial.Body body, Shaker shaker, boolean watched) {
        super(null, null, name, 0, false);
        this.body = body;
        this.shaker = shaker;
        this.steps = watched ? new byte[KEPT] : null;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            body.run();
        } catch (Throwable t) {
            failure = t;
        } finally {
            ended = true;
        }
    }

    @Override
    public void tapped(int code) {
        if (shaker != null) {
            shaker.disturb();
        } else if (steps != null && code < Tap.IN_CHECK) {
            long at = count;
            steps[(int) at & KEPT - 1] = (byte) code;
            count = at + 1; // one writer; volatile, so that a reader who sees the count sees the step
        }
    }

    long stepsSoFar() {
        return count - from;
    }

    void clear() {
        from = count;
    }

    java.util.List<Step> recorded() {
        Step[] all = Step.values();
        java.util.List<Step> list = new java.util.ArrayList<>();
        long end = count;
        for (long i = Math.max(from, end - KEPT); i < end; i++) {
            list.add(all[steps[(int) i & KEPT - 1]]);
        }
        return list;
    }
}
