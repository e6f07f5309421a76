package lockstep.interleave;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import lockstep.interleave.report.Place;
import lockstep.interleave.report.Report;
import lockstep.interleave.report.Step;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Result;

/** What an exploration found: nothing wrong, or what and under which schedule. Its text says how far the exploration went, and never more. */
public final class Verdict {
  private final Result result;
  private final Options options;
  private final Report report;

  Verdict(Result result, Options options, Report report) {
    this.result = result;
    this.options = options;
    this.report = report;
  }

  /** Nothing wrong was found. */
  public boolean passed() {
    return result.failure() == null;
  }

  /** What kind of mistake; null if none was found. */
  public Failure.Kind kind() {
    return passed() ? null : result.failure().kind();
  }

  /** The cause, in two sentences. */
  public String cause() {
    return report.cause();
  }

  /** The failing schedule, step by step; empty if nothing failed. */
  public List<Step> steps() {
    return report.steps();
  }

  /** Loads of what another thread stored, with the step that stored it: those that order, and those that do not. */
  public List<Edge> edges() {
    return steps().stream().filter(load -> load.sees() > 0).flatMap(load -> steps().stream().filter(store -> store.number() == load.sees())
        .map(store -> new Edge(store, load, load.orders()))).toList();
  }

  /** Loads that saw an older value although a newer one was there. */
  public List<Step> staleReads() {
    return steps().stream().filter(Step::stale).toList();
  }

  /**
   * From a store to a load of another thread that sees it.
   *
   * @param orders does the load put the store before what follows it (happens-before), or is a release or an acquire missing?
   */
  public record Edge(Step store, Step load, boolean orders) {}

  /** The failing schedule as a word, for {@link Interleave#replay}; null if nothing failed. */
  public String token() {
    return passed() ? null : result.token();
  }

  /** What the scenario observed, over all executions that did not fail. */
  public SortedSet<String> outcomes() {
    return new TreeSet<>(result.outcomes().keySet());
  }

  /** How many executions were run, all told. */
  public int executions() {
    return result.executions();
  }

  /** How many executions were cut short because an equivalent one had been run. */
  public int skipped() {
    return result.skipped();
  }

  /** How long that took, in milliseconds. */
  public long millis() {
    return result.millis();
  }

  /** Was every schedule covered, with no bound in the way? */
  public boolean complete() {
    return result.complete();
  }

  /** The number of preemptions up to which all schedules were covered; -1 if not even those without any. */
  public int preemptions() {
    return result.preemptions();
  }

  /** The number of weak steps up to which all schedules were covered; -1 if not even those without any. */
  public int surprises() {
    return result.surprises();
  }

  /** How far the exploration went, in words. */
  public String coverage() {
    return report.coverage();
  }

  /** The schedule as a picture, an SVG element at most 960 wide; empty if nothing failed. */
  public String svg() {
    return report.svg();
  }

  /** The same as {@link #toString}, for a notebook. */
  public String html() {
    return report.html();
  }

  /** What the program threw, where that is the mistake or stands behind it; else null. */
  public Throwable thrown() {
    return passed() ? null : result.failure().thrown();
  }

  /** The same verdict, which names places in the program in another way. */
  public Verdict withPlaces(Function<Place, String> names) {
    return new Verdict(result, options, new Report(result, names));
  }

  /** Throws a {@link FailedSchedule} with the whole report, unless the verdict is good. */
  public Verdict orThrow() {
    if (!passed()) throw new FailedSchedule(this, thrown());
    return this;
  }

  /** The options that were used. */
  public Options options() {
    return options;
  }

  /** The schedule as a table, the cause, and how far the exploration went. */
  @Override public String toString() {
    return report.text();
  }
}
