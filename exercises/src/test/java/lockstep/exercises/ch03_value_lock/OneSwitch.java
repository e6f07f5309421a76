package lockstep.exercises.ch03_value_lock;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import lockstep.harness.Actor;
import lockstep.harness.Trial;

/**
 * Schedules with one switch in the middle, all of them: one thread is stopped before its first, its second, its third ...
 * shared access, and each time another gets as far as it can. Needs neither luck nor a second processor. For the checks
 * of chapters 03 and 04.
 */
public final class OneSwitch {

    /** Answers that make more accesses than this are stopped at the first ones only. */
    private static final int MOST_PLACES = 60;

    private OneSwitch() {}

    /** Two calls, and what must be true when both have ended. */
    public record Play(Trial.Body first, Trial.Body second, Trial.Body after) {}

    /** Locks, runs the body, unlocks. */
    @FunctionalInterface
    public interface Use {
        void with(Runnable body) throws Throwable;
    }

    /** Stops the first at each place, runs the second as far as it goes, then lets both come to their end. */
    public static void tryAll(Supplier<Play> plays) {
        for (int place = 0; place < MOST_PLACES; place++) {
            Play play = plays.get();
            Actor first = Trial.stopAt(place, "first", play.first());
            boolean stopped = first.awaitStop();
            if (stopped) {
                Actor second = Trial.watch("second", play.second());
                second.awaitWaiting();
                first.goOn();
                first.join();
                second.join();
            } else {
                first.goOn();
                first.join();
                Trial.start("second", play.second()).join();
            }
            run(play.after());
            if (!stopped) {
                return;
            }
        }
    }

    /** Stops the first at each place, lets the second in if that can be, and sees whether the first then gets in as well. */
    public static void neverTwoInside(Supplier<Use> locks) {
        for (int place = 0; place < MOST_PLACES; place++) {
            Use use = locks.get();
            Room room = new Room();
            Actor first = Trial.stopAt(place, "first", () -> use.with(room::visit));
            if (!first.awaitStop()) {
                first.goOn();
                first.join();
                return;
            }
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            Actor second = Trial.watch("second", () -> use.with(() -> room.stay(inside, leave)));
            if (!getsIn(second, inside)) {
                leave.countDown();
            }
            first.goOn();
            if (leave.getCount() > 0) {
                first.awaitWaiting();
                leave.countDown();
            }
            first.join();
            second.join();
        }
    }

    /** Whether the thread came inside; false if it waits, or has ended. */
    private static boolean getsIn(Actor actor, CountDownLatch inside) {
        int still = 0;
        while (inside.getCount() > 0 && !actor.isDone() && actor.steps().size() < 1000 && still < 5) {
            Thread.State state = actor.state();
            boolean halted = state == Thread.State.BLOCKED || state == Thread.State.WAITING
                || state == Thread.State.TIMED_WAITING;
            still = halted ? still + 1 : 0;
            awaitQuietly(inside, 1);
        }
        return inside.getCount() == 0;
    }

    private static void awaitQuietly(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Trial.Body body) {
        try {
            body.run();
        } catch (Throwable t) {
            OneSwitch.<RuntimeException>rethrow(t);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void rethrow(Throwable t) throws X {
        throw (X) t;
    }

    /** Notices when two threads are in it at once. */
    private static final class Room {

        private final AtomicReference<Thread> inside = new AtomicReference<>();

        void visit() {
            enter();
            inside.set(null);
        }

        void stay(CountDownLatch entered, CountDownLatch leave) {
            enter();
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            inside.set(null);
        }

        private void enter() {
            Thread other = inside.getAndSet(Thread.currentThread());
            if (other != null) {
                throw new AssertionError("Two threads had the lock at once. \"" + Thread.currentThread().getName()
                    + "\" was stopped in the middle of locking; meanwhile \"" + other.getName() + "\" came in and stayed; then \""
                    + Thread.currentThread().getName() + "\" went on, and came in too.");
            }
        }
    }
}
