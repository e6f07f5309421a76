package lockstep.harness;

import lockstep.harness.stage.Tap;

/** A thread of a trial: it hears of its own shared accesses, and may be disturbed at them or write them down. */
final class TrialThread extends Thread implements Tap.Listener {

    /**
     * What is written down since the last clear. Filled by one thread and read by another; the first steps are kept, not
     * the last, for what a thread did first is gone after a millisecond of spinning otherwise.
     */
    private static final class Record {
        private static final int KEPT = 1 << 16;

        private final byte[] steps = new byte[KEPT];
        private volatile int count; // written after the step: who sees the count sees the step
        private volatile long all;
    }

    private final Trial.Body body;
    private final Shaker shaker;
    private final boolean watched;
    private volatile Record record;
    private final long stopAt; // -1: nowhere
    private long accesses; // of this thread only
    private volatile boolean stopped; // written under gate
    private boolean mayGoOn; // guarded by gate
    private final Object gate = new Object();
    volatile Throwable failure;
    volatile boolean ended;

    /**
     * @param shaker disturbs the thread, or null
     * @param watched whether steps are written down
     * @param stopAt the access in the answer before which it stops, from 0; or -1
     */
    TrialThread(String name, Trial.Body body, Shaker shaker, boolean watched, long stopAt) {
        super(null, null, name, 0, false);
        this.body = body;
        this.shaker = shaker;
        this.watched = watched;
        this.stopAt = stopAt;
        this.record = watched ? new Record() : null;
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
        } else if (watched && code < Tap.IN_CHECK) {
            if (accesses++ == stopAt) {
                standStill();
            }
            Record now = record;
            int at = now.count;
            if (at < Record.KEPT) {
                now.steps[at] = (byte) code;
                now.count = at + 1;
            }
            now.all = now.all + 1; // one writer
        }
    }

    /** Stands still until told to go on. Not by parking: that could eat a permit that was meant for the answer's own park. */
    private void standStill() {
        boolean interrupted = false;
        synchronized (gate) {
            stopped = true;
            gate.notifyAll();
            while (!mayGoOn) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            stopped = false;
        }
        if (interrupted) {
            interrupt();
        }
    }

    void goOn() {
        synchronized (gate) {
            mayGoOn = true;
            gate.notifyAll();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** Waits a millisecond at most, and less if the thread comes to its stop. */
    void awaitStopBriefly() throws InterruptedException {
        synchronized (gate) {
            if (!stopped && !ended) {
                gate.wait(1);
            }
        }
    }

    @Override
    public boolean weakFails() {
        return shaker != null && shaker.weakFails();
    }

    int accesses() {
        return shaker == null ? 0 : shaker.accesses();
    }

    long stepsSoFar() {
        return record.all;
    }

    void clear() {
        record = new Record(); // a step under way may still go to the old one
    }

    java.util.List<Step> recorded() {
        Step[] all = Step.values();
        Record now = record;
        int end = now.count;
        java.util.List<Step> list = new java.util.ArrayList<>(end);
        for (int i = 0; i < end; i++) {
            list.add(all[now.steps[i]]);
        }
        return list;
    }
}
