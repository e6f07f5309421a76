package lockstep.harness.judge;

import java.util.ArrayList;
import java.util.List;
import lockstep.harness.Schedule;
import lockstep.harness.Verdict;
import lockstep.harness.Verdict.Detail;
import lockstep.harness.Verdict.Kind;
import lockstep.harness.Verdict.State;
import lockstep.harness.child.FailedScenario;
import lockstep.harness.child.Message;
import lockstep.interleave.schedule.Failure;

/** Puts what a child reported into a verdict's words. */
final class Ruling {

    private final Spec spec;
    private final List<Spec.Prop> props;
    private final long start = System.nanoTime();
    private final List<Detail> details = new ArrayList<>();
    private int held;
    private String printed = "";
    private final String answer;
    private Schedule schedule;

    /** @param answer what the answer's class is called where it was written; in the child it bears the starter's name */
    Ruling(Spec spec, String answer) {
        this.spec = spec;
        this.props = spec.properties();
        this.answer = answer;
    }

    /** How many properties have held so far. */
    int held() {
        return held;
    }

    /** The next property has held. */
    Verdict.Line oneMoreHeld() {
        return line(held++, State.HELD);
    }

    /** What the answer has printed so far. */
    void printed(String text) {
        printed = text;
    }

    /** The child's end record: a pass if every property held. */
    Verdict ended(Message end) {
        if (held == 0 || held != props.size()) {
            return failed("The child ended before all was tried.");
        }
        if (!end.field(0).isEmpty()) {
            details.add(new Detail("Tried", end.field(0) + "."));
        }
        details.add(new Detail("Unproven", end.field(1) + "."));
        int n = props.size();
        return verdict(Kind.PASSED, "", n + (n == 1 ? " property held." : " properties held."));
    }

    /** A property broke: by an assertion, by an exception, or by a Todo. */
    Verdict broke(Message message) {
        String type = message.field(2);
        String words = message.field(3);
        String where = message.fields().size() > 4 ? message.field(4) : "";
        if (message.field(1).equals("todo")) {
            details.add(new Detail("Waiting", where.isEmpty() ? words : where + ": " + words));
            String so = held == 0 ? "" : " " + held + " of " + props.size() + " properties hold already.";
            return verdict(Kind.NOT_STARTED, "", "Exercise " + spec.id() + " waits for your code." + so);
        }
        String sentence = sentence(held);
        if (message.field(1).equals(FailedScenario.SCHEDULE)) {
            return brokeUnder(message);
        }
        if (message.field(1).equals("assertion")) {
            details.add(new Detail("Seen", words.isEmpty() ? "the check failed without a word" : PlainWords.of(words)));
            hint();
            return verdict(Kind.WRONG, method(), "Does not hold: " + sentence);
        }
        String simple = type.substring(type.lastIndexOf('.') + 1);
        details.add(new Detail("Thrown", simple + (words.isEmpty() ? "" : ": " + words)));
        if (!where.isEmpty()) {
            details.add(new Detail("Where", where));
        }
        hint();
        String did = switch (simple) {
            case "OutOfMemoryError" -> "used up all memory (" + Flags.HEAP_MEGABYTES + " MB)";
            case "StackOverflowError" -> "called itself without end";
            default -> "threw " + simple;
        };
        return verdict(Kind.CRASHED, method(), "Your code " + did + " while this was tried: " + sentence);
    }

