package lockstep.interleave.schedule;

import java.util.List;

/** Who could go next. The threads found stand in {@link #get} from 0 on, until the next question. */
final class Candidates {
  private final List<Strand> strands;
  private Strand[] found = new Strand[8];

  Candidates(List<Strand> strands) {
    this.strands = strands;
  }

  Strand get(int index) {
    return found[index];
  }

  /** Collects the other threads that can go on, in the order of their numbers from {@code me} on; says how many. */
  int others(Strand me, int news) {
    int n = strands.size();
    if (found.length < 2 * n) found = new Strand[4 * n];
    int count = 0;
    for (int i = 1; i < n; i++) {
      Strand s = strands.get((me.id + i) % n);
      if (s.enabled(news)) found[count++] = s;
    }
    return count;
  }

  /** Appends {@code me} if it waits, and need not wait any longer. */
  int orMe(Strand me, int news, int count) {
    if (me.state == Strand.State.WAITING && me.enabled(news)) found[count++] = me;
    return count;
  }

  /** Appends the threads that could wake up early, by a time-out or for no reason; says how many these are. */
  int surprises(Strand except, int news, int count) {
    int from = count;
    for (Strand s : strands) {
      if (s == except || s.state != Strand.State.WAITING || s.enabled(news)) continue;
      if (s.wait.timed() || s.wait.spurious()) found[count++] = s;
    }
    return count - from;
  }

  /** Collects those whose wait ends by itself as time passes; says how many. */
  int timed(Strand except) {
    int count = 0;
    for (Strand s : strands) {
      if (s != except && s.state == Strand.State.WAITING && s.wait.timed()) found[count++] = s;
    }
    return count;
  }
}
