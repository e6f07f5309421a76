package lockstep.interleave;

/**
 * How far an exploration goes.
 *
 * @param preemptions how often, at most, a thread is interrupted although it could go on. The search deepens one by one up to this.
 * @param surprises how often, at most, the machine shows a weakness: a stale read, a store that falls behind, a weak compare-and-set that fails for no
 *     reason, a spurious wake-up, an early time-out
 * @param executions how many executions may be run, over all depths
 * @param effort how many steps all executions together may take: a bound for programs whose single executions are long, as
 *     when a waiting thread counts its looks
 * @param millis how long it may take, in milliseconds; a bound for safety: a verdict that it cuts short depends on the machine
 * @param steps how many synchronizing steps one execution may take before it counts as endless
 * @param patience how many unchanged rounds a spinning thread may be kept waiting out while others could run
 * @param seed 0 tries options in their natural order; any other number in an order of its own
 * @param reduce skip schedules that are equivalent to one already run
 * @param halts also stop one thread for ever, at any step, and ask whether the others still finish
 * @param stride if not 0, no search: every thread is interrupted after so many steps, in turn
 */
public record Options(int preemptions, int surprises, int executions, long effort, long millis, int steps, int patience, long seed, boolean reduce,
    boolean halts, int stride) {

  /**
   * All bounds at once; most often {@link #standard()} is a better beginning.
   *
   * @throws IllegalArgumentException if a bound is negative, or leaves nothing to run
   */
  public Options {
    least("preemptions", preemptions, 0);
    least("surprises", surprises, 0);
    least("executions", executions, 1);
    least("effort", effort, 1);
    least("millis", millis, 1);
    least("steps", steps, 1);
    least("patience", patience, 0);
    least("stride", stride, 0);
  }

  private static void least(String what, long given, long least) {
    if (given < least) throw new IllegalArgumentException(what + " must be at least " + least + ", and is " + given);
  }

  /** At most 3 preemptions and 2 surprises, 20,000 executions, ten seconds. */
  public static Options standard() {
    return new Options(3, 2, 20_000, Long.MAX_VALUE, 10_000, 20_000, 300, 0, true, false, 0);
  }

  /** The same with at most so many preemptions. */
  public Options preemptions(int most) {
    return new Options(most, surprises, executions, effort, millis, steps, patience, seed, reduce, halts, stride);
  }

  /** The same with at most so many surprises. */
  public Options surprises(int most) {
    return new Options(preemptions, most, executions, effort, millis, steps, patience, seed, reduce, halts, stride);
  }

  /** The same with at most so many executions. */
  public Options executions(int most) {
    return new Options(preemptions, surprises, most, effort, millis, steps, patience, seed, reduce, halts, stride);
  }

  /** The same with at most so many steps, over all executions. */
  public Options effort(long most) {
    return new Options(preemptions, surprises, executions, most, millis, steps, patience, seed, reduce, halts, stride);
  }

  /** The same with at most so many milliseconds. */
  public Options millis(long most) {
    return new Options(preemptions, surprises, executions, effort, most, steps, patience, seed, reduce, halts, stride);
  }

  /** The same; an execution of more steps counts as endless. */
  public Options steps(int most) {
    return new Options(preemptions, surprises, executions, effort, millis, most, patience, seed, reduce, halts, stride);
  }

  /** The same with another patience for spinning threads, in rounds. */
  public Options patience(int rounds) {
    return new Options(preemptions, surprises, executions, effort, millis, steps, rounds, seed, reduce, halts, stride);
  }

  /** The same in another order; 0 is the natural one. */
  public Options seed(long number) {
    return new Options(preemptions, surprises, executions, effort, millis, steps, patience, number, reduce, halts, stride);
  }

  /** The same, skipping schedules equivalent to one already run, or not. */
  public Options reduce(boolean on) {
    return new Options(preemptions, surprises, executions, effort, millis, steps, patience, seed, on, halts, stride);
  }

  /** The same, stopping one thread for ever at any step, or not. */
  public Options halts(boolean on) {
    return new Options(preemptions, surprises, executions, effort, millis, steps, patience, seed, reduce, on, stride);
  }

  /** The same without a search: every thread is interrupted after so many steps. */
  public Options stride(int steps) {
    return new Options(preemptions, surprises, executions, effort, millis, this.steps, patience, seed, reduce, halts, steps);
  }
}
