package lockstep.interleave.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import lockstep.interleave.schedule.Event;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Recorder;
import lockstep.interleave.schedule.Result;
import lockstep.interleave.weave.Site;

/** Says what an exploration found, in the learner's own names and lines: as a table of columns, as HTML, and as data. */
public final class Report {
  /** Of a schedule that is too long to show, so many steps from its beginning and from its end are shown. */
  private static final int HEAD = 40;
  private static final int TAIL = 20;
  /** Columns of a schedule's table. */
  private static final int WIDTH = 140;
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
    Set<Integer> culprits = culprits();
    collect(culprits);
    cause = new Cause(result, places).text();
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  public String cause() {
    return cause;
  }

  /** The steps that the failure is about, as event numbers. */
  private Set<Integer> culprits() {
    Set<Integer> culprits = new HashSet<>();
    Failure failure = result.failure();
    List<Event> events = result.recorder().events();
    if (failure.race() != null) {
      for (int i = events.size() - 1; i >= 0; i--) {
        if (events.get(i).strand() == failure.race().second) {
          culprits.add(i);
          break;
        }
      }
      int first = Cause.firstOfRace(result);
      if (first >= 0) culprits.add(first);
    }
    return culprits;
  }

  private void collect(Set<Integer> culprits) {
    Recorder recorder = result.recorder();
    List<Event> events = recorder.events();
    Map<Object, Set<Integer>> users = new java.util.IdentityHashMap<>();
    int started = events.size();
    for (Event e : events) {
      if (e.place() != null) users.computeIfAbsent(e.place(), p -> new HashSet<>()).add(e.strand());
      if (e.strand() != 0) started = Math.min(started, e.index());
    }
    Map<Integer, Integer> columns = new TreeMap<>();
    List<Event> shown = new ArrayList<>();
    for (Event e : events) {
      boolean shared = e.place() == null || users.get(e.place()).size() > 1;
      boolean before = e.strand() == 0 && e.index() < started;
      Site site = Site.of(e.site());
      boolean hint = site != null && (site.operation().equals("onSpinWait") || site.operation().equals("yield"));
      if (!culprits.contains(e.index()) && (before || e.plain() && !shared || hint || site == null && e.kind() != Event.Kind.NOTE)) continue;
      columns.put(e.strand(), 0);
      shown.add(e);
    }
    int column = 0;
    for (Map.Entry<Integer, Integer> entry : columns.entrySet()) entry.setValue(column++);
    List<Event> kept = squeeze(shown);
    int left = kept.size() - HEAD - TAIL;
    int number = 0;
    Map<Integer, String> names = new HashMap<>();
    for (Event e : events) names.putIfAbsent(e.strand(), result.recorder().nameOf(e.strand()));
    for (int i = 0; i < kept.size(); i++) {
      Event e = kept.get(i);
      number++;
      if (left > 0 && i >= HEAD && i < HEAD + left) continue;
      Site site = Site.of(e.site());
      String mark = e.note() == null ? "" : e.note();
      if (e.missing() != 0 && e.from() >= 0) mark = (mark.isEmpty() ? "" : mark + "; ") + Cause.missing(e);
      boolean culprit = culprits.contains(e.index());
      if (culprit && result.failure().race() != null) mark = mark.isEmpty() ? "data race" : mark + "; data race";
      if (left > 0 && i == HEAD + left) mark = "after " + left + " more steps" + (mark.isEmpty() ? "" : "; " + mark);
      steps.add(new Step(number, names.get(e.strand()), columns.get(e.strand()), Wording.of(e), site == null ? "" : places.apply(new Place(site.type(), site.line())), mark, culprit));
    }
  }

  /** A thread that spins does the same again and again: once is enough to show. */
  private static List<Event> squeeze(List<Event> events) {
    List<Event> kept = new ArrayList<>();
    Map<Integer, Event> last = new HashMap<>();
    Map<Integer, Integer> period = new HashMap<>();
    for (Event e : events) {
      Event before = last.get(e.strand());
      boolean same = before != null && before.site() == e.site() && java.util.Objects.equals(before.result(), e.result()) && java.util.Objects.equals(before.text(), e.text())
          && e.note() == null && e.from() == before.from() && !e.plain();
      if (same && period.merge(e.strand(), 1, Integer::sum) > 1) continue;
      if (!same) period.remove(e.strand());
      last.put(e.strand(), e);
      kept.add(e);
    }
    return kept;
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
    StringBuilder text = new StringBuilder(headline()).append(": ").append(cause).append('\n');
    if (result.failure().kind() != Failure.Kind.UNSUPPORTED && !steps.isEmpty()) text.append('\n').append(new Table(steps, WIDTH).text());
    text.append("\n(").append(coverage());
    if (result.token() != null && result.failure().kind() != Failure.Kind.UNSUPPORTED) text.append("; replay: \"").append(result.token()).append('"');
    return text.append(")\n").toString();
  }

  public String html() {
    if (result.failure() == null) return "<p>no mistake found: " + Timeline.escape(coverage()) + "</p>";
    return "<div><p><b>" + headline() + "</b>: " + Timeline.escape(cause) + "</p>" + new Timeline(steps).svg() + "<p><small>" + Timeline.escape(coverage())
        + (result.token() == null ? "" : "; replay: <code>" + Timeline.escape(result.token()) + "</code>") + "</small></p></div>";
  }
}
