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
 * @param stride if not 0, no search: every thread is interrupted after so many steps, in turn
 */
public record Options(int preemptions, int surprises, int executions, long millis, int steps, int patience, long seed, boolean reduce, boolean halts, int stride) {

  /** At most 3 preemptions and 2 surprises, 20,000 executions, ten seconds. */
  public static Options standard() {
    return new Options(3, 2, 20_000, 10_000, 20_000, 300, 0, true, false, 0);
  }

  public Options preemptions(int most) {
    return new Options(most, surprises, executions, millis, steps, patience, seed, reduce, halts, stride);
  }

  public Options surprises(int most) {
    return new Options(preemptions, most, executions, millis, steps, patience, seed, reduce, halts, stride);
  }

  public Options executions(int most) {
    return new Options(preemptions, surprises, most, millis, steps, patience, seed, reduce, halts, stride);
  }

  public Options millis(long most) {
    return new Options(preemptions, surprises, executions, most, steps, patience, seed, reduce, halts, stride);
  }

  public Options steps(int most) {
    return new Options(preemptions, surprises, executions, millis, most, patience, seed, reduce, halts, stride);
  }

  public Options patience(int rounds) {
    return new Options(preemptions, surprises, executions, millis, steps, rounds, seed, reduce, halts, stride);
  }

  public Options seed(long number) {
    return new Options(preemptions, surprises, executions, millis, steps, patience, number, reduce, halts, stride);
  }

  public Options reduce(boolean on) {
    return new Options(preemptions, surprises, executions, millis, steps, patience, seed, on, halts, stride);
  }

  public Options halts(boolean on) {
    return new Options(preemptions, surprises, executions, millis, steps, patience, seed, reduce, on, stride);
  }

  public Options stride(int steps) {
    return new Options(preemptions, surprises, executions, millis, this.steps, patience, seed, reduce, halts, steps);
  }
}