    /** A property broke under a schedule that the child tells. */
    private Verdict brokeUnder(Message message) {
        Failure.Kind how = Failure.Kind.valueOf(message.field(2));
        schedule = new Schedule(method(), PlainWords.of(message.field(3)), FailedScenario.steps(message), message.field(4))
                .renamed(spec.simpleName(), answer);
        if (how == Failure.Kind.UNSUPPORTED) {
            details.add(new Detail("Because", schedule.cause()));
            details.add(new Detail("Instead", "what is tried under every schedule may use fields, arrays, VarHandles, atomics, "
                    + "synchronized, wait and notify, park, java.util.concurrent.locks, threads, and ordinary collections."));
            schedule = null;
            return verdict(Kind.WRONG, method(), "Could not be tried: " + sentence(held));
        }
        details.add(new Detail("Cause", schedule.cause()));
        if (!schedule.steps().isEmpty()) {
            details.add(new Detail(Schedule.LABEL, schedule.table()));
        }
        hint();
        details.add(new Detail("Again", "replay(\"" + spec.id() + "\"), later replay(\"" + spec.id() + "\", " + answer
                + ".class, \"" + schedule.name() + "\")"));
        return switch (how) {
            case DEADLOCK, LIVELOCK, STARVATION ->
                    verdict(Kind.HUNG, method(), "Comes to no end: " + sentence(held));
            default -> verdict(Kind.WRONG, method(), "Does not hold: " + sentence(held));
        };
    }

    /** A property came to no end; the child says where its threads stand. */
    Verdict hung(Message message) {
        List<String> lines = message.fields().subList(Math.min(2, message.fields().size()), message.fields().size());
        if (!lines.isEmpty()) {
            details.add(new Detail("Stuck", String.join("\n", lines)));
        }
        details.add(new Detail("Likely", message.field(1)));
        hint();
        return verdict(Kind.HUNG, method(), "Came to no end: " + sentence(held));
    }

    /** A property came to no end, and the child can say no more. */
    Verdict silent() {
        details.add(new Detail("Likely", "it filled the memory, or started so many threads, that the JVM in which it ran"
                + " could not even say where it stands; that JVM was killed."));
        hint();
        return verdict(Kind.HUNG, method(), "Came to no end: " + sentence(held));
    }

    /** Threads of the answer's own outlived a property. */
    Verdict leftRunning(Message left) {
        details.add(new Detail("Running", String.join("\n", left.fields())));
        return verdict(Kind.WRONG, "", (held == props.size() ? "Every property held" : "What was tried so far held")
                + ", but your code left threads running.");
    }

    /** The child ended without a verdict, and not by the judge. */
    Verdict exited(int code, List<String> where) {
        details.add(new Detail("Exit code", "" + code));
        if (!where.isEmpty()) {
            details.add(new Detail("Where", where.get(0)));
        }
        return verdict(Kind.CRASHED, method(), "Your code ended the whole JVM while this was tried: " + sentence(held));
    }

    /** The answer was not tried at all. */
    Verdict refused(String why) {
        return verdict(Kind.WRONG, "", why);
    }

    /** The judge itself could not do its work. */
    Verdict failed(String why) {
        return verdict(Kind.CRASHED, "", why + " That is no verdict on your code; run the check again.");
    }

    private void hint() {
        String hint = held < props.size() ? props.get(held).hint() : "";
        hint = hint.isEmpty() && !spec.hints().isEmpty() ? spec.hints().get(0) : hint;
        if (!hint.isEmpty()) {
            details.add(new Detail("Look at", hint));
        }
        details.add(new Detail("Next", "hint(\"" + spec.id() + "\")"));
    }

    private String sentence(int index) {
        return index < props.size() ? props.get(index).sentence() : "the end of the check";
    }

    private String method() {
        return held < props.size() ? props.get(held).method() : "";
    }

    private Verdict.Line line(int index, State state) {
        return new Verdict.Line(props.get(index).method(), props.get(index).sentence(), state);
    }

    private Verdict verdict(Kind kind, String broken, String headline) {
        List<Verdict.Line> lines = new ArrayList<>();
        for (int i = 0; i < props.size(); i++) {
            boolean broke = props.get(i).method().equals(broken);
            lines.add(line(i, i < held ? State.HELD : broke ? State.BROKE : State.NOT_TRIED));
        }
        return new Verdict(kind, spec.id(), spec.title(), lines, broken, headline, List.copyOf(details), schedule, printed,
                (System.nanoTime() - start) / 1_000_000);
    }
}
