package lockstep.interleave.report;

import java.util.List;
import java.util.function.Function;
import lockstep.interleave.memory.DataRace;
import lockstep.interleave.schedule.Event;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Recorder;
import lockstep.interleave.schedule.Result;
import lockstep.interleave.weave.Site;

/** The cause of a failure, in two sentences: what happened, and what is missing. */
final class Cause {
  private final Result result;
  private final Recorder recorder;
  private final Failure failure;
  private final Function<Place, String> places;

  Cause(Result result, Function<Place, String> places) {
    this.result = result;
    this.places = places;
    this.recorder = result.recorder();
    this.failure = result.failure();
  }

  String text() {
    return switch (failure.kind()) {
      case DATA_RACE -> race(failure.race());
      case DEADLOCK -> "no thread can go on. " + stuck();
      case LIVELOCK -> "the threads keep changing things and never come to an end. " + stuck();
      case STARVATION -> "some threads go on for ever while another one waits. " + stuck();
      case BLOCKING -> "when one thread is stopped for ever, others cannot finish. " + stuck();
      case EXCEPTION -> thrown() + because();
      case INVARIANT -> "this must always hold, and does not: " + failure.what() + "." + because();
      case EXCLUSION -> failure.what() + because();
      default -> failure.what();
    };
  }

  /** What led to a wrong result, as far as the schedule alone shows it: something stale, or an update that got lost. */
  private String because() {
    List<Event> events = recorder.events();
    for (Event e : events) {
      if (e.note() == null || !e.note().startsWith("stale")) continue;
      return " " + recorder.nameOf(e.strand()) + " sees, by " + call(e) + at(e.site()) + ", an older value: another one was stored already, and nothing makes "
          + recorder.nameOf(e.strand()) + " see that.";
    }
    for (Event write : events) {
      if (write.kind() != Event.Kind.WRITE || write.place() == null) continue;
      Event read = null;
      Event between = null;
      for (Event e : events) {
        if (e.index() >= write.index()) break;
        if (e.place() != write.place()) continue;
        boolean mine = e.strand() == write.strand();
        if (mine) {
          read = e.kind() == Event.Kind.READ ? e : null;
          between = null;
        } else if (read != null && (e.kind() == Event.Kind.WRITE || recorder.stores(e))) {
          between = e;
        }
      }
      if (read == null || between == null || recorder.stores(read)) continue;
      String me = recorder.nameOf(write.strand());
      return " " + me + " reads " + subject(read) + at(read.site()) + ", " + recorder.nameOf(between.strand()) + " changes it" + at(between.site()) + ", and " + me
          + " stores what it made of the old value" + at(write.site()) + ": that change is lost.";
    }
    return "";
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") || text.contains("\n") ? text : text + ".";
  }

  private String thrown() {
    Throwable t = failure.thrown();
    String who = failure.strand() > 0 ? recorder.nameOf(failure.strand()) + ": " : "";
    if (t == null) return who + sentence(failure.what());
    String where = "";
    for (StackTraceElement frame : t.getStackTrace()) {
      String loader = frame.getClassLoaderName();
      if ("interleave".equals(loader)) {
        where = " (" + places.apply(new Place(frame.getClassName(), frame.getLineNumber())) + ")";
        break;
      }
    }
    if (t instanceof NoClassDefFoundError && t.getCause() instanceof ExceptionInInitializerError first && first.getMessage() != null) {
      return who + "a static initializer failed: " + first.getMessage() + where; // in an earlier execution
    }
    String message = t instanceof AssertionError ? (t.getMessage() == null ? "an assertion failed" : t.getMessage().strip()) : failure.what();
    return who + sentence(message + where);
  }

  private String stuck() {
    StringBuilder text = new StringBuilder();
    for (Failure.Stuck s : failure.stuck()) {
      Site site = Site.of(s.site());
      if (s.strand() == 0 && s.how().startsWith("waits for the end of") && failure.stuck().size() > 1) continue;
      text.append(text.length() == 0 ? "" : "; ").append(s.name()).append(' ');
      if (site == null) text.append(s.how());
      else if (s.how().startsWith("waits ")) text.append("waits at ").append(where(site)).append(named(s.how(), site).substring(5));
      else text.append(s.how()).append(" at ").append(where(site));
      if (site != null && s.how().equals("spins")) text.append(" on ").append(site.text().isEmpty() ? site.operation() : site.text());
    }
    return text.append('.').append(hopeless()).toString();
  }

