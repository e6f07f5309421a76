package lockstep.harness.child;

import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lockstep.interleave.schedule.Strand;

/** One stuck thread, looked at several times. */
final class Stuck {

    private final Thread thread;
    private final Map<String, byte[]> classes;
    private final List<List<StackTraceElement>> samples = new ArrayList<>();
    private final Set<Thread.State> states = new LinkedHashSet<>();

    Stuck(Thread thread, Map<String, byte[]> classes) {
        this.thread = thread;
        this.classes = classes;
    }

    /**
     * Adds one look.
     *
     * @param frames the answer's frames, the outermost first
     * @param itsTurn whether it only waits for its turn in a scenario: by itself it would run
     */
    void add(List<StackTraceElement> frames, boolean itsTurn) {
        samples.add(frames);
        states.add(itsTurn ? Thread.State.RUNNABLE : thread.getState());
    }

    Thread thread() {
        return thread;
    }

    String name() {
        return Strand.nameOf(thread);
    }

    /** What it does and where, as the end of a sentence that begins with its name. */
    String doing(ThreadInfo info) {
        String where = StuckThreads.where(frame(0)).replaceFirst("line \\d+", lines());
        if (states.contains(Thread.State.BLOCKED)) {
            String holder = info == null || info.getLockOwnerName() == null ? "" : " that " + info.getLockOwnerName() + " holds";
            return "is blocked at " + where + ", waiting for a monitor" + holder;
        }
        if (isSpinning()) {
            Set<String> seen = new LinkedHashSet<>(loop().accesses);
            loop().plain.forEach(f -> seen.add(f + " (a plain field)"));
            return (loop().found ? "goes round and round at " : "runs at ") + where
                    + (seen.isEmpty() ? "" : ", looking at " + String.join(", ", seen));
        }
        if (states.contains(Thread.State.TIMED_WAITING)) {
            return "sleeps or waits with a time limit, again and again, at " + where;
        }
        String lock = info == null || info.getLockOwnerName() == null ? "" : ", for what " + info.getLockOwnerName() + " holds";
        return isParked() ? "is parked at " + where + lock : "waits at " + where + lock;
    }

    /** What is likely wrong, judged from all stuck threads; without a lock cycle that the JVM knows of. */
    static String likelyCause(List<Stuck> all) {
        if (all.isEmpty()) {
            return "no thread is in your code any more: the check waits for something that your code should have done.";
        }
        for (Stuck one : all) {
            Loop loop = one.loop();
            if (one.isSpinning() && loop.found && loop.accesses.isEmpty()) {
                return loop.calls ? "the loop at " + one.lines() + " comes to no end." : loop.plain.isEmpty()
                        ? "the loop at " + one.lines() + " looks at nothing that another thread could change."
                        : "the loop at " + one.lines() + " reads a plain field, " + String.join(", ", loop.plain)
                        + ". The compiler may read it once and never look again: say volatile, or read it through an"
                        + " atomic or a VarHandle.";
            }
        }
        boolean allParked = all.stream().noneMatch(Stuck::isSpinning);
        boolean sleeps = all.stream().anyMatch(s -> s.states.contains(Thread.State.TIMED_WAITING));
        if (all.size() == 1) {
            return allParked && !sleeps
                    ? "no other thread is in your code, so nobody is left to wake this one: a wake-up that came too"
                    + " early or never."
                    : "no other thread is in your code, so nobody is left to change what this one waits for: a lock"
                    + " that was not given back, or that its own holder takes again.";
        }
        return allParked ? "all of them wait to be woken, and nobody is left to do it: a lost wake-up."
                : "each waits for another, and none goes on: a release that never came, or that was overwritten.";
    }

    private boolean isSpinning() {
        return states.contains(Thread.State.RUNNABLE);
    }

    private boolean isParked() {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("java.util.concurrent.locks.LockSupport")) {
                return true;
            }
        }
        return false;
    }

    /** The depth of the innermost method that all looks have in common: where the loop is. */
    private int depth() {
        int depth = samples.stream().mapToInt(List::size).min().orElse(1) - 1;
        while (depth > 0) {
            int d = depth;
            long different = samples.stream().map(s -> s.get(d).getClassName() + s.get(d).getMethodName()).distinct().count();
            if (different == 1) {
                break;
            }
            depth--;
        }
        return depth;
    }

    private StackTraceElement frame(int sample) {
        return samples.get(sample).get(depth());
    }

    private String lines() {
        Set<Integer> lines = lineSet();
        List<String> words = lines.stream().map(String::valueOf).toList();
        return words.size() == 1 ? "line " + words.get(0)
                : "lines " + String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
    }

    private Set<Integer> lineSet() {
        int depth = depth();
        Set<Integer> lines = new TreeSet<>();
        samples.forEach(s -> lines.add(s.get(depth).getLineNumber()));
        return lines;
    }

    private Loop loop() {
        StackTraceElement frame = frame(0);
        return Loop.around(classes.get(frame.getClassName().replace('.', '/')), frame.getMethodName(), lineSet());
    }
}
