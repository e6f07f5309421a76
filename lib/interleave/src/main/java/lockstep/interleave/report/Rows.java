package lockstep.interleave.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import lockstep.interleave.schedule.Event;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Recorder;
import lockstep.interleave.schedule.Result;
import lockstep.interleave.weave.Site;

/**
 * Chooses the steps of a recorded execution that are worth showing, and puts them into words. Left out: what main did
 * before the threads began, places that one thread alone
 * uses, hints to the scheduler, rounds of a spinning thread that see nothing new. Added: where each thread is stuck.
 */
final class Rows {
  /** Of a schedule that is too long to show, so many steps from its beginning and from its end are shown. */
  private static final int HEAD = 40;
  private static final int TAIL = 20;

  private final Result result;
  private final Recorder recorder;
  private final List<Event> events;
  private final Function<Place, String> places;
  private final Set<Integer> culprits = new HashSet<>();
  private final Map<Integer, Integer> columns = new TreeMap<>();
  private final Map<Integer, Integer> numbers = new HashMap<>(); // of events
  private final List<Step> steps = new ArrayList<>();

  Rows(Result result, Function<Place, String> places) {
    this.result = result;
    this.recorder = result.recorder();
    this.events = recorder.events();
    this.places = places;
  }

  List<Step> steps() {
    culprits();
    List<Event> kept = squeeze(shown());
    List<Failure.Stuck> stuck = result.failure().stuck().stream().filter(Rows::worthShowing).toList();
    for (Event e : kept) columns.put(e.strand(), 0);
    for (Failure.Stuck s : stuck) columns.put(s.strand(), 0);
    int column = 0;
    for (Map.Entry<Integer, Integer> entry : columns.entrySet()) entry.setValue(column++);
    for (Event e : kept) numbers.put(e.index(), numbers.size() + 1);
    int left = kept.size() - HEAD - TAIL;
    for (int i = 0; i < kept.size(); i++) {
      String gap = left > 0 && i == HEAD + left ? "after " + left + " more steps" : "";
      if (left <= 0 || i < HEAD || i >= HEAD + left) steps.add(step(kept.get(i), gap));
    }
    int number = numbers.size();
    for (Failure.Stuck s : stuck) steps.add(stuck(s, ++number));
    return steps;
  }

  /** The steps that a data race is about. */
  private void culprits() {
    Failure failure = result.failure();
    if (failure.race() == null) return;
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).strand() == failure.race().second) {
        culprits.add(i);
        break;
      }
    }
    int first = Cause.firstOfRace(result);
    if (first >= 0) culprits.add(first);
  }

  private List<Event> shown() {
    Map<Object, Set<Integer>> users = new IdentityHashMap<>();
    int started = events.size();
    for (Event e : events) {
      if (e.place() != null) users.computeIfAbsent(e.place(), p -> new HashSet<>()).add(e.strand());
      if (e.strand() != 0) started = Math.min(started, e.index());
    }
    List<Event> shown = new ArrayList<>();
    for (Event e : events) {
      boolean shared = e.place() == null || users.get(e.place()).size() > 1;
      boolean before = e.strand() == 0 && e.index() < started;
      Site site = Site.of(e.site());
      boolean hint = site != null && (site.operation().equals("onSpinWait") || site.operation().equals("yield"));
      boolean dull = before || e.plain() && !shared || hint || site == null && e.kind() != Event.Kind.NOTE;
      if (culprits.contains(e.index()) || !dull) shown.add(e);
    }
    return shown;
  }

  /** A thread that spins does the same again and again: once is enough to show. */
  private static List<Event> squeeze(List<Event> events) {
    List<Event> kept = new ArrayList<>();
    Map<Integer, Event> last = new HashMap<>();
    Map<Integer, Integer> period = new HashMap<>();
    for (Event e : events) {
      Event before = last.get(e.strand());
      boolean same = before != null && before.site() == e.site() && Objects.equals(before.result(), e.result())
          && Objects.equals(before.text(), e.text())
          && e.note() == null && e.from() == before.from() && !e.plain();
      if (same && period.merge(e.strand(), 1, Integer::sum) > 1) continue;
      if (!same) period.remove(e.strand());
      last.put(e.strand(), e);
      kept.add(e);
    }
    return kept;
  }

  private Step step(Event e, String gap) {
    boolean culprit = culprits.contains(e.index());
    List<String> marks = new ArrayList<>();
    if (!gap.isEmpty()) marks.add(gap);
    if (e.note() != null) marks.add(e.note());
    if (e.missing() != 0 && e.from() >= 0) marks.add(Cause.missing(e));
    if (culprit && result.failure().race() != null) marks.add("data race");
    int sees = e.from() < 0 ? 0 : numbers.getOrDefault(e.from(), 0);
    boolean stale = e.note() != null && e.note().startsWith("stale");
    return new Step(numbers.get(e.index()), recorder.nameOf(e.strand()), columns.get(e.strand()), Wording.of(e),
        where(Site.of(e.site())), String.join("; ", marks), culprit,
        sees, sees > 0 && e.missing() == 0, stale);
  }

  private String where(Site site) {
    return site == null ? "" : places.apply(new Place(site.type(), site.line()));
  }

  // ---- who is stuck where ----

  private static boolean worthShowing(Failure.Stuck s) {
    return s.strand() > 0 && !s.how().equals("was stopped") && Site.of(s.site()) != null;
  }

  private Step stuck(Failure.Stuck s, int number) {
    Site site = Site.of(s.site());
    String text = Wording.at(site);
    for (Event e : events) if (e.strand() == s.strand() && e.site() == s.site()) text = Wording.of(e);
    boolean waits = s.how().startsWith("waits");
    if (waits && text.contains(" → ")) text = text.substring(0, text.indexOf(" → "));
    String mark = waits ? Cause.named(s.how(), site) + ", for ever" : s.how() + " here";
    return new Step(number, s.name(), columns.get(s.strand()), text, where(site), mark, true);
  }
}
