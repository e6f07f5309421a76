package lockstep.harness.child;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import lockstep.harness.stage.Tap;

/** Says where threads stand in the answer, what they wait for, and what is likely wrong. */
final class StuckThreads {

    private final Predicate<String> isAnswer;

    StuckThreads(Predicate<String> isAnswer) {
        this.isAnswer = isAnswer;
    }

    /** One line a thread. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(byName()).forEach((name, entry) -> {
            StackTraceElement frame = answerFrame(entry.getValue());
            if (frame != null) {
                lines.add(name + " " + doing(entry.getKey()) + " at " + where(frame));
            }
        });
        return lines;
    }

    /** Whether a thread in the answer could run if it were given a processor. */
    boolean anyRunnable() {
        return Thread.getAllStackTraces().entrySet().stream().anyMatch(e ->
                e.getKey().getState() == Thread.State.RUNNABLE && answerFrame(e.getValue()) != null);
    }

    /** Threads that run the answer's code and that no trial started. */
    Map<String, String> strays() {
        Map<String, String> strays = new TreeMap<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            StackTraceElement frame = answerFrame(stack);
            if (frame != null && !(thread instanceof Tap.Listener)) {
                strays.put(thread.getName(), thread.getName() + " " + doing(thread) + " at " + where(frame));
            }
        });
        return strays;
    }

    static String where(StackTraceElement frame) {
        String file = "cell".equals(frame.getFileName()) ? "line " : frame.getFileName() + " line ";
        return file + frame.getLineNumber() + ", in " + frame.getMethodName() + "()";
    }

    private static Map<String, Map.Entry<Thread, StackTraceElement[]>> byName() {
        Map<String, Map.Entry<Thread, StackTraceElement[]>> byName = new TreeMap<>();
        Thread.getAllStackTraces().entrySet().forEach(e -> byName.put(e.getKey().getName(), e));
        return byName;
    }

    private StackTraceElement answerFrame(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (isAnswer.test(frame.getClassName())) {
                return frame;
            }
        }
        return null;
    }

    private static String doing(Thread thread) {
        return switch (thread.getState()) {
            case RUNNABLE -> "spins";
            case BLOCKED -> "is blocked on a monitor";
            case WAITING -> "waits";
            case TIMED_WAITING -> "sleeps again and again";
            default -> "stands";
        };
    }
}