  /** Why that never ends. */
  private String hopeless() {
    if (failure.kind() != Failure.Kind.DEADLOCK) return "";
    List<Failure.Stuck> stuck = failure.stuck().stream().filter(s -> s.strand() > 0).toList();
    if (stuck.size() > 1 && stuck.stream().allMatch(s -> s.how().contains("held by") || s.how().contains("begun by"))) return " Each holds what another one needs.";
    if (stuck.stream().anyMatch(s -> s.how().contains("(unpark)"))) return " Nobody is left to unpark it.";
    if (stuck.stream().anyMatch(s -> s.how().contains("a signal on"))) return " Nobody is left to wake it.";
    return stuck.stream().anyMatch(s -> s.how().equals("spins")) ? " Nobody is left to change what it looks at." : "";
  }

  /** What a thread waits for, in the program's own words where it has any. */
  static String named(String how, Site site) {
    String text = site.text();
    if (text.isEmpty()) return how;
    if (site.kind() == Site.Kind.MONITOR) return how.replaceFirst("the monitor of [\\w$.#]+", java.util.regex.Matcher.quoteReplacement(text));
    return text.equals("this") ? how : how.replaceFirst("(?<=for )the lock(?=,|$)", java.util.regex.Matcher.quoteReplacement(text));
  }

  // ---- data races ----

  /** The event of the first access of a data race. */
  static int firstOfRace(Result result) {
    DataRace race = result.failure().race();
    List<Event> events = result.recorder().events();
    for (int i = events.size() - 2; i >= 0; i--) {
      Event e = events.get(i);
      if (e.strand() == race.first && e.site() == race.firstSite && e.place() == events.get(events.size() - 1).place()) return i;
    }
    return -1;
  }

  private String race(DataRace race) {
    List<Event> events = recorder.events();
    Event second = events.get(events.size() - 1);
    int firstAt = firstOfRace(result);
    String place = firstAt >= 0 ? subject(events.get(firstAt)) : String.valueOf(failure.place());
    String text = recorder.nameOf(race.first) + (race.firstWrites ? " writes " : " reads ") + place + at(race.firstSite) + " and " + recorder.nameOf(race.second)
        + (race.secondWrites ? " writes" : " reads") + " it" + at(second.site()) + ", and nothing orders the two";
    return text + ". " + why(race);
  }

  private static String subject(Event e) {
    String text = Wording.of(e);
    int end = text.indexOf(" → ");
    if (end < 0) end = text.indexOf(" = ");
    if (end > 0) text = text.substring(0, end);
    int call = text.lastIndexOf('(');
    int dot = call < 0 ? -1 : text.lastIndexOf('.', call);
    return dot > 0 ? text.substring(0, dot) : text;
  }

  private String at(int site) {
    Site s = Site.of(site);
    return s == null ? "" : " (" + where(s) + ")";
  }

  private String where(Site site) {
    return places.apply(new Place(site.type(), site.line()));
  }

  /** Which access on the way from the first to the second lacked which mode? */
  private String why(DataRace race) {
    List<Event> events = recorder.events();
    for (int i = events.size() - 1; i >= 0; i--) { // the last time that the second thread saw something the first one stored after its access
      Event load = events.get(i);
      if (load.strand() != race.second || load.from() < 0 || load.missing() == 0) continue;
      Event store = events.get(load.from());
      if (store.strand() != race.first || recorder.tick(store.index()) < race.firstTick) continue;
      return sees(load, store);
    }
    for (int i = events.size() - 1; i >= 0; i--) { // or a third thread stands between them
      Event load = events.get(i);
      if (load.from() < 0 || load.missing() == 0) continue;
      Event store = events.get(load.from());
      if (store.strand() == race.first && recorder.tick(store.index()) >= race.firstTick) return sees(load, store);
    }
    return recorder.nameOf(race.second) + " has seen nothing that " + recorder.nameOf(race.first) + " released after that.";
  }

  private String sees(Event load, Event store) {
    String text = recorder.nameOf(load.strand()) + " sees, by " + call(load) + at(load.site()) + ", what " + recorder.nameOf(store.strand()) + " stored by " + call(store)
        + at(store.site()) + ", but ";
    return text + switch (load.missing()) {
      case Event.NO_RELEASE -> "that store has no release.";
      case Event.NO_ACQUIRE -> "that load has no acquire.";
      default -> "the store has no release and the load no acquire.";
    };
  }

  private static String call(Event e) {
    String text = Wording.of(e);
    int end = text.indexOf(" → ");
    return end > 0 ? text.substring(0, end) : text;
  }

  /** What a load of another thread's store lacks, in few words. */
  static String missing(Event e) {
    return switch (e.missing()) {
      case Event.NO_RELEASE -> "orders nothing: the store it sees has no release";
      case Event.NO_ACQUIRE -> "orders nothing: no acquire";
      default -> "orders nothing: no release, no acquire";
    };
  }
}
