package lockstep.interleave;

/**
 * How far an exploration goes.
 *
 * @param preemptions how often, at most, a thread is interrupted although it could go on. The search deepens one by one up to this.
 * @param surprises how often, at most, the machine shows a weakness: a stale read, a store that falls behind, a weak compare-and-set that fails for no
 *     reason, a spurious wake-up, an early time-out
 * @param executions how many executions may be run, over all depths
 * @param millis how long it may take; a bound for safety: a verdict that it cuts short depends on the machine
 * @param steps how many synchronizing steps one execution may take before it counts as endless
 * @param patience how many unchanged rounds a spinning thread may be kept waiting out while others could run
 * @param seed 0 tries options in their natural order; any other number in an order of its own
 * @param reduce skip schedules that are equivalent to one already run
 * @param halts also stop one thread for ever, at any step, and ask whether the others still finish
 */
public record Options(int preemptions, int surprises, int executions, long millis, int steps, int patience, long seed, boolean reduce, boolean halts) {

  /** At most 3 preemptions and 2 surprises, 50,000 executions, ten seconds. */
  public static Options standard() {
    return new Options(3, 2, 50_000, 10_000, 20_000, 300, 0, true, false);
  }

  public Options preemptions(int most) {
    return new Options(most, surprises, executions, millis, steps, patience, seed, reduce, halts);
  }

  public Options surprises(int most) {
    return new Options(preemptions, most, executions, millis, steps, patience, seed, reduce, halts);
  }

  public Options executions(int most) {
    return new Options(preemptions, surprises, most, millis, steps, patience, seed, reduce, halts);
  }

  public Options millis(long most) {
    return new Options(preemptions, surprises, executions, most, steps, patience, seed, reduce, halts);
  }

  public Options steps(int most) {
    return new Options(preemptions, surprises, executions, millis, most, patience, seed, reduce, halts);
  }

  public Options patience(int rounds) {
    return new Options(preemptions, surprises, executions, millis, steps, rounds, seed, reduce, halts);
  }

  public Options seed(long number) {
    return new Options(preemptions, surprises, executions, millis, steps, patience, number, reduce, halts);
  }

  public Options reduce(boolean on) {
    return new Options(preemptions, surprises, executions, millis, steps, patience, seed, on, halts);
  }

  public Options halts(boolean on) {
    return new Options(preemptions, surprises, executions, millis, steps, patience, seed, reduce, on);
  }
}
