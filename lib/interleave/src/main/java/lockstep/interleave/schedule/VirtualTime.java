package lockstep.interleave.schedule;

/**
 * The clock of one execution. Time passes whenever somebody looks at it, and by sleeping: a program that waits for a moment
 * to come will see it come, in the same way in every run.
 */
public final class VirtualTime {
  private static final long FIRST_TICK = 500;
  private static final long LONGEST_TICK = 1L << 50;

  private long now = 1_000_000_000L;
  private long tick;
  /** The state of the program when the clock was last looked at. */
  private int newsThen = -1;
  private long history;

  /** {@code me} looks at the clock: the time in nanoseconds. The longer nothing else has happened, the more of it passes. */
  long look(Strand me, int news) {
    if (newsThen != news) {
      newsThen = news;
      tick = FIRST_TICK;
    }
    tick = Math.min(tick * 2, LONGEST_TICK);
    now += tick;
    history = me.did(Seen.mix(history, now));
    return now;
  }

  public void pass(long nanos) {
    now += nanos;
  }

  /** Names what the clock would show. */
  long situation(int news) {
    return newsThen == news ? Seen.mix(now, tick) : now;
  }
}
