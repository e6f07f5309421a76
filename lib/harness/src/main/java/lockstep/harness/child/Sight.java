package lockstep.harness.child;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lockstep.harness.stage.Tap;

/** Who was there at one look, in which state, and whether in the answer. What comes a moment later it does not know. */
final class Sight {

    /**
     * One thread.
     *
     * @param main whether the properties run on it
     * @param beside whether check or answer has started it
     * @param trial whether it belongs to a trial
     */
    private record Seen(Thread.State state, boolean main, boolean beside, boolean trial, boolean inAnswer) {

        /** Whether it is one that check or answer runs on, and none of the JVM's or the harness's own. */
        boolean counts() {
            return main || beside;
        }

        /** A timer that sleeps now may call the answer later: that is no waiting for others. */
        boolean waits() {
            return state == Thread.State.WAITING || state == Thread.State.BLOCKED || state == Thread.State.TERMINATED;
        }

        boolean runs() {
            return state == Thread.State.RUNNABLE;
        }

        boolean naps() {
            return state == Thread.State.TIMED_WAITING;
        }

        /** A check may look again and again, asleep in between. */
        boolean couldRun() {
            return (main || trial || inAnswer) && (runs() || main && !inAnswer && naps());
        }
    }

    private final List<Seen> all = new ArrayList<>();

    Sight(Thread main, Set<Thread> own, Predicate<StackTraceElement[]> inAnswer) {
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            all.add(new Seen(thread.getState(), thread == main, thread != main && !own.contains(thread),
                    thread instanceof Tap.Listener, inAnswer.test(entry.getValue())));
        }
    }

    /** Whether a thread that has a part in the check could run if it were given a processor. */
    boolean anyRunnable() {
        return all.stream().anyMatch(Seen::couldRun);
    }

    /** Whether a thread that has a part in the check sleeps or waits for a time. */
    boolean anyNaps() {
        return all.stream().anyMatch(s -> s.counts() && s.naps());
    }

    /** Whether any thread but main belongs to a trial or runs the answer's code. */
    boolean anyBesideMain() {
        return all.stream().anyMatch(s -> !s.main && (s.trial || s.inAnswer));
    }

    /** Whether main is in the answer, and no other thread that could ever release it is anywhere. */
    boolean isMainAlone() {
        return all.stream().anyMatch(s -> s.main && s.inAnswer) && !anyBesideMain()
                && all.stream().allMatch(s -> !s.beside || s.waits());
    }

    /** Whether every thread waits for another, and none for a time to come. A thread just woken may still look so. */
    boolean allWait() {
        return all.stream().allMatch(s -> !s.counts() || s.waits());
    }

    /**
     * Whether every thread waits for another or runs in the answer: nobody is left outside who might change what those
     * inside wait for.
     */
    boolean allWithin() {
        return all.stream().allMatch(s -> !s.counts() || s.waits() || s.runs() && s.inAnswer);
    }
}
