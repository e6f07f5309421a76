package lockstep.interleave.schedule;

import java.util.List;

/** The threads of one execution: how they begin, how they end, and that none is left behind. */
final class Cast {
  private static final int MOST_THREADS = 16;

  private final Execution execution;
  private final Turns turns;
  private final Crew crew;
  private final List<Strand> strands;

  Cast(Execution execution, Turns turns, Crew crew) {
    this.execution = execution;
    this.turns = turns;
    this.crew = crew;
    this.strands = execution.strands();
  }

  /** Runs {@code body} as the main thread, on the calling worker, until all threads have ended. */
  void run(Body body) {
    Strand main = newStrand(null, "main");
    try {
      body.run();
      execution.live(); // the program may have caught what was to end it
      main.did(1);
      ended(main);
    } catch (Abort e) {
      // it ended before its time
    } catch (Throwable e) {
      threw(main, e);
    }
    execution.finish();
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
    Strand strand = new Strand(id, execution, thread == null ? worker : thread, name, worker);
    worker.strand = strand;
    worker.hidden = 0;
    strands.add(strand);
    return strand;
  }

  /** Starts a thread of the program. It inherits what its parent knows. */
  Strand start(Strand parent, Thread thread, String name, Body body) {
    if (strands.size() >= MOST_THREADS) throw new Unsupported("The program starts more than 15 threads in one execution.");
    Strand child = newStrand(thread, name);
    child.view.learn(parent.view.publish());
    child.history = Seen.mix(parent.did(3), child.id);
    child.worker.assign(child, () -> {
      try {
        if (execution.over()) throw Abort.INSTANCE;
        body.run();
      } catch (Abort e) {
        // it ended before its time
      } catch (Throwable e) {
        threw(child, e);
      }
      leave(child);
    });
    turns.changed(parent);
    return child;
  }

  private void leave(Strand child) {
    Strand main = strands.get(0);
    try {
      if (!execution.over()) {
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
    execution.claimed().check(me);
    me.endMessage = me.view.publish();
    me.did(2);
    turns.changed(me);
    me.state = Strand.State.DONE;
    Strand main = strands.get(0);
    Strand next = allDone() ? main : turns.next(me);
    if (me == main) {
      if (next == main) return;
      turns.handOver(main, next);
    } else {
      next.worker.giveTurn();
    }
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
