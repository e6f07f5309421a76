package lockstep.interleave.schedule;

import java.util.List;
import lockstep.interleave.Options;

/**
 * Who goes next. The threads of an execution take turns; at a point, where a step begins that others could notice, the turn
 * may pass on, and the {@link Path} decides. Handing the turn to another thread although one's own could go on is a
 * preemption, and costs one; if one's own cannot go on, whom to choose is free.
 */
final class Turns {
  /** After so many steps in a row a thread must let another one go on. */
  private static final int QUANTUM = 2_000;

  private final Execution execution;
  private final Options options;
  private final Path path;
  private final Seen seen;
  private final Stage stage;
  private final List<Strand> strands;
  private final Candidates candidates;
  private final Spinning spinning;
  /** Counts the changes that a waiting or spinning thread might be waiting for. */
  private int news;
  private int steps;
  private boolean halted;

  Turns(Execution execution, Path path, Seen seen, Stage stage, Crew crew) {
    this.execution = execution;
    this.options = execution.options;
    this.path = path;
    this.seen = seen;
    this.stage = stage;
    this.strands = execution.strands();
    this.candidates = new Candidates(strands);
    this.spinning = new Spinning(execution, this, path, crew, candidates);
  }

  int news() {
    return news;
  }

  int steps() {
    return steps;
  }

  boolean halted() {
    return halted;
  }

  void changed(Strand by) {
    news++;
    by.lastChange = steps;
  }

  /** {@code me} is about to take a step on {@code place}: perhaps others go first. Returns when it has the turn again. */
  void point(Strand me, Object place) {
    me.points++;
    me.idleRounds = 0;
    if (place != null && me.spin.again(me.site, place, news, me.round)) {
      spinning.at(me);
      return;
    }
    if (++steps > options.steps()) throw execution.fail(Standstill.endless(strands, steps));
    me.insisting = false;
    me.unchanged = 0;
    if (options.halts()) maybeHalt(me);
    if (strands.size() == 1) return;
    int others = candidates.others(me, news);
    if (others == 0) return;
    if (++me.streak > QUANTUM) {
      me.streak = 0;
      handOver(me, candidates.get(0));
      return;
    }
    if (options.stride() > 0) {
      if (me.streak >= options.stride()) handOver(me, candidates.get(0));
      return;
    }
    int surprises = candidates.surprises(me, news, others);
    skip(me, 1);
    int chosen = path.choose(1, others, surprises, -1, me.history);
    if (chosen > 0) handOver(me, wake(candidates.get(chosen - 1)));
  }

  /**
   * {@code me} is about to give back a lock that others may find busy. No one spins here: whoever comes round without any change goes on, for the others
   * could look the first time, and it is for the loop's other steps to say that it spins. Says whether this was a point.
   */
  boolean unlocking(Strand me, Object lock) {
    if (me.spin.again(me.site, lock, news, me.round)) return false;
    point(me, null);
    return true;
  }

  /** A point where the thread itself suggests that others go on: nobody is interrupted. */
  void yield(Strand me) {
    if (strands.size() == 1) return;
    me.points++;
    steps++;
    int others = candidates.others(me, news);
    if (others == 0) return;
    skip(me, 2);
    int chosen = path.choose(others, 0, 1, -1, me.history);
    if (chosen < others) handOver(me, candidates.get(chosen));
  }

  /** A jump backward. */
  void round(Strand me) {
    spinning.round(me);
  }

  /** {@code me} may be stopped here for ever, if that is asked for and nobody is yet. The main thread never is. */
  void maybeHalt(Strand me) {
    if (halted || me.id == 0 || path.choose(2, 0, 0, -1, me.history) == 0) return;
    halted = true;
    me.state = Strand.State.HALTED;
    if (execution.recorder != null) execution.recorder.note(me, "is stopped here, for ever");
    me.did(5);
    changed(me);
    handOver(me, next(me));
  }

  /** {@code me} cannot go on: somebody else must. Never null. */
  Strand next(Strand me) {
    me.streak = 0;
    int free = candidates.orMe(me, news, candidates.others(me, news));
    if (free > 0) {
      int surprises = candidates.surprises(null, news, free);
      if (free + surprises > 1) skip(strands.get(0), 4); // who goes next does not depend on who was last
      return wake(candidates.get(path.choose(free, 0, surprises, -1, me.history)));
    }
    Strand patient = spinning.patient(me);
    if (patient != null) return patient;
    Strand late = timeout(null);
    if (late == null) throw stuck();
    return late;
  }

  /** Time passes: one of the waits that end by themselves ends. Null if there is none. */
  Strand timeout(Strand except) {
    int count = candidates.timed(except);
    return count == 0 ? null : wake(candidates.get(path.choose(count, 0, 0, -1, count)));
  }

  private static Strand wake(Strand s) {
    if (s.state == Strand.State.WAITING && !s.wait.ready().getAsBoolean()) {
      s.end = s.wait.timed() ? Wait.End.TIMEOUT : Wait.End.SPURIOUS;
    }
    return s;
  }

  void handOver(Strand me, Strand next) {
    if (next == me) {
      me.state = Strand.State.RUNNABLE;
      return;
    }
    me.streak = 0;
    stage.pass(me, next);
    execution.live();
    if (me.state != Strand.State.DONE && me.state != Strand.State.HALTED) me.state = Strand.State.RUNNABLE;
  }

  /** Ends the execution if this very situation was explored before: see {@link Seen}. {@code how} says why it is asked. */
  void skip(Strand me, int how) {
    if (!options.reduce() || execution.recorder != null || !path.fresh()) return;
    long situation = Seen.mix(how, me.id);
    for (int i = 0; i < strands.size(); i++) situation = Seen.mix(situation, strands.get(i).situation(news));
    situation = Seen.mix(situation, execution.time.situation(news));
    if (seen.before(situation, path.preemptions(), path.surprises())) throw execution.redundantFromHere();
  }

  /** Nobody can go on. That is no harm if all that is left waits for the thread that was stopped on purpose. */
  Abort stuck() {
    if (Standstill.harmless(strands)) throw execution.endHere();
    throw execution.fail(Standstill.failure(strands, halted ? Failure.Kind.BLOCKING : Failure.Kind.DEADLOCK));
  }
}
