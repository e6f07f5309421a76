package lockstep.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Threads for tests. Waits for what must happen, never for time to pass; the patience below only ends a test that would
 * hang, and is long, since machines are busy.
 */
public final class Crew {

    /** A body that may throw. */
    @FunctionalInterface
    public interface Body {
        /** Runs. */
        void run() throws Throwable;
    }

    /** A body that knows its number. */
    @FunctionalInterface
    public interface IndexedBody {
        /** Runs. */
        void run(int index) throws Throwable;
    }

    /** A thread that keeps what its body threw. */
    public static final class Member extends Thread {
        private final Body body;
        private volatile Throwable failure;

        Member(String name, Body body) {
            super(name);
            this.body = body;
            setDaemon(true); // a thread that a broken lock keeps spinning must not keep the JVM
        }

        @Override
        public void run() {
            try {
                body.run();
            } catch (Throwable t) {
                failure = t;
            }
        }

        /** Waits for the end, and throws what the body threw. */
        public void finish() {
            try {
                join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for " + getName(), e);
            }
            if (isAlive()) {
                AssertionError hung = new AssertionError(getName() + " did not end; it is here:");
                hung.setStackTrace(getStackTrace());
                throw hung;
            }
            if (failure != null) {
                throw new AssertionError(getName() + " failed: " + failure, failure);
            }
        }

        /** Waits until this thread is in a method of the class (or a class whose name begins so). */
        public void awaitInside(Class<?> type) {
            awaitThat(getName() + " inside " + type.getSimpleName(), () -> {
                for (StackTraceElement frame : getStackTrace()) {
                    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
                        if (frame.getClassName().startsWith(c.getName())) {
                            return true;
                        }
                    }
                }
                return false;
            });
        }

        /** Waits until this thread is parked. */
        public void awaitParked() {
            awaitThat(getName() + " parked",
                    () -> getState() == State.WAITING || getState() == State.TIMED_WAITING);
        }
    }

    private static final long PATIENCE_MILLIS = 1_000L * Integer.getInteger("lockstep.patience", 60) + Soak.millis();

    private Crew() {
    }

    /** As many as there are processors, but at least 2 and at most 4. */
    public static int size() {
        return Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
    }

    /** Starts a thread. */
    public static Member start(String name, Body body) {
        Member member = new Member(name, body);
        member.start();
        return member;
    }

    /** Runs bodies at once, from one gate, and throws what the first of them threw. */
    public static void together(int n, IndexedBody body) {
        CyclicBarrier gate = new CyclicBarrier(n);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int index = i;
            members.add(start("member " + i, () -> {
                gate.await();
                body.run(index);
            }));
        }
        members.forEach(Member::finish);
    }

    /** Waits until the condition is true. */
    public static void awaitThat(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
                throw new AssertionError("never seen: " + what);
            }
            Thread.yield();
        }
    }

    /**
     * A budget of rounds: true until they are used up, or a second has passed and a few are done. On a machine with more
     * threads than cores a spin lock needs milliseconds for a turn, and a test must end.
     */
    public static final class Rounds {
        private final int most;
        private final long start = System.nanoTime();
        private int done;

        /** At most so many rounds. */
        public Rounds(int most) {
            this.most = most;
        }

        /** Whether to go on. */
        public boolean next() {
            return done++ < most && (done < 20 || System.nanoTime() - start < 1_000_000_000L);
        }
    }
}
