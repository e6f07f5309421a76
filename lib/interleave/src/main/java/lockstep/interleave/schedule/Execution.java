package lockstep.interleave.schedule;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import lockstep.interleave.Options;
import lockstep.interleave.memory.Choices;
import lockstep.interleave.memory.Clock;
import lockstep.interleave.memory.DataRace;
import lockstep.interleave.memory.Fences;
import lockstep.interleave.memory.Location;

/**
 * One run of the program from start to end, under one schedule.
 *
 * <p>Its threads are real, but only one has the turn at any time. Before each step that others could notice the thread calls
 * {@link #point}, and there the {@link Path} decides who goes next. Between two such points a thread runs undisturbed: it touches only
 * what no other thread touches at the same time, or it is a data race and refused.
 */
public final class Execution implements Choices {
  /** After so many steps in a row a thread must let another one go on. */
  private static final int QUANTUM = 2_000;
  /** So long may a thread spin when nobody else could go on. */
  private static final int LONE_ROUNDS = 5_000;
  /** So many jumps backward without any step that others could notice count as an endless loop. */
  private static final int IDLE_ROUNDS = 20_000_000;

  public final Options options;
  /** Non-null if this run is to be shown. */
  public final Recorder recorder;
  public final Fences fences = new Fences();
  /** Depends on who is asked: the total orders that are no memory of any place. */
  public long fenceHistory;
  private long clockHistory;
  private long outcomeHistory;
  /** Virtual time in nanoseconds. */
  public long time = 1_000_000_000L;

  private final Path path;
  private final Seen seen;
  private final Crew crew;
  private final List<Strand> strands = new ArrayList<>();
  private final Map<Object, Object> attached = new IdentityHashMap<>();
  private final Map<Object, Object> monitors = new IdentityHashMap<>();
  private final Map<Object, Freeze> freezes = new IdentityHashMap<>();
  private final List<Invariant> invariants = new ArrayList<>();
  private final List<String> outcome = new ArrayList<>();
  private Strand[] candidates = new Strand[8];
  private int news;
  private int clockNews = -1;
  private long tickLength;
  private int steps;
  private boolean halted;
  /** Did the program ask for a thread's state? Then it is news when one begins to wait. */
  private boolean statesAsked;
  private boolean over;
  private boolean redundant;
  private Failure failure;

  private record Invariant(String what, BooleanSupplier holds) {}

  Execution(Options options, Path path, Seen seen, Crew crew, Recorder recorder) {
    this.options = options;
    this.path = path;
    this.seen = seen;
    this.crew = crew;
    this.recorder = recorder;
  }

  // ---- the run ----

  /** Runs {@code body} as the main thread, on the calling worker, until all threads have ended. */
  void run(Body body) {
    path.begin();
    Strand main = newStrand(null, "main");
    try {
      body.run();
      main.did(1);
      ended(main);
    } catch (Abort e) {
      // it ended before its time
    } catch (Throwable e) {
      threw(main, e);
    }
    over = true;
    for (int i = 1; i < strands.size(); i++) {
      Strand other = strands.get(i);
      while (other.state != Strand.State.DONE) {
        other.worker.giveTurn();
        main.worker.awaitTurn();
      }
    }
    main.worker.strand = null;
  }

  private Strand newStrand(Thread thread, String name) {
    int id = strands.size();
    Worker worker = crew.worker(id);
    Strand strand = new Strand(id, this, thread == null ? worker : thread, name, worker);
    worker.strand = strand;
    worker.hidden = 0;
    strands.add(strand);
    return strand;
  }

  /** Starts a thread of the program. It inherits what its parent knows. */
  public Strand start(Strand parent, Thread thread, String name, Body body) {
    if (strands.size() >= 16) throw new Unsupported("The program starts more than 15 threads in one execution.");
    Strand child = newStrand(thread, name);
    child.view.learn(parent.view.publish());
    child.history = Seen.mix(parent.did(3), child.id);
    child.worker.assign(child, () -> {
      try {
        if (over) throw Abort.INSTANCE;
        body.run();
      } catch (Abort e) {
        // it ended before its time
      } catch (Throwable e) {
        threw(child, e);
      }
      leave(child);
    });
    changed(parent);
    return child;
  }

  private void leave(Strand child) {
    Strand main = strands.get(0);
    try {
      if (!over) {
        ended(child);
        return;
      }
    } catch (Abort e) {
      // stuck, and this was the last thread that could move
    }
    child.state = Strand.State.DONE;
    main.worker.giveTurn();
  }

