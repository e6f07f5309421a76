package lockstep.harness;

import java.util.List;

/**
 * What the judge says of an answer.
 *
 * @param kind in one word
 * @param exercise the exercise's number
 * @param title the exercise's title
 * @param properties each property and how it went, in order
 * @param broken the method name of the property that broke, hung or crashed; empty if there is none
 * @param headline one sentence
 * @param details further lines: what was seen, where, what was tried
 * @param schedule the schedule under which it broke, where one is known; or null
 * @param printed what the answer printed, cut short
 * @param millis how long the judging took
 */
public record Verdict(Kind kind, String exercise, String title, List<Line> properties, String broken,
                      String headline, List<Detail> details, Schedule schedule, String printed, long millis) {

    /** A verdict without a schedule. */
    public Verdict(Kind kind, String exercise, String title, List<Line> properties, String broken,
                   String headline, List<Detail> details, String printed, long millis) {
        this(kind, exercise, title, properties, broken, headline, details, null, printed, millis);
    }

    /** The five verdicts. */
    public enum Kind { PASSED, WRONG, HUNG, CRASHED, NOT_STARTED }

    /** How one property went. */
    public enum State { HELD, BROKE, NOT_TRIED }

    /** A property and how it went. */
    public record Line(String method, String sentence, State state) {}

    /** A further line and what it is: "Seen", "Where", "Tried", … */
    public record Detail(String label, String text) {}

    /** Whether it is a pass. */
    public boolean passed() {
        return kind == Kind.PASSED;
    }

    /** The first detail with this label, or an empty string. */
    public String detail(String label) {
        return details.stream().filter(d -> d.label().equals(label)).map(Detail::text).findFirst().orElse("");
    }

    /** The verdict as text, coloured where that is wanted. */
    public String text() {
        return new VerdictText(Colours.wanted()).whole(this);
    }

    /** The verdict as text without colours. */
    @Override
    public String toString() {
        return new VerdictText(false).whole(this);
    }
}
