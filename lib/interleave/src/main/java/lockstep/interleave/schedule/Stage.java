package lockstep.interleave.schedule;

import java.util.List;

/**
 * Which real thread plays which thread of the program. Handing the turn from one real thread to another is what an execution spends most of
 * its time with, so it is done only where it must be: when the one that has the turn has something on its stack that goes on later.
 * <ul>
 *   <li>A thread that waits for all of its children in {@link lockstep.interleave.Interleave#together} has nothing to do until the last of
 *       them has ended: it is their <em>host</em>, and plays on its own stack those that begin while it has the turn.</li>
 *   <li>A worker whose thread has ended plays the next one, if that has not begun.</li>
 * </ul>
 */
final class Stage {
  private final List<Strand> strands;
  private final Crew crew;

  Stage(List<Strand> strands, Crew crew) {
    this.strands = strands;
    this.crew = crew;
  }

  /** Passes the turn from {@code me} to {@code next}. Returns when {@code me} has it again. */
  void pass(Strand me, Strand next) {
    if (next.worker == null && next.host == me) {
      if (play(next, me.worker, me)) return;
    } else {
      give(next);
    }
    me.worker.awaitTurn();
  }

  /** Gives the turn to {@code next}, which is not played by the calling worker. */
  void give(Strand next) {
    Worker worker = next.worker;
    if (worker == null) {
      worker = crew.idle();
      Worker player = worker;
      worker.assign(next, () -> play(next, player, null));
    }
    worker.giveTurn();
  }

  /**
   * Plays {@code first} from its beginning to its end, and then whoever comes next, as long as that one has not begun and may be played here.
   *
   * @param host the thread that lies beneath on the stack of {@code worker}; null if none does
   * @return whether the turn is the host's again; if not, it was given to another worker
   */
  private boolean play(Strand first, Worker worker, Strand host) {
    Strand playing = first;
    while (true) {
      worker.strand = playing;
      worker.hidden = 0;
      playing.worker = worker;
      Strand next = playing.part.get();
      worker.strand = host; // before the turn is given away: from then on others look for idle workers
      if (next == null) { // it is all over, and everybody unwinds: first who is beneath, then the main thread sees to the others
        if (host == null) strands.get(0).worker.giveTurn();
        return host != null;
      }
      if (next == host) return true;
      if (next.worker != null || host != null && next.host != host) {
        give(next);
        return false;
      }
      playing = next;
    }
  }

  /** Lets all threads unwind; the main one, which calls this, has done so. */
  void clear() {
    Strand main = strands.get(0);
    for (int i = 1; i < strands.size(); i++) {
      Strand other = strands.get(i);
      if (other.worker == null) other.state = Strand.State.DONE; // it never began
      while (other.state != Strand.State.DONE) {
        other.worker.giveTurn();
        main.worker.awaitTurn();
      }
    }
    main.worker.strand = null;
  }
}