  /** A thread came to its end: another one goes on, or main does when all are through. */
  private void ended(Strand me) {
    if (!invariants.isEmpty()) checkInvariants(me);
    me.endMessage = me.view.publish();
    me.did(2);
    changed(me);
    me.state = Strand.State.DONE;
    Strand main = strands.get(0);
    Strand next = allDone() ? main : next(me);
    if (me == main) {
      if (next == main) return;
      handOver(main, next);
    } else {
      next.worker.giveTurn();
    }
  }

  private boolean allDone() {
    for (Strand s : strands) if (s.state != Strand.State.DONE) return false;
    return true;
  }

  private void threw(Strand by, Throwable thrown) {
    if (over) return;
    by.worker.hidden = 1;
    Failure.Kind kind = thrown instanceof Unsupported ? Failure.Kind.UNSUPPORTED : Failure.Kind.EXCEPTION;
    String message;
    try {
      message = thrown instanceof Unsupported ? thrown.getMessage() : thrown.toString();
    } catch (Throwable e) {
      message = thrown.getClass().getName();
    }
    by.worker.hidden = 0;
    end(new Failure(kind, message, by.id, null, null, thrown, List.of()));
  }

  void refused(Strand by, Unsupported why) {
    end(new Failure(Failure.Kind.UNSUPPORTED, why.getMessage(), by.id, null, null, why, List.of()));
  }

  private void end(Failure with) {
    if (over) return;
    failure = with;
    over = true;
  }

  /** Ends the execution with a failure. */
  public Abort fail(Failure with) {
    end(with);
    throw Abort.INSTANCE;
  }

  public Abort fail(Failure.Kind kind, String what, Strand by) {
    return fail(Failure.of(kind, what, by.id));
  }

  public Abort race(Strand by, DataRace race, Location place) {
    return fail(new Failure(Failure.Kind.DATA_RACE, "data race", by.id, race, place, null, List.of()));
  }

  // ---- what the model calls ----

  public boolean over() {
    return over;
  }

  /** Throws if the execution is over and this thread must unwind. */
  public void live() {
    if (over) throw Abort.INSTANCE;
  }

  /**
   * {@code me} is about to take a step on {@code place} that others could notice: who goes next?
   * Returns when {@code me} has the turn again.
   */
  public void point(Strand me, Object place) {
    if (over) throw Abort.INSTANCE;
    if (me.atomic > 0) return;
    me.points++;
    me.idleRounds = 0;
    if (!invariants.isEmpty()) checkInvariants(me);
    if (place != null && me.spin.again(me.site, place, news, me.round)) {
      spins(me);
      return;
    }
    if (++steps > options.steps()) endless(me);
    me.insisting = false;
    me.unchanged = 0;
    if (options.halts()) maybeHalt(me);
    if (strands.size() == 1) return;
    int others = others(me);
    if (others == 0) return;
    if (++me.streak > QUANTUM) {
      me.streak = 0;
      handOver(me, candidates[0]);
      return;
    }
    if (options.stride() > 0) {
      if (me.streak >= options.stride()) handOver(me, candidates[0]);
      return;
    }
    int surprises = surprises(me, others);
    if (skip(me, 1)) return;
    int chosen = path.choose(1, others, surprises, -1, me.history);
    if (chosen > 0) handOver(me, wake(candidates[chosen - 1]));
  }

  /** {@code me} is about to do something that needs no point, but is a good moment to be stopped for ever. */
  public void halting(Strand me) {
    if (options.halts() && me.atomic == 0 && !over) maybeHalt(me);
  }

  /** A point where the thread itself suggests that others go on: nobody is interrupted. */
  public void yield(Strand me) {
    if (over) throw Abort.INSTANCE;
    if (me.atomic > 0 || strands.size() == 1) return;
    me.points++;
    steps++;
    int others = others(me);
    if (others == 0 || skip(me, 2)) return;
    int chosen = path.choose(others, 0, 1, -1, me.history);
    if (chosen < others) handOver(me, candidates[chosen]);
  }

  private void spins(Strand me) {
    me.unchanged++;
    int others = others(me);
    if (others > 0) {
      if (me.insisting) {
        if (me.unchanged <= options.patience()) return;
        crew.deadEnds.set(me.site + 1); // the same as not insisting
        redundant = true;
        over = true;
        throw Abort.INSTANCE;
      }
      if (skip(me, 3)) return;
      int chosen = path.choose(others, 1, 0, me.site + 1, me.history);
      if (chosen == others) {
        me.insisting = true;
        return;
      }
      me.state = Strand.State.SPINNING;
      me.newsSeen = news;
      handOver(me, candidates[chosen]);
      return;
    }
    Strand next = timeout(me);
    if (next == null && me.unchanged > LONE_ROUNDS) {
      me.state = Strand.State.SPINNING;
      me.newsSeen = news;
      for (Strand s : strands) {
        if (s.state == Strand.State.SPINNING && s.unchanged <= LONE_ROUNDS) next = s;
      }
      if (next == null) stuck();
    }
    if (next != null) {
      me.state = Strand.State.SPINNING;
      me.newsSeen = news;
      handOver(me, next);
    }
  }

