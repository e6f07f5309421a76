package lockstep.harness.child;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import lockstep.harness.stage.Tap;

/** Says where threads stand in the answer, what they wait for, and what is likely wrong. */
final class StuckThreads {

    private static final int SAMPLES = 6;

    /** More threads than this are counted, not listed. */
    private static final int SHOWN = 8;

    private final Predicate<String> isAnswer;
    private final Map<String, byte[]> classes;
    private final Set<Thread> own;
    private final Thread main = Thread.currentThread();

    /**
     * Made on the thread that runs the properties. (A scenario has a main of its own, by name.)
     *
     * @param isAnswer tells the answer's class names
     * @param classes the answer's class files by internal name
     * @param own the threads that neither check nor answer has started
     */
    StuckThreads(Predicate<String> isAnswer, Map<String, byte[]> classes, Set<Thread> own) {
        this.isAnswer = isAnswer;
        this.classes = classes;
        this.own = own;
    }

    /** The likely cause, or an empty string; then one line for each thread that is in the answer. */
    List<String> describe() throws InterruptedException {
        Map<Thread, Stuck> stuck = sample();
        List<Stuck> sorted = stuck.values().stream().sorted(Comparator.comparing(Stuck::name)).toList();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<String> lines = new ArrayList<>();
        for (Stuck one : sorted.subList(0, Math.min(SHOWN, sorted.size()))) {
            lines.add(one.name() + " " + one.doing(info(threads, one.thread())));
        }
        if (sorted.size() > SHOWN) {
            lines.add("and " + (sorted.size() - SHOWN) + " more threads");
        }
        long[] cycle = threads.findDeadlockedThreads();
        lines.add(0, cycle != null ? deadlock(threads.getThreadInfo(cycle)) : Stuck.likelyCause(sorted));
        return lines;
    }

    /** One look at all threads. */
    Sight look() {
        return new Sight(main, own, this::isWithin);
    }

    /** Whether main is in the answer: a look that costs less. */
    boolean isMainWithin() {
        return isWithin(main.getStackTrace());
    }

    private boolean isWithin(StackTraceElement[] stack) {
        return !answerFrames(stack).isEmpty();
    }

    /** One line for each thread that runs the answer's code and that no trial started. */
    List<String> strays() {
        Map<String, String> strays = new TreeMap<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            List<StackTraceElement> frames = answerFrames(stack);
            if (!frames.isEmpty() && !(thread instanceof Tap.Listener) && thread != Thread.currentThread()) {
                strays.put(thread.getName(), thread.getName() + " at " + where(frames.get(frames.size() - 1)));
            }
        });
        List<String> lines = new ArrayList<>(strays.values());
        if (lines.size() > SHOWN) {
            int more = lines.size() - SHOWN;
            lines = new ArrayList<>(lines.subList(0, SHOWN));
            lines.add("and " + more + " more threads");
        }
        return lines;
    }

    /** A place in the answer, in the learner's terms. */
    static String where(StackTraceElement frame) {
        String file = "cell".equals(frame.getFileName()) ? "line " : frame.getFileName() + " line ";
        String method = frame.getMethodName();
        String in = method.equals("<init>") ? "the constructor"
                : method.equals("<clinit>") || method.equals("lockstep$initialize") ? "a static initializer"
                : method.startsWith("lambda$") ? "a lambda" : method + "()";
        return file + frame.getLineNumber() + ", in " + in;
    }

    /** Looks several times: a loop is seen at several of its lines. */
    private Map<Thread, Stuck> sample() throws InterruptedException {
        Map<Thread, Stuck> stuck = new HashMap<>();
        for (int i = 0; i < SAMPLES && stuck.size() <= SHOWN; i++) {
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                List<StackTraceElement> frames = answerFrames(stack);
                if (!frames.isEmpty()) {
                    stuck.computeIfAbsent(thread, t -> new Stuck(t, classes)).add(frames, waitsForItsTurn(stack));
                }
            });
            Thread.sleep(3);
        }
        return stuck;
    }

    /** Whether a scenario's scheduler holds it, called from the answer. */
    private boolean waitsForItsTurn(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (isAnswer.test(frame.getClassName())) {
                return false;
            }
            if (frame.getClassName().startsWith("lockstep.interleave.")) {
                return true;
            }
        }
        return false;
    }

    /** The frames in the answer, the outermost first. */
    private List<StackTraceElement> answerFrames(StackTraceElement[] stack) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = stack.length - 1; i >= 0; i--) {
            if (isAnswer.test(stack[i].getClassName()) && stack[i].getLineNumber() > 0) { // not what weaving has added
                frames.add(stack[i]);
            }
        }
        return frames;
    }

    private static ThreadInfo info(ThreadMXBean threads, Thread thread) {
        @SuppressWarnings("deprecation") // threadId() came with JDK 19
        long id = thread.getId();
        return threads.getThreadInfo(id);
    }

    private static String deadlock(ThreadInfo[] cycle) {
        List<String> parts = new ArrayList<>();
        for (ThreadInfo info : cycle) {
            parts.add(info.getThreadName() + " waits for what " + info.getLockOwnerName() + " holds");
        }
        return "a deadlock: " + String.join(", ", parts) + ".";
    }
}
