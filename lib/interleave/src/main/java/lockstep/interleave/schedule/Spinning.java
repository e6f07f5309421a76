package lockstep.interleave.schedule;

import java.util.List;

/**
 * What is done with a thread that goes round and round and changes nothing. While others can go on, it gives way to them until
 * there is news, which is free; or it insists, for the price of a preemption, as a loop that ends by itself may. When nobody
 * else can go on, it has some patience, and then the program is stuck.
 */
final class Spinning {
  /** So long may a thread spin when nobody else could go on. */
  private static final int LONE_ROUNDS = 5_000;
  /** So many jumps backward without any step that others could notice count as an endless loop. */
  private static final int IDLE_ROUNDS = 20_000_000;

  private final Execution execution;
  private final Turns turns;
  private final Path path;
  private final Crew crew;
  private final List<Strand> strands;
  private final Candidates candidates;

  Spinning(Execution execution, Turns turns, Path path, Crew crew, Candidates candidates) {
    this.execution = execution;
    this.turns = turns;
    this.path = path;
    this.crew = crew;
    this.strands = execution.strands();
    this.candidates = candidates;
  }

  /** {@code me} came round to a step that it took before, with nothing changed since. */
  void at(Strand me) {
    me.unchanged++;
    int others = candidates.others(me, turns.news());
    if (others == 0) alone(me);
    else if (me.insisting) insist(me);
    else giveWay(me, others);
  }

  private void insist(Strand me) {
    if (me.unchanged <= execution.options.patience()) return;
    crew.deadEnds.set(me.site + 1); // the same as not insisting
    throw execution.redundantFromHere();
  }

  private void giveWay(Strand me, int others) {
    turns.skip(me, 3);
    int chosen = path.choose(others, 1, 0, me.site + 1, me.history);
    if (chosen == others) {
      me.insisting = true;
      return;
    }
    rest(me);
    turns.handOver(me, candidates.get(chosen));
  }

  private void alone(Strand me) {
    Strand next = turns.timeout(me);
    if (next == null && me.unchanged > LONE_ROUNDS) {
      rest(me);
      next = lastPatient();
      if (next == null) throw turns.stuck();
    }
    if (next == null) return;
    rest(me);
    turns.handOver(me, next);
  }

  private void rest(Strand me) {
    me.state = Strand.State.SPINNING;
    me.newsSeen = turns.news();
  }

  /** A thread that spins and has patience left. */
  Strand patient(Strand except) {
    for (Strand s : strands) if (s != except && hasPatience(s)) return s;
    return null;
  }

  private Strand lastPatient() {
    Strand last = null;
    for (Strand s : strands) if (hasPatience(s)) last = s;
    return last;
  }

  private static boolean hasPatience(Strand s) {
    return s.state == Strand.State.SPINNING && s.unchanged <= LONE_ROUNDS;
  }

  /** A jump backward. A loop without any step that others could notice perhaps waits on a plain field. */
  void round(Strand me) {
    if (me.idleRounds % 1000 != 0) return;
    Strand next = candidates.others(me, turns.news()) > 0 ? candidates.get(0) : turns.timeout(me);
    if (next != null) {
      turns.handOver(me, next);
    } else if (me.idleRounds > IDLE_ROUNDS || !lone(me) && me.idleRounds > IDLE_ROUNDS / 100) {
      rest(me);
      throw turns.stuck();
    }
  }

  private boolean lone(Strand me) {
    for (Strand s : strands) if (s != me && s.state != Strand.State.DONE) return false;
    return true;
  }
}
