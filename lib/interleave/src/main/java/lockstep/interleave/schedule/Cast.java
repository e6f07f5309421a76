package lockstep.interleave.schedule;

import java.util.List;

/** The threads of one execution: how they begin, how they end, and that none is left behind. */
final class Cast {
  private static final int MOST_THREADS = 16;

  private final Execution execution;
  private final Turns turns;
  private final Stage stage;
  private final Crew crew;
  private final List<Strand> strands;

  Cast(Execution execution, Turns turns, Stage stage, Crew crew) {
    this.execution = execution;
    this.turns = turns;
    this.stage = stage;
    this.crew = crew;
    this.strands = execution.strands();
  }

  /** Runs {@code body} as the main thread, on the calling worker, until all threads have ended. */
  void run(Body body) {
    Strand main = newStrand(crew.main(), "main");
    main.worker = crew.main();
    main.worker.strand = main;
    main.worker.hidden = 0;
    try {
      body.run();
      execution.live(); // the program may have caught what was to end it
      main.did(1);
      Strand next = ended(main);
      if (next != main) turns.handOver(main, next);
    } catch (Abort e) {
      // it ended before its time
    } catch (Throwable e) {
      threw(main, e);
    }
    execution.finish();
    stage.clear();
  }

  private Strand newStrand(Thread thread, String name) {
    Strand strand = new Strand(strands.size(), execution, thread, name);
    strands.add(strand);
    return strand;
  }

  /** Starts a thread of the program. It inherits what its parent knows. */
  Strand start(Strand parent, Thread thread, String name, Body body) {
    if (strands.size() >= MOST_THREADS) throw new Unsupported("The program starts more than 15 threads in one execution.");
    Strand child = newStrand(thread, name);
    child.view.learn(parent.view.publish());
    child.history = Seen.mix(parent.did(3), child.id);
    child.host = parent.hosts ? parent : null;
    child.part = () -> part(child, body);
    turns.changed(parent);
    return child;
  }

  /** The whole part of a thread but the main one. Returns who goes next; null if it is all over. */
  private Strand part(Strand child, Body body) {
    try {
      body.run();
    } catch (Abort e) {
      // it ended before its time
    } catch (Throwable e) {
      threw(child, e);
    }
    try {
      if (!execution.over()) return ended(child);
    } catch (Abort e) {
      // stuck, and this was the last thread that could move
    }
    child.state = Strand.State.DONE;
    return null;
  }

  /** A thread came to its end. Returns who goes on: another one, or main when all are through. */
  private Strand ended(Strand me) {
    execution.claimed().check(me);
    me.endMessage = me.view.publish();
    me.did(2);
    turns.changed(me);
    me.state = Strand.State.DONE;
    return allDone() ? strands.get(0) : turns.next(me);
  }

  private boolean allDone() {
    for (Strand s : strands) if (s.state != Strand.State.DONE) return false;
    return true;
  }

  private void threw(Strand by, Throwable thrown) {
    if (execution.over()) return;
    by.worker.hidden = 1;
    Failure.Kind kind = thrown instanceof Unsupported ? Failure.Kind.UNSUPPORTED : Failure.Kind.EXCEPTION;
    String message;
    try {
      message = thrown instanceof Unsupported ? thrown.getMessage() : thrown.toString();
    } catch (Throwable e) {
      message = thrown.getClass().getName();
    }
    by.worker.hidden = 0;
    execution.end(new Failure(kind, message, by.id, null, null, thrown, List.of()));
  }
}
