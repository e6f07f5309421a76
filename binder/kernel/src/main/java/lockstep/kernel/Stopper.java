package lockstep.kernel;

import java.util.concurrent.TimeUnit;
import lockstep.kernel.remote.Sighting;

/**
 * Stops a cell for good: its own thread, the threads it started, the processes it started.
 *
 * <p>In rounds: look which threads run, throw an exception into each, look again. A loop that catches
 * {@code Throwable} and goes on survives that; so when a thread has gone on burning after it was stopped,
 * or no answer comes, the whole process is killed, and {@link Session} starts another.
 */
final class Stopper {

    enum Reason { INTERRUPT, TIME_OUT }

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** On a busy machine a thread that burns may get no time while we look. */
    private static final int QUIET_LOOKS = 2;
    /** An interrupt so soon after another was meant for the same cell, not for the one that has begun since. */
    private static final long ECHO_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final CellEngine engine;
    private final Screen screen;
    private boolean inCell;
    private boolean stopping;
    private long lastInterrupt = System.nanoTime() - ECHO_NANOS;
    private Reason reason;
    private String said = "";

    Stopper(CellEngine engine, Screen screen) {
        this.engine = engine;
        this.screen = screen;
    }

    synchronized void beginCell() throws InterruptedException {
        while (stopping) {
            wait();
        }
        inCell = true;
        reason = null;
        said = "";
    }

    synchronized void endCell() {
        inCell = false;
    }

    /** Why the present cell is being stopped; null if it is not. */
    synchronized Reason reason() {
        return reason;
    }

    /** Waits until a stop under way is done; returns what the user must know of it. */
    synchronized String awaitStopped() throws InterruptedException {
        while (stopping) {
            wait();
        }
        return said;
    }

    /** Stops the cell that runs. When none runs, whatever an earlier one has left burning. */
    void stop(Reason why) {
        boolean idle;
        synchronized (this) {
            boolean echo = why == Reason.INTERRUPT && System.nanoTime() - lastInterrupt < ECHO_NANOS;
            if (stopping || echo || reason != null && inCell) {
                return;
            }
            idle = !inCell;
            reason = idle ? null : why;
            stopping = true;
        }
        String result = "";
        try {
            result = stop(idle);
        } catch (RuntimeException e) {
            engine.jvm().kill();
            result = "The Java process that ran it was killed, for it could not be stopped (" + e + "). ";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                said = result;
                stopping = false;
                lastInterrupt = System.nanoTime();
                notifyAll();
            }
        }
        if (idle && !result.isEmpty()) {
            screen.note(result);
        }
    }

    private String stop(boolean idle) throws InterruptedException {
        if (!idle) {
            engine.refuse();
        }
        engine.jvm().killChildren();
        String others = "";
        int quiet = 0;
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (int round = 0; engine.isAlive(); round++) {
            Sighting seen = engine.look();
            if (seen == null || seen.stubborn() > 0 || System.nanoTime() > end) {
                engine.jvm().kill();
                engine.jvm().exitCode();
                String who = seen == null || seen.names().isEmpty() ? "The code" : "A thread (" + seen.names() + ")";
                return who + " went on when told to stop, so its Java process was killed. ";
            }
            quiet = seen.running() == 0 && !engine.isInvoking() ? quiet + 1 : 0;
            if (quiet == QUIET_LOOKS) {
                if (seen.blocked() > 0) {
                    return seen.blocked() + " of its threads waits for a monitor that may never be free;"
                            + " that uses no processor, so it is left alone.";
                }
                return idle && !others.isEmpty() ? "Stopped: " + others + "." : "";
            }
            if (seen.running() > 0) {
                others = others.isEmpty() ? seen.names() : others;
                engine.jvm().stopMarkedThreads();
            }
            Thread.sleep(10);
        }
        return "";
    }
}
