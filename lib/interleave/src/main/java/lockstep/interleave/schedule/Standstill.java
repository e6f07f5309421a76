package lockstep.interleave.schedule;

import java.util.ArrayList;
import java.util.List;

/** Says what it means that nothing goes on, or that things go on for ever: whose fault, and where each thread stands. */
final class Standstill {
  private Standstill() {}

  /** Is nobody left but the thread that was stopped on purpose and those that join it, or idle threads of a pool? */
  static boolean harmless(List<Strand> strands) {
    for (Strand s : strands) if (!excused(s, 0)) return false;
    return true;
  }

  private static boolean excused(Strand s, int depth) {
    if (s.state == Strand.State.HALTED || s.state == Strand.State.DONE) return true;
    if (s.state != Strand.State.WAITING) return false;
    if (s.wait.idle()) return true;
    if (depth == 16 || s.wait.on().isEmpty()) return false;
    for (Strand other : s.wait.on()) if (!excused(other, depth + 1)) return false;
    return true;
  }

  /** No thread can ever change anything again. */
  static Failure failure(List<Strand> strands, Failure.Kind kind) {
    List<Failure.Stuck> list = new ArrayList<>();
    for (Strand s : strands) {
      if (s.state == Strand.State.DONE) continue;
      list.add(at(s, switch (s.state) {
        case HALTED -> "was stopped";
        case WAITING -> "waits for " + s.wait.what();
        default -> "spins";
      }));
    }
    return new Failure(kind, "", -1, null, null, null, list);
  }

  /**
   * The execution is longer than it may be. Whoever has not changed anything for half of it is starving; if nobody is, they
   * keep each other busy. If one thread was stopped on purpose and but one other is left to run, that one runs alone and still
   * does not finish: it needs the stopped one.
   */
  static Failure endless(List<Strand> strands, int steps) {
    List<Failure.Stuck> list = new ArrayList<>();
    boolean starving = false;
    boolean busy = false;
    boolean halted = false;
    int running = 0;
    for (Strand s : strands) {
      if (s.state == Strand.State.DONE) continue;
      if (s.state == Strand.State.HALTED) {
        halted = true;
        list.add(at(s, "was stopped"));
        continue;
      }
      if (s.state != Strand.State.WAITING) running++;
      boolean waits = (s.state == Strand.State.WAITING || s.state == Strand.State.SPINNING) && s.lastChange < steps / 2;
      if (s.id > 0 && waits) starving = true;
      if (s.id > 0 && !waits) busy = true;
      list.add(at(s, s.state == Strand.State.WAITING ? "waits for " + s.wait.what() : waits ? "spins" : "goes on and on"));
    }
    if (halted && running == 1) return new Failure(Failure.Kind.BLOCKING, "", -1, null, null, null, list);
    return new Failure(starving && busy ? Failure.Kind.STARVATION : Failure.Kind.LIVELOCK, "", -1, null, null, null, list);
  }

  private static Failure.Stuck at(Strand s, String how) {
    return new Failure.Stuck(s.id, s.name, s.site, how);
  }
}
