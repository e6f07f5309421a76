package lockstep.harness;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lockstep.harness.judge.Judge;
import lockstep.harness.judge.Spec;
import lockstep.interleave.schedule.Token;

/** Remembers, for each exercise, the schedule that failed last and the class that was judged last, and runs the one on the other. */
final class Replays {

    private record Last(Class<?> answer, Schedule schedule) {}

    private static final Map<String, Last> LAST = new ConcurrentHashMap<>();

    private Replays() {}

    /** Notes what a verdict says. A schedule that once failed is kept when a better answer comes: it is worth trying on that, too. */
    static void note(Class<?> answer, Verdict verdict) {
        LAST.compute(verdict.exercise(), (id, last) -> {
            Schedule schedule = verdict.schedule() != null ? verdict.schedule() : last == null ? null : last.schedule();
            return schedule == null ? null : new Last(answer, schedule);
        });
    }

    /** Runs the last failing schedule of an exercise on the last class that was judged. */
    static void last(Spec spec, PrintStream out) throws InterruptedException {
        Last last = LAST.get(spec.id());
        if (last == null) {
            out.println("No schedule of " + spec.id() + " has failed since this kernel was started. check(\"" + spec.id() + "\", "
                    + spec.simpleName() + ".class) looks for one.");
            return;
        }
        run(spec, last.answer(), last.schedule().property(), last.schedule().token(), out);
    }

    /** The last failing schedule as HTML; says so if there is none. */
    static String html(Spec spec) {
        Last last = LAST.get(spec.id());
        return last == null ? "<p>No schedule of " + spec.id() + " has failed yet.</p>" : last.schedule().html();
    }

    /** Runs the schedule of this name, as a verdict gives it. */
    static void named(Spec spec, Class<?> answer, String name, PrintStream out) throws InterruptedException {
        List<String> scenarios = spec.properties().stream().filter(Spec.Prop::isScenario).map(Spec.Prop::method).toList();
        int colon = name == null ? -1 : name.indexOf(':');
        String property = colon < 0 ? scenarios.size() == 1 ? scenarios.get(0) : "" : name.substring(0, colon).trim();
        String token = name == null ? "" : name.substring(colon + 1).trim();
        if (scenarios.isEmpty()) {
            out.println("The check of " + spec.id() + " tries no schedules one by one; there is nothing to replay.");
        } else if (!scenarios.contains(property) || !isToken(token)) {
            out.println("\"" + name + "\" names no schedule of " + spec.id() + ". A verdict gives the name, such as \""
                    + scenarios.get(0) + ":3.1\"; before the colon stands " + String.join(" or ", scenarios) + ".");
        } else {
            run(spec, answer, property, token, out);
        }
    }

    private static boolean isToken(String token) {
        try {
            Token.parse(token);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void run(Spec spec, Class<?> answer, String property, String token, PrintStream out) throws InterruptedException {
        Verdict verdict = Judge.replaying(spec, property, token).judge(answer);
        String sentence = spec.properties().stream().filter(p -> p.method().equals(property)).findFirst()
                .map(Spec.Prop::sentence).orElse(property);
        String check = "check(\"" + spec.id() + "\", " + answer.getSimpleName() + ".class)";
        VerdictText text = new VerdictText(Colours.wanted());
        out.print(text.title(spec.id(), "the schedule " + property + ":" + token + ", once more"));
        if (verdict.passed()) {
            out.println(answer.getSimpleName() + " holds under this one schedule: " + sentence
                    + ". It says nothing of the others; " + check + " tries them.");
        } else if (verdict.schedule() == null && verdict.detail("Thrown").contains(Judge.NO_SUCH_SCHEDULE)) {
            out.println("The schedule does not fit " + answer.getSimpleName() + ": it was found with other code. "
                    + check + " looks for one that does.");
        } else {
            out.print(text.rest(verdict));
            Screen.show(verdict.schedule());
        }
    }
}
