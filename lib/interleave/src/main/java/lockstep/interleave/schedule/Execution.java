package lockstep.interleave.schedule;

import java.util.ArrayList;
import java.util.List;
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
 * {@link #point}, and there {@link Turns} decides who goes next. Between two such points a thread runs undisturbed: it touches
 * only what no other thread touches at the same time, or it is a data race and refused.
 *
 * <p>This class is what the model calls. {@link Cast} says how threads begin and end, {@link Turns} and {@link Spinning} who
 * goes next, {@link Claimed} what must hold, {@link Attachments} what is remembered of objects, {@link VirtualTime} what time it is.
 */
public final class Execution implements Choices {
  public final Options options;
  /** Non-null if this run is to be shown. */
  public final Recorder recorder;
  public final Fences fences = new Fences();
  /** Names the full fences so far, which stand in one order. */
  public long fenceHistory;
  public final VirtualTime time = new VirtualTime();

  private final Path path;
  private final List<Strand> strands = new ArrayList<>();
  private final Turns turns;
  private final Cast cast;
  private final Attachments attachments = new Attachments();
  private final Claimed claimed = new Claimed();
  /** Did the program ask for a thread's state? Then it is news when one begins to wait. */
  private boolean statesAsked;
  /** Is giving a lock back a step of its own? See {@link Explorer}. */
  private final boolean unlocksAreSteps;
  private boolean lookedWhetherBusy;
  private boolean over;
  private boolean redundant;
  private Failure failure;

  Execution(Options options, Path path, Seen seen, Crew crew, Recorder recorder, boolean unlocksAreSteps) {
    this.options = options;
    this.path = path;
    this.recorder = recorder;
    this.unlocksAreSteps = unlocksAreSteps;
    Stage stage = new Stage(strands, crew);
    this.turns = new Turns(this, path, seen, stage, crew);
    this.cast = new Cast(this, turns, stage, crew);
  }

  /** Counts what could make a spinning thread find something else than before. */
  public int news() {
    return turns.news();
  }

  /** Runs {@code body} as the main thread, on the calling worker, until all threads have ended. */
  void run(Body body) {
    path.begin();
    cast.run(body);
  }

  /** Starts a thread of the program. It inherits what its parent knows. */
  public Strand start(Strand parent, Thread thread, String name, Body body) {
    return cast.start(parent, thread, name, body);
  }

  // ---- how it ends ----

  void refused(Strand by, Unsupported why) {
    end(new Failure(Failure.Kind.UNSUPPORTED, why.getMessage(), by.id, null, null, why, List.of()));
  }

  void end(Failure with) {
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

  /** Ends the execution, as what would follow was explored before. */
  Abort redundantFromHere() {
    redundant = true;
    throw endHere();
  }

  /** Ends the execution: what is left of it is of no interest. */
  Abort endHere() {
    over = true;
    throw Abort.INSTANCE;
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
    live();
    if (me.atomic > 0) return;
    claimed.check(me);
    turns.point(me, place);
  }

  /** {@code me} is in the middle of a static initializer, and about to begin another. Others may go first, unless it is inside another call that is one step. */
  public void pointWithin(Strand me) {
    live();
    int atomic = me.atomic;
    if (atomic > me.initializing) return;
    me.atomic = 0;
    point(me, null);
    me.atomic = atomic;
  }

  /** {@code me} is about to give back a lock that others may try without waiting. Says whether that was a step. */
  public boolean unlocking(Strand me, Object lock) {
    live();
    if (!unlocksAreSteps || me.atomic > 0) return false;
    claimed.check(me);
    return turns.unlocking(me, lock);
  }

  /** {@code me} looks whether a lock is busy, and does not wait for it. */
  public void looksWhetherBusy(Strand me) {
    for (int i = 0; i < strands.size() && !lookedWhetherBusy; i++) {
      Strand other = strands.get(i);
      lookedWhetherBusy = other != me && !other.done() && !other.joining();
    }
  }

  /** {@code me} is about to do something that needs no point, but is a good moment to be stopped for ever. */
  public void halting(Strand me) {
    if (options.halts() && me.atomic == 0 && !over) turns.maybeHalt(me);
  }

  /** A point where the thread itself suggests that others go on: nobody is interrupted. */
  public void yield(Strand me) {
    live();
    if (me.atomic == 0) turns.yield(me);
  }

  /** A jump backward in the program. Even one that catches every Throwable in a loop is ended here, for the jump is outside the try. */
  public void round(Strand me) {
    me.round++;
    if (++me.idleRounds < 1000) return;
    live();
    if (me.atomic == 0) turns.round(me);
  }

  /** Waits until {@code wait} is over; says how it ended. */
  public Wait.End await(Strand me, Wait wait) {
    live();
    int atomic = me.atomic;
    if (atomic > me.initializing) throw new Unsupported("The program waits for " + wait.what() + " inside " + me.atomicReason + ", which interleave runs as one step.");
    me.atomic = 0; // a static initializer is one step only up to where it waits
    me.wait = wait;
    me.state = Strand.State.WAITING;
    me.end = Wait.End.READY;
    if (statesAsked) turns.changed(me);
    turns.handOver(me, turns.next(me));
    me.wait = null;
    me.atomic = atomic;
    if (statesAsked) turns.changed(me);
    return me.end;
  }

  /** {@code by} changed something that a waiting or spinning thread might be waiting for. */
  public void changed(Strand by) {
    turns.changed(by);
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
    return (T) attachments.to(object, maker);
  }

  public Object attachedOrNull(Object object) {
    return attachments.toOrNull(object);
  }

  /** The monitor of an object, apart from what else is remembered of it. */
  @SuppressWarnings("unchecked")
  public <T> T monitor(Object object, Function<Object, T> maker) {
    return (T) attachments.monitor(object, maker);
  }

  /** {@code by}, which is still in the object's constructor, passes it on. */
  public void leak(Strand by, Object object) {
    attachments.leak(by, object);
  }

  /** Has a constructor passed the object on before its end? */
  public boolean leaked(Object object) {
    return attachments.leaked(object);
  }

  /**
   * May {@code reader} have got the object from within its constructor? Yes if it has behind it what the constructor did after it passed the object on. Whether the
   * constructor's end came before is then for happens-before to say, as for a plain field. Who has nothing of that behind it got the object later, by a race.
   */
  public boolean early(Strand reader, Object object) {
    return attachments.early(reader, object);
  }

  /** {@code by} has made an object with final fields: what they refer to is frozen as it is now (JLS 17.5). */
  public void freeze(Strand by, Object object) {
    attachments.freeze(by, object);
  }

  /** What the maker of an object knew when its constructor ended; null if {@code reader} has that behind it anyway. */
  public Clock frozen(Strand reader, Object object) {
    return attachments.frozen(reader, object);
  }

  /** {@code me} looks at the clock. */
  public long look(Strand me) {
    return time.look(me, turns.news());
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

  /** Something that must hold at every point from here on. */
  public void always(String what, BooleanSupplier holds) {
    claimed.always(what, holds);
  }

  /** Notes a part of the outcome. */
  public void observe(Strand me, String what) {
    claimed.observe(me, what);
  }

  // ---- for the explorer, and for the parts ----

  Claimed claimed() {
    return claimed;
  }

  void finish() {
    over = true;
  }

  Failure failure() {
    return failure;
  }

  boolean redundant() {
    return redundant;
  }

  boolean lookedWhetherBusy() {
    return lookedWhetherBusy;
  }

  int steps() {
    return turns.steps();
  }

  List<String> outcome() {
    return claimed.outcome();
  }
}
