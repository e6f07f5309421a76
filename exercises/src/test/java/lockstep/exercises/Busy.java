package lockstep.exercises;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import lockstep.harness.Actor;
import lockstep.harness.Trial;

/**
 * An undisturbed thread of a check whose computing time is measured. A check waits for computing time, never for time
 * on the clock: on a busy machine a right answer gets its turn, and a wrong one the time to go wrong.
 */
public final class Busy {

    /** Milliseconds of computing that are many times what a call takes which need not wait. */
    public static final int WARM = 30;

    private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

    private final Actor actor;
    private volatile Thread thread;

    private Busy(String name, Trial.Body body) {
        actor = Trial.start(name, () -> {
            thread = Thread.currentThread();
            body.run();
        });
    }

    /** Starts a thread. */
    public static Busy start(String name, Trial.Body body) {
        return new Busy(name, body);
    }

    /**
     * Waits until the thread has ended, or has computed for so long, or has sat still whenever it was looked at: 60 times if it
     * was blocked or parked, 240 times if it slept or waited with a time-out, since such a thread may wake by itself.
     *
     * @return true if it ended
     */
    public boolean endsWithin(int millis) {
        return endsWithin(millis, Long.MAX_VALUE);
    }

    /**
     * The same for a thread that should not end, as it has to wait for something: a second is enough then, however little it
     * computed. A thread that yields gets next to nothing on a busy machine.
     */
    public boolean endsEarly(int millis) {
        return endsWithin(millis, 1_000_000_000L);
    }

    private boolean endsWithin(int millis, long mostNanos) {
        long from = time();
        long began = System.nanoTime();
        for (int still = 0; still < 240 && time() - from < millis * 1_000_000L && System.nanoTime() - began < mostNanos; ) {
            if (actor.isDone()) {
                return true;
            }
            switch (actor.state()) {
                case BLOCKED, WAITING -> still += 4;
                case TIMED_WAITING -> still++;
                default -> still = 0;
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return actor.isDone();
    }

    /** Waits for the thread to end, and throws what it threw. */
    public void join() {
        actor.join();
    }

    private long time() {
        Thread t = thread;
        return t == null ? 0 : Math.max(0, TIMES.getThreadCpuTime(id(t)));
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static long id(Thread thread) {
        return thread.getId();
    }
}
