package lockstep.harness.child;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import lockstep.harness.Todo;
import lockstep.interleave.Verdict;
import lockstep.interleave.report.Place;
import lockstep.interleave.report.Step;

/** Puts a failing schedule into a message: what kind of failure, its cause, its token, its steps. Read again by the parent. */
public final class FailedScenario {

    /** The kind of failure, second field of the message. */
    public static final String SCHEDULE = "schedule";

    /** Fields before the first step. */
    private static final int HEAD = 5;

    /** Longer texts are cut: an answer may store a string of any length. */
    private static final int LONGEST = 160;
    private static final int LONGEST_CAUSE = 1200;

    private static final String BETWEEN = "\u001f";

    private FailedScenario() {}

    /** Whether the schedule is what should be told; and not that the answer waits for code, or that the JVM gave up. */
    static boolean isOne(Verdict verdict) {
        return !Failure.has(verdict.thrown(), Todo.class) && !Failure.has(verdict.thrown(), VirtualMachineError.class);
    }

    static Message of(Verdict verdict, int index, String check, Predicate<String> isAnswer) {
        String beside = check.substring(0, check.lastIndexOf('.') + 1); // where its helpers are, too
        Function<Place, String> places = place -> place.type().startsWith(beside) && !isAnswer.test(place.type())
                ? "the check" : place.name();
        Verdict told = verdict.withPlaces(places);
        List<String> fields = new ArrayList<>(List.of("" + index, SCHEDULE, told.kind().name(),
                cut(bare(told.cause()), LONGEST_CAUSE), told.token() == null ? "" : told.token()));
        told.steps().forEach(step -> fields.add(field(step)));
        return new Message(Message.BROKE, fields);
    }

    /** What the check itself says, at the end or in a thread: without saying where, which is no line of the learner's. */
    private static String bare(String cause) {
        String text = cause.startsWith("main: ") ? cause.substring(6) : cause;
        return text.endsWith(" (the check)") ? text.substring(0, text.length() - 12) : text;
    }

    /** The steps that a message tells. */
    public static List<Step> steps(Message message) {
        return message.fields().stream().skip(HEAD).map(FailedScenario::step).toList();
    }

    private static String field(Step step) {
        return String.join(BETWEEN, "" + step.number(), step.thread(), "" + step.column(), cut(step.text(), LONGEST),
                step.where(), cut(step.mark(), LONGEST), "" + step.culprit(), "" + step.sees(), "" + step.orders(),
                "" + step.stale());
    }

    private static Step step(String field) {
        String[] parts = field.split(BETWEEN, -1);
        return new Step(Integer.parseInt(parts[0]), parts[1], Integer.parseInt(parts[2]), parts[3], parts[4], parts[5],
                Boolean.parseBoolean(parts[6]), Integer.parseInt(parts[7]), Boolean.parseBoolean(parts[8]),
                Boolean.parseBoolean(parts[9]));
    }

    private static String cut(String text, int most) {
        String plain = text.replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
        return plain.length() <= most ? plain : plain.substring(0, most) + "…";
    }
}
