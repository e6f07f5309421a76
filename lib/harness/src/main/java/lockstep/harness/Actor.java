package lockstep.harness;

import java.util.List;
import java.util.Objects;

/**
 * One thread of a trial, by name. Got from {@link Trial#start} or {@link Trial#watch}.
 */
public final class Actor {

    /** So many accesses without an end are plainly a loop. */
    private static final int MANY = 1000;

    private final TrialThread thread;
    private final boolean watched;
    private boolean joined;

    Actor(TrialThread thread, boolean watched) {
        this.thread = thread;
        this.watched = watched;
    }

    /** The name as given. */
    public String name() {
        return thread.getName();
    }

    /** Whether its body has ended, well or badly. */
    public boolean isDone() {
        return thread.ended;
    }

    /** The thread's state, as {@link Thread#getState} says it. */
    public Thread.State state() {
        return thread.getState();
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Waits for the thread to end, then throws what it threw, if anything. The property's time limit ends an endless
     * wait.
     */
    public void join() {
        joined = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name(), e);
        }
        if (thread.failure != null) {
            Trial.<RuntimeException>rethrow(thread.failure);
        }
    }

    /**
     * Waits until the thread plainly waits inside the answer: it made many shared accesses without coming to an end, or
     * it is parked, blocked, asleep there. No fixed sleep: it comes back as soon as that is seen. That is a step forward: the
     * property's time limit begins anew, as many accesses take their time on a busy machine if the thread yields at each.
     *
     * @return true if it waits; false if it came to its end instead
     * @throws IllegalStateException if the actor was started unwatched
     */
    public boolean awaitWaiting() {
        needWatched();
        int still = 0;
        while (true) {
            if (thread.ended) {
                return false;
            }
            still = isHalted() ? still + 1 : 0;
            if (still >= 4 || thread.stepsSoFar() >= MANY) {
                Trial.cameOn();
                return true;
            }
            pause();
        }
    }

    /**
     * Waits until the thread stands before the access that it was to stop at.
     *
     * @return false if it came to its end, or plainly waits, before it came so far
     */
    public boolean awaitStop() {
        needWatched();
        int still = 0;
        while (true) {
            if (thread.isStopped()) {
                Trial.cameOn();
                return true;
            }
            if (thread.ended) {
                return false;
            }
            still = isHalted() ? still + 1 : 0;
            if (still >= 4 || thread.stepsSoFar() >= 50 * MANY) {
                return false;
            }
            try {
                thread.awaitStopBriefly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** Lets a thread go on that was started with {@link Trial#stopAt}, or lets it pass if it has not come to its stop yet. */
    public void goOn() {
        thread.goOn();
    }

    /** What the thread did in the answer so far, or since {@link #clearSteps}, in order; the first 65536 steps at most. */
    public List<Step> steps() {
        needWatched();
        return thread.recorded();
    }

    /** Forgets the steps so far. */
    public void clearSteps() {
        needWatched();
        thread.clear();
    }

    /** What it threw if nobody has joined it to hear of that; otherwise null. */
    Throwable unheardFailure() {
        return joined ? null : thread.failure;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private boolean isHalted() {
        Thread.State state = thread.getState();
        if (thread.isStopped()) {
            return false; // by us
        }
        if (state != Thread.State.BLOCKED && state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
            return false;
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (Trial.isAnswer(frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private void needWatched() {
        if (!watched) {
            throw new IllegalStateException("Actor \"" + name() + "\" was started with Trial.start; use Trial.watch");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
