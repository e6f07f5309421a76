package lockstep.harness.child;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lockstep.harness.Todo;

/** Puts a throwable into a message: its kind, its words, and the places in the answer that it passed. */
final class Failure {

    /** Kinds of failure, the second field of the message. */
    static final String TODO = "todo";
    static final String ASSERTION = "assertion";
    static final String THROWN = "thrown";

    private static final int FRAMES = 12;

    private Failure() {}

    static Message of(Throwable thrown, int index, Predicate<String> isAnswer) {
        Throwable todo = find(thrown, Todo.class, new IdentityHashMap<>());
        Throwable shown = todo != null ? todo : bare(thrown);
        String kind = todo != null ? TODO : thrown instanceof AssertionError ? ASSERTION : THROWN;
        List<String> fields = new ArrayList<>(List.of("" + index, kind, shown.getClass().getName(), words(shown)));
        for (Throwable t = shown; t != null && fields.size() == 4; t = t.getCause()) {
            for (StackTraceElement frame : frames(t)) {
                if (isAnswer.test(frame.getClassName()) && frame.getLineNumber() > 0 && fields.size() < FRAMES) {
                    fields.add(StuckThreads.where(frame));
                }
            }
        }
        return new Message(Message.BROKE, fields);
    }

    /** What a static initializer or a reflective call threw, out of its wrapping. */
    private static Throwable bare(Throwable t) {
        boolean wrapped = t instanceof ExceptionInInitializerError || t instanceof InvocationTargetException;
        return wrapped && t.getCause() != null ? bare(t.getCause()) : t;
    }

    /** Whether a throwable, or one that it carries along, is of this type. A chain that bites its own tail is no trap. */
    static boolean has(Throwable t, Class<? extends Throwable> type) {
        return find(t, type, new IdentityHashMap<>()) != null;
    }

    private static Throwable find(Throwable t, Class<? extends Throwable> type, Map<Throwable, Boolean> seen) {
        if (t == null || seen.put(t, true) != null) {
            return null;
        }
        if (type.isInstance(t)) {
            return t;
        }
        Throwable found = find(t.getCause(), type, seen);
        for (Throwable suppressed : t.getSuppressed()) {
            found = found != null ? found : find(suppressed, type, seen);
        }
        return found;
    }

    private static String words(Throwable t) {
        try {
            return t.getMessage() == null ? "" : t.getMessage();
        } catch (Throwable broken) { // an exception class of the answer's own may throw here
            return "";
        }
    }

    private static StackTraceElement[] frames(Throwable t) {
        try {
            return t.getStackTrace();
        } catch (Throwable broken) {
            return new StackTraceElement[0];
        }
    }
}
