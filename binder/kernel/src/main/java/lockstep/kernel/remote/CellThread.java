package lockstep.kernel.remote;

import java.util.concurrent.Callable;

/**
 * The thread on which cells run, one cell after the other, so that what belongs to a thread (a lock it
 * holds, a thread local) lasts from cell to cell. Once it was told to stop it is never used again.
 */
final class CellThread extends Thread {

    private static final long NAP_MILLIS = 50;

    private Callable<?> task;
    private Object result;
    private Throwable failure;
    private boolean done = true;
    private volatile boolean busy;
    private volatile boolean retired;
    private volatile boolean givenUp;

    CellThread(ThreadGroup group) {
        super(group, "main");
        setDaemon(true);
    }

    /** Whether a learner's code runs on this thread, so far as one can say from outside. */
    boolean isBusy() {
        return busy && isAlive();
    }

    /** This thread was or will be stopped; it takes no further work. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired || !isAlive();
    }

    @Override
    public void run() {
        while (!retired) {
            Callable<?> next = awaitTask();
            if (next != null) {
                perform(next);
            }
        }
    }

    /**
     * Runs {@code work} on this thread and waits for it.
     *
     * @throws CellStopped if the thread was given up or has died before the work was done
     * @throws Exception what the work threw
     */
    Object call(Callable<?> work) throws Exception {
        synchronized (this) {
            task = work;
            done = false;
            busy = true;
            notifyAll();
            while (!done && isAlive() && !givenUp) {
                wait(NAP_MILLIS);
            }
            busy = false;
            if (!done) {
                throw CellStopped.NOW;
            }
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw (Exception) failure;
        }
        return result;
    }

    /** Whoever waits for this thread shall wait no longer: it is stuck where no exception reaches it. */
    void giveUp() {
        retired = true;
        givenUp = true;
    }

    private synchronized Callable<?> awaitTask() {
        try {
            while (task == null && !retired) {
                wait();
            }
        } catch (InterruptedException late) {
            // The cell that was interrupted has ended; its interrupt is nobody's.
        }
        Callable<?> next = task;
        task = null;
        return next;
    }

    private void perform(Callable<?> work) {
        Object value = null;
        Throwable thrown = null;
        try {
            value = work.call();
        } catch (Throwable any) {
            thrown = any;
        }
        synchronized (this) {
            result = value;
            failure = thrown;
            done = true;
            notifyAll();
        }
    }
}
