package lockstep.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import lockstep.harness.stage.Tap;
import lockstep.interleave.schedule.Strand;

/**
 * Real threads for a check: started together, shaken, or watched one by one.
 *
 * <p>Called from the properties of a check. A trial shows that a fault is there; that it saw none proves nothing about
 * the schedules that did not happen.
 */
public final class Trial {

    /** How long {@link #shaken} goes on before it is content with fewer rounds than it was asked for. */
    private static final long ENOUGH_NANOS = 250_000_000L;

    /** So many rounds are made even if they take longer than that … */
    private static final int FEW_ROUNDS = 40;

    /** … but on a machine that is busy with other things, so few are enough after so long. */
    private static final int FEWEST_ROUNDS = 16;
    private static final long BUSY_NANOS = 2_500_000_000L;

    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final AtomicLong STOPS = new AtomicLong();
    private static final List<Actor> ACTORS = new ArrayList<>();
    private static volatile int mostThreads;
    private static volatile long shaking; // the seed of the round under way; 0: none
    private static volatile int typicalAccesses;
    private static volatile Predicate<String> answer = name -> true;
    private static volatile Runnable progress = () -> { };

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
        outsideOfScenarios();
        long seed = shaking;
        List<Body> all = List.of(bodies);
        Team team = new Team(all, i -> seed == 0 ? null : new Shaker(seed * 31 + i, (int) seed, typicalAccesses));
        mostThreads = Math.max(mostThreads, bodies.length);
        Throwable first = team.run();
        if (seed != 0) {
            typicalAccesses = team.typicalAccesses();
        }
        if (first != null) {
            Trial.<RuntimeException>rethrow(first);
        }
    }

    /**
     * Repeats a round, {@code rounds} times or until some tenths of a second are used up, though at least 40 times (16 on a
     * machine so busy that these take seconds). The property's time limit holds for each round anew. In a round the threads of {@link #together} are disturbed at the shared accesses of answer and check: a yield, a little
     * spinning, a nap, by a seeded choice. Stops at the first failure.
     */
    public static void shaken(int rounds, Body round) {
        long start = System.nanoTime();
        typicalAccesses = 0;
        Tap.on = true;
        try {
            for (int i = 0; i < rounds; i++) {
                long passed = System.nanoTime() - start;
                if (i >= FEW_ROUNDS && passed > ENOUGH_NANOS || i >= FEWEST_ROUNDS && passed > BUSY_NANOS) {
                    break;
                }
                shaking = i + 1;
                round.run();
                ROUNDS.incrementAndGet();
                progress.run();
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
        STOPS.incrementAndGet();
        Tap.on = true;
        return start(name, body, true, access);
    }

    /** A scenario's threads are interleave's. Real ones beside them would be seen by nobody, and the verdict would mean nothing. */
    private static void outsideOfScenarios() {
        if (Strand.current() != null) {
            throw new IllegalStateException("Trial starts real threads. A scenario uses Interleave.together, or threads of its own.");
        }
    }

    private static Actor start(String name, Body body, boolean watched, int stopAt) {
        outsideOfScenarios();
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
        List<String> tried = new ArrayList<>();
        if (ROUNDS.get() > 0) {
            tried.add(ROUNDS.get() + " shaken rounds of " + mostThreads + " threads");
        }
        if (STOPS.get() > 0) {
            tried.add(STOPS.get() + " schedules with a switch at a chosen access");
        }
        return String.join(", ", tried);
    }

    /** Forgets what was tried so far; used by the judge. */
    public static void afresh() {
        ROUNDS.set(0);
        STOPS.set(0);
        mostThreads = 0;
    }

    /** Tells which class names belong to the answer; used by the judge. */
    public static void answerIs(Predicate<String> names) {
        answer = names;
    }

    /** Tells whom to call after each round; used by the judge. */
    public static void onProgress(Runnable call) {
        progress = call;
    }

    /** The check has seen what it waited for: it comes on. */
    static void cameOn() {
        progress.run();
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
}