  /** A jump backward in the program. */
  public void round(Strand me) {
    me.round++;
    if (++me.idleRounds < 1000) return;
    if (over) throw Abort.INSTANCE;
    if (me.atomic > 0) return;
    if (me.idleRounds % 1000 == 0) { // a loop without any step that others could notice: perhaps it waits on a plain field
      Strand next = others(me) > 0 ? candidates[0] : timeout(me);
      if (next != null) handOver(me, next);
      else if (me.idleRounds > IDLE_ROUNDS || !lone(me) && me.idleRounds > IDLE_ROUNDS / 100) {
        me.state = Strand.State.SPINNING;
        me.newsSeen = news;
        stuck();
      }
    }
  }

  private boolean lone(Strand me) {
    for (Strand s : strands) if (s != me && s.state != Strand.State.DONE) return false;
    return true;
  }

  /** Waits until {@code wait} is over; says how it ended. */
  public Wait.End await(Strand me, Wait wait) {
    if (over) throw Abort.INSTANCE;
    if (me.atomic > 0) throw new Unsupported("The program waits for " + wait.what() + " inside " + me.atomicReason + ", which interleave runs as one step.");
    me.wait = wait;
    me.state = Strand.State.WAITING;
    me.end = Wait.End.READY;
    if (statesAsked) changed(me);
    Strand next = next(me);
    handOver(me, next);
    me.wait = null;
    if (statesAsked) changed(me);
    return me.end;
  }

  /** {@code by} changed something that a waiting or spinning thread might be waiting for. */
  public void changed(Strand by) {
    news++;
    by.lastChange = steps;
  }

  @Override public int weakness(int count) {
    return path.choose(1, 0, count - 1, -1, count);
  }

  /** Picks one of {@code count} things that the language leaves open, such as whom to notify. */
  public int any(Strand me, int count) {
    int chosen = path.choose(count, 0, 0, -1, count);
    me.did(chosen); // the choice is part of what led here: otherwise the situations after it would look the same
    return chosen;
  }

  /** What the model remembers about an object for the time of this execution. */
  @SuppressWarnings("unchecked")
  public <T> T attached(Object object, Function<Object, T> maker) {
    Object known = attached.get(object);
    if (known == null) attached.put(object, known = maker.apply(object));
    return (T) known;
  }

  /** The monitor of an object, apart from what else is remembered of it. */
  @SuppressWarnings("unchecked")
  public <T> T monitor(Object object, Function<Object, T> maker) {
    Object known = monitors.get(object);
    if (known == null) monitors.put(object, known = maker.apply(object));
    return (T) known;
  }

  private record Freeze(Strand by, int tick, Clock known) {}

  public void freeze(Strand by, Object object) {
    int tick = by.view.now();
    Clock known = by.view.order().copy();
    by.view.tick(); // what comes after is not frozen
    freezes.put(object, new Freeze(by, tick, known));
  }

  /** What the maker of an object knew when its constructor ended; null if {@code reader} has that behind it anyway. */
  public Clock frozen(Strand reader, Object object) {
    if (freezes.isEmpty()) return null;
    Freeze freeze = freezes.get(object);
    return freeze == null || reader.view.order().covers(freeze.by.id, freeze.tick) ? null : freeze.known;
  }

  public Object attachedOrNull(Object object) {
    return attached.get(object);
  }

  /** {@code me} looks at the clock. Time passes whenever somebody looks: the more, the longer nothing else has happened. */
  public long look(Strand me) {
    if (clockNews != news) {
      clockNews = news;
      tickLength = 500;
    }
    tickLength = Math.min(tickLength * 2, 1L << 50);
    time += tickLength;
    clockHistory = me.did(Seen.mix(clockHistory, time));
    return time;
  }

  /** The program looks at the states of threads, and may spin on them. */
  public void statesAsked() {
    statesAsked = true;
  }

  public Strand strand(Thread thread) {
    for (Strand s : strands) if (s.thread == thread) return s;
    return null;
  }

  public List<Strand> strands() {
    return strands;
  }

  public void always(String what, BooleanSupplier holds) {
    invariants.add(new Invariant(what, holds));
  }

  /** Observations stand in one order. */
  public void observe(Strand me, String what) {
    outcome.add(what);
    outcomeHistory = me.did(outcomeHistory);
  }

  // ---- who goes next ----

