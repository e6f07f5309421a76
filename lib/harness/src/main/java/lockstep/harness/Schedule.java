package lockstep.harness;

import java.util.List;
import java.util.regex.Pattern;
import lockstep.interleave.report.Step;
import lockstep.interleave.report.Table;
import lockstep.interleave.report.Timeline;

/**
 * A schedule under which a property breaks.
 *
 * @param property the method name of the property
 * @param cause what goes wrong, in two sentences
 * @param steps step by step
 * @param token names the schedule within the property
 */
public record Schedule(String property, String cause, List<Step> steps, String token) {

    /** The label of the detail that holds the table. */
    public static final String LABEL = "Schedule";

    private static final int WIDTH = 98;

    /** Names the schedule within the exercise. */
    public String name() {
        return property + ":" + token;
    }

    /** The same, with one class called by another name. */
    public Schedule renamed(String from, String to) {
        Pattern name = Pattern.compile("\\b" + Pattern.quote(from) + "\\b");
        List<Step> renamed = steps.stream().map(s -> new Step(s.number(), s.thread(), s.column(), name.matcher(s.text()).replaceAll(to),
                name.matcher(s.where()).replaceAll(to), name.matcher(s.mark()).replaceAll(to), s.culprit(), s.sees(), s.orders(),
                s.stale())).toList();
        return new Schedule(property, name.matcher(cause).replaceAll(to), renamed, token);
    }

    /** A column a thread, a step a line. */
    public String table() {
        return steps.isEmpty() ? "" : new Table(steps, WIDTH).text();
    }

    /** A picture, for a notebook. */
    public String html() {
        return "<div><p>" + Timeline.escape(cause) + "</p>\n" + new Timeline(steps).svg() + "</div>";
    }
}
