package lockstep.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import lockstep.harness.stage.Tap;

/**
 * Real threads for a check: started together, shaken, or watched one by one.
 *
 * <p>Called from the properties of a check. A trial shows that a fault is there; that it saw none proves nothing about
 * the schedules that did not happen.
 */
public final class Trial {

    /** How long {@link #shaken} goes on before it is content with fewer rounds than it was asked for. */
    private static final long ENOUGH_NANOS = 250_000_000L;

    /** So many rounds are made in any case. */
    private static final int LEAST_ROUNDS = 40;

    /** How long the others may go on when one of them has failed. */
    private static final long GRACE_MILLIS = 100;

    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final List<Actor> ACTORS = new ArrayList<>();
    private static volatile int mostThreads;
    private static volatile long shaking; // the seed of the round under way; 0: none
    private static volatile int typicalAccesses;
    private static volatile Predicate<String> answer = name -> true;

    private Trial() {}

    /** What one thread does. */
    @FunctionalInterface
    public interface Body {
        void run() throws Throwable;
    }

    /** What each of several threads does. */
    @FunctionalInterface
    public interface IndexedBody {
        void run(int index) throws Throwable;
    }

    /** A sensible number of threads for a storm: as many as processors, at least 2, at most 4. */
    public static int threads() {
        return Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
    }

    /** Runs {@code n} threads at once, numbered from 0; as {@link #together(Body...)}. */
    public static void together(int n, IndexedBody body) {
        Body[] bodies = new Body[n];
        for (int i = 0; i < n; i++) {
            int index = i;
            bodies[i] = () -> body.run(index);
        }
        together(bodies);
    }

    /**
     * Runs the bodies at once, each on a thread of its own, from one starting gate, and waits for all. Throws the first
     * failure (a {@link Todo} before any other); once one has failed, the others are not waited for long.
     */
    public static void together(Body... bodies) {
        long seed = shaking;
        CountDownLatch ready = new CountDownLatch(bodies.length);
        CountDownLatch gate = new CountDownLatch(1);
        List<TrialThread> threads = new ArrayList<>();
        for (int i = 0; i < bodies.length; i++) {
            Body body = bodies[i];
            Shaker shaker = seed == 0 ? null : new Shaker(seed * 31 + i, (int) seed, typicalAccesses);
            TrialThread thread = new TrialThread("thread " + (i + 1), () -> {
                ready.countDown();
                gate.await();
                body.run();
            }, shaker, false, -1);
            threads.add(thread);
            thread.start();
        }
        mostThreads = Math.max(mostThreads, bodies.length);
        await(ready);
        gate.countDown();
        awaitAll(threads);
        if (seed != 0) {
            typicalAccesses = threads.stream().mapToInt(TrialThread::accesses).min().orElse(0);
        }
        Throwable first = firstFailure(threads);
        if (first != null) {
            Trial.<RuntimeException>rethrow(first);
        }
    }

    /**
     * Repeats a round, {@code rounds} times or until some tenths of a second are used up, though at least 40 times. In
     * it the threads of {@link #together} are disturbed at the shared accesses of answer and check: a yield, a little
     * spinning, a nap, by a seeded choice. Stops at the first failure.
     */
    public static void shaken(int rounds, Body round) {
        long start = System.nanoTime();
        typicalAccesses = 0;
        Tap.on = true;
        try {
            for (int i = 0; i < rounds; i++) {
                if (i >= LEAST_ROUNDS && System.nanoTime() - start > ENOUGH_NANOS) {
                    break;
                }
                shaking = i + 1;
                round.run();
                ROUNDS.incrementAndGet();
            }
        } catch (Throwable t) {
            Trial.<RuntimeException>rethrow(t);
        } finally {
            shaking = 0;
            Tap.on = false;
        }
    }

    /** Starts one named thread, undisturbed and untraced. */
    public static Actor start(String name, Body body) {
        return start(name, body, false, -1);
    }

    /** Starts one named thread whose shared accesses inside the answer are written down. */
    public static Actor watch(String name, Body body) {
        Tap.on = true;
        return start(name, body, true, -1);
    }

    /**
     * Starts one named thread as {@link #watch} does, and stops it just before its {@code access}-th shared access inside
     * the answer, counted from 0, until {@link Actor#goOn}. Stopping one thread at each place in turn, while another runs
     * through, tries every schedule with one switch in the middle: no luck needed, and no second processor.
     */
    public static Actor stopAt(int access, String name, Body body) {
        Tap.on = true;
        return start(name, body, true, access);
    }

    private static Actor start(String name, Body body, boolean watched, int stopAt) {
        TrialThread thread = new TrialThread(name, body, null, watched, stopAt);
        Actor actor = new Actor(thread, watched);
        synchronized (ACTORS) {
            ACTORS.add(actor);
        }
        thread.start();
        return actor;
    }

    /** What was tried so far, in a few words; used by the judge. */
    public static String tried() {
        long rounds = ROUNDS.get();
        return rounds == 0 ? "" : rounds + " shaken rounds of " + mostThreads + " threads";
    }

    /** Tells which class names belong to the answer; used by the judge. */
    public static void answerIs(Predicate<String> names) {
        answer = names;
    }

    /**
     * Ends a property: forgets its actors, and throws what one of them threw if nobody joined it to hear of that. Used
     * by the judge.
     */
    public static void sweep() {
        List<Actor> actors;
        synchronized (ACTORS) {
            actors = List.copyOf(ACTORS);
            ACTORS.clear();
        }
        Tap.on = false;
        for (Actor actor : actors) {
            if (actor.unheardFailure() != null) {
                Trial.<RuntimeException>rethrow(actor.unheardFailure());
            }
        }
    }

    static boolean isAnswer(String className) {
        return answer.test(className);
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void rethrow(Throwable t) throws T {
        throw (T) t;
    }

    private static void awaitAll(List<TrialThread> threads) {
        long deadline = 0;
        for (TrialThread thread : threads) {
            while (thread.isAlive()) {
                if (firstFailure(threads) != null) {
                    long now = System.nanoTime();
                    deadline = deadline == 0 ? now + GRACE_MILLIS * 1_000_000 : deadline;
                    if (now > deadline) {
                        return;
                    }
                }
                join(thread, 10);
            }
        }
    }

    private static Throwable firstFailure(List<TrialThread> threads) {
        Throwable first = null;
        for (TrialThread thread : threads) {
            if (thread.failure instanceof Todo) {
                return thread.failure;
            }
            first = first == null ? thread.failure : first;
        }
        return first;
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