  /** Collects the other threads that can go on, in the order of their numbers from {@code me} on. */
  private int others(Strand me) {
    int n = strands.size();
    if (candidates.length < 2 * n) candidates = new Strand[4 * n];
    int count = 0;
    for (int i = 1; i < n; i++) {
      Strand s = strands.get((me.id + i) % n);
      if (enabled(s)) candidates[count++] = s;
    }
    return count;
  }

  private boolean enabled(Strand s) {
    return switch (s.state) {
      case RUNNABLE -> true;
      case WAITING -> s.wait.ready().getAsBoolean();
      case SPINNING -> s.newsSeen != news;
      default -> false;
    };
  }

  /** Appends the threads that could wake up early, by a time-out or for no reason. */
  private int surprises(Strand me, int count) {
    int from = count;
    for (Strand s : strands) {
      if (s != me && s.state == Strand.State.WAITING && (s.wait.timed() || s.wait.spurious()) && !enabled(s)) candidates[count++] = s;
    }
    return count - from;
  }

  private Strand wake(Strand s) {
    if (s.state == Strand.State.WAITING && !s.wait.ready().getAsBoolean()) s.end = s.wait.timed() ? Wait.End.TIMEOUT : Wait.End.SPURIOUS;
    return s;
  }

  /** {@code me} cannot go on: somebody else must. Never null. */
  private Strand next(Strand me) {
    me.streak = 0;
    int free = others(me);
    if (me.state == Strand.State.WAITING && enabled(me)) candidates[free++] = me;
    if (free > 0) {
      int surprises = surprises(null, free);
      if (free + surprises > 1) skip(strands.get(0), 4); // who goes next does not depend on who was last
      return wake(candidates[path.choose(free, 0, surprises, -1, me.history)]);
    }
    for (Strand s : strands) { // all spin or wait: the spinning ones may have patience left, or time may pass
      if (s != me && s.state == Strand.State.SPINNING && s.unchanged <= LONE_ROUNDS) return s;
    }
    Strand late = timeout(null);
    if (late == null) stuck();
    return late;
  }

  /** Time passes: one of the waits that end by themselves ends. */
  private Strand timeout(Strand except) {
    int count = 0;
    for (Strand s : strands) {
      if (s != except && s.state == Strand.State.WAITING && s.wait.timed()) candidates[count++] = s;
    }
    if (count == 0) return null;
    return wake(candidates[path.choose(count, 0, 0, -1, count)]);
  }

  private void handOver(Strand me, Strand next) {
    if (next == me) {
      me.state = Strand.State.RUNNABLE;
      return;
    }
    me.streak = 0;
    next.worker.giveTurn();
    me.worker.awaitTurn();
    if (over) throw Abort.INSTANCE;
    if (me.state != Strand.State.DONE && me.state != Strand.State.HALTED) me.state = Strand.State.RUNNABLE;
  }

  /** Was this very situation explored before? Then the execution ends here. */
  private boolean skip(Strand me, int how) {
    if (!options.reduce() || recorder != null || !path.fresh()) return false;
    long situation = Seen.mix(how, me.id);
    for (Strand s : strands) situation = Seen.mix(situation, s.situation(news));
    situation = Seen.mix(situation, time);
    if (clockNews == news) situation = Seen.mix(situation, tickLength);
    if (!seen.before(situation, path.preemptions(), path.surprises())) return false;
    redundant = true;
    over = true;
    throw Abort.INSTANCE;
  }

  private void maybeHalt(Strand me) {
    if (halted || me.id == 0 || path.choose(2, 0, 0, -1, me.history) == 0) return;
    halted = true;
    me.state = Strand.State.HALTED;
    if (recorder != null) recorder.note(me, "is stopped here, for ever");
    me.did(5);
    changed(me);
    handOver(me, next(me));
  }

  private void checkInvariants(Strand me) {
    for (Invariant invariant : invariants) {
      boolean[] holds = new boolean[1];
      me.unseen(() -> holds[0] = invariant.holds.getAsBoolean());
      if (!holds[0]) throw fail(Failure.Kind.INVARIANT, invariant.what, me);
    }
  }

  // ---- when nothing goes on ----

  private void stuck() {
    if (Standstill.harmless(strands)) {
      over = true;
      throw Abort.INSTANCE;
    }
    throw fail(Standstill.failure(strands, halted ? Failure.Kind.BLOCKING : Failure.Kind.DEADLOCK));
  }

  private void endless(Strand me) {
    throw fail(Standstill.endless(strands, steps));
  }

  // ---- for the explorer ----

  Failure failure() {
    return failure;
  }

  boolean redundant() {
    return redundant;
  }

  int steps() {
    return steps;
  }

  List<String> outcome() {
    return outcome;
  }
}
