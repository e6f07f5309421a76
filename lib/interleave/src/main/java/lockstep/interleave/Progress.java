package lockstep.interleave;

import lockstep.interleave.schedule.Body;
import lockstep.interleave.schedule.Failure.Kind;

/**
 * What the threads of a scenario need from each other in order to finish, as far as an exploration can see.
 *
 * <p>First any one thread is stopped for ever, at any step: if the others then cannot finish, they wait for it, and the code is blocking. If they always can, threads are
 * made to run in step with each other, a few steps each in turn: if that goes on for ever although each alone would finish, the code is obstruction-free and no more. Else
 * it is lock-free as far as was seen. (Herlihy and Shavit, <i>On the Nature of Progress</i>, OPODIS 2011.)
 *
 * @param level what was seen
 * @param verdict the exploration that decided it
 */
public record Progress(Level level, Verdict verdict) {

  /** Guarantees of progress, from weak to strong. */
  public enum Level {
    /** The program is wrong in another way: see the verdict. */
    UNKNOWN,
    /** A thread that stops keeps others from finishing. */
    BLOCKING,
    /** A thread finishes when it runs alone, but threads that run in step may keep each other from finishing for ever. */
    OBSTRUCTION_FREE,
    /** Whoever stops, the others finish; nothing worse was seen. */
    LOCK_FREE;

    String words() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  static Progress of(Options options, Body program) {
    Verdict stopped = Interleave.explore(options.halts(true), program);
    if (stopped.kind() == Kind.BLOCKING) return new Progress(Level.BLOCKING, stopped);
    if (!stopped.passed()) return new Progress(Level.UNKNOWN, stopped);
    for (int stride = 1; stride <= 6; stride++) {
      Verdict inStep = Interleave.explore(options.stride(stride).steps(3_000).executions(1).preemptions(0).surprises(0), program);
      if (inStep.kind() == Kind.LIVELOCK || inStep.kind() == Kind.STARVATION) return new Progress(Level.OBSTRUCTION_FREE, inStep);
      if (!inStep.passed()) return new Progress(Level.UNKNOWN, inStep);
    }
    return new Progress(Level.LOCK_FREE, stopped);
  }

  /**
   * Demands at least this much.
   *
   * @return this
   * @throws FailedSchedule with the schedule that shows otherwise
   */
  public Progress orThrow(Level claimed) {
    if (level == Level.UNKNOWN) verdict.orThrow();
    if (level.compareTo(claimed) < 0) throw new FailedSchedule(verdict, "claimed to be " + claimed.words() + ", and is " + this);
    return this;
  }

  @Override public String toString() {
    return switch (level) {
      case UNKNOWN -> verdict.toString();
      case BLOCKING -> "blocking. " + verdict;
      case OBSTRUCTION_FREE -> "obstruction-free, not lock-free. " + verdict;
      case LOCK_FREE -> "lock-free as far as was seen: with any one thread stopped at any step, the others finish under " + verdict.coverage() + ", and also when they run in step.";
    };
  }
}
