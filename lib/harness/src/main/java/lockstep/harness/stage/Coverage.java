package lockstep.harness.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far the schedules of one scenario were explored.
 *
 * @param executions how many were run
 * @param preemptions the number of preemptions up to which all were covered; -1 if not even those without
 * @param surprises the same of weak steps
 * @param complete whether all were covered, with no bound in the way
 */
record Coverage(int executions, int preemptions, int surprises, boolean complete) {

    /** Reads what a scenario reported. */
    static Coverage of(Map<String, String> entry) {
        return new Coverage(Integer.parseInt(entry.get("executions")), Integer.parseInt(entry.get("preemptions")),
                Integer.parseInt(entry.get("surprises")), Boolean.parseBoolean(entry.get("complete")));
    }

    /** Sums up several scenarios in words that hold for each of them; empty if there is none. */
    static String words(List<Coverage> all) {
        List<Coverage> whole = all.stream().filter(Coverage::complete).toList();
        List<Coverage> bounded = all.stream().filter(c -> !c.complete && c.preemptions >= 0).toList();
        List<Coverage> cut = all.stream().filter(c -> !c.complete && c.preemptions < 0).toList();
        List<String> parts = new ArrayList<>();
        if (!whole.isEmpty()) {
            parts.add("all schedules of " + scenarios(whole) + " (" + executions(whole) + ")");
        }
        if (!bounded.isEmpty()) {
            int preemptions = bounded.stream().mapToInt(Coverage::preemptions).min().orElseThrow();
            int surprises = bounded.stream().mapToInt(Coverage::surprises).min().orElseThrow();
            parts.add("all schedules of " + scenarios(bounded) + " with at most " + many(preemptions, "preemption")
                    + " and " + many(surprises, "weak step") + " (" + executions(bounded) + ")");
        }
        if (!cut.isEmpty()) {
            parts.add(number(cut) + " schedules of " + scenarios(cut) + ", not all");
        }
        return String.join(", ", parts);
    }

    /** What these explorations leave open. */
    static String open(List<Coverage> all) {
        return all.stream().allMatch(Coverage::complete) ? "what the scenarios do not do"
                : "schedules beyond these bounds, and what the scenarios do not do";
    }

    private static String scenarios(List<Coverage> some) {
        return many(some.size(), "scenario");
    }

    private static String executions(List<Coverage> some) {
        String number = number(some);
        return number + (number.equals("1") ? " run" : " runs");
    }

    private static String number(List<Coverage> some) {
        return String.format(Locale.ROOT, "%,d", some.stream().mapToLong(Coverage::executions).sum());
    }

    private static String many(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
