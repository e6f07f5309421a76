package lockstep.interleave.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Result;

/** Says what an exploration found, in the learner's own names and lines: as a table of columns, as HTML, and as data. */
public final class Report {
  /** So many characters a line of a schedule's table may have; a notebook's lines are shorter than a terminal's. */
  private static final int WIDTH = Integer.getInteger("lockstep.width", 140);
  private final Result result;
  private final List<Step> steps = new ArrayList<>();
  private final String cause;
  private final Function<Place, String> places;

  public Report(Result result) {
    this(result, Place::name);
  }

  /**
   * @param places how places in the program are named
   */
  public Report(Result result, Function<Place, String> places) {
    this.result = result;
    this.places = places;
    if (result.failure() == null) {
      cause = "";
      return;
    }
    steps.addAll(new Rows(result, places).steps());
    cause = new Cause(result, places).text();
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  public String cause() {
    return cause;
  }

  // ---- words ----

  public String coverage() {
    String count = String.format(java.util.Locale.ROOT, "%,d executions, %,d ms", result.executions(), result.millis());
    if (result.failure() != null) return "found after " + count;
    if (result.complete()) return "all schedules (" + count + ")";
    if (result.preemptions() < 0) return result.executions() + " schedules, not all (" + result.millis() + " ms)";
    return "all schedules with at most " + many(result.preemptions(), "preemption") + " and " + many(result.surprises(), "weak step") + " (" + count + ")";
  }

  private static String many(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private String headline() {
    return switch (result.failure().kind()) {
      case DATA_RACE -> "DATA RACE";
      case EXCEPTION -> "WRONG RESULT";
      case INVARIANT -> "BROKEN INVARIANT";
      case EXCLUSION -> "TWO THREADS INSIDE";
      case NOT_LINEARIZABLE -> "NOT LINEARIZABLE";
      case DEADLOCK -> "DEADLOCK";
      case LIVELOCK -> "LIVELOCK";
      case STARVATION -> "STARVATION";
      case BLOCKING -> "BLOCKING";
      case UNSUPPORTED -> "NOT HANDLED";
    };
  }

  public String text() {
    if (result.failure() == null) return "no mistake found: " + coverage();
    if (result.failure().kind() == Failure.Kind.UNSUPPORTED || steps.isEmpty()) return headline() + ": " + cause + "\n\n(" + coverage() + ")\n";
    StringBuilder text = new StringBuilder(headline()).append(" under this schedule:\n\n").append(new Table(steps, WIDTH).text());
    text.append('\n').append(capital(cause)).append("\n\n(").append(coverage());
    if (result.token() != null) text.append("; replay: \"").append(result.token()).append('"');
    return text.append(")\n").toString();
  }

  private static String capital(String text) {
    return text.isEmpty() || text.startsWith("main ") ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The schedule as a picture of its own; empty if there is none. */
  public String svg() {
    return new Timeline(steps).svg();
  }

  public String html() {
    if (result.failure() == null) return "<p>no mistake found: " + Timeline.escape(coverage()) + "</p>";
    return "<div><p><b>" + headline() + "</b>: " + Timeline.escape(cause) + "</p>" + svg() + "<p><small>" + Timeline.escape(coverage())
        + (result.token() == null ? "" : "; replay: <code>" + Timeline.escape(result.token()) + "</code>") + "</small></p></div>";
  }
}
