package lockstep.interleave.memory;

import java.util.Arrays;

/**
 * A vector clock: for each thread, how far its actions are known.
 *
 * <p>If {@code a} happened at tick 3 of thread 1, whoever's clock says at least 3 for thread 1 has {@code a} behind it. That
 * single comparison is happens-before. (Mattern 1989; Flanagan and Freund, <i>FastTrack</i>, PLDI 2009.)
 */
public final class Clock {
  private int[] ticks;

  public Clock() {
    this(new int[4]);
  }

  private Clock(int[] ticks) {
    this.ticks = ticks;
  }

  /** How far this clock knows {@code thread}; 0 is "not at all". */
  public int of(int thread) {
    return thread < ticks.length ? ticks[thread] : 0;
  }

  /** Does whoever holds this clock have that tick of that thread behind it? */
  public boolean covers(int thread, int tick) {
    return tick <= of(thread);
  }

  public void tick(int thread) {
    room(thread + 1);
    ticks[thread]++;
  }

  /** From now on this clock knows whatever {@code other} knows. */
  public void join(Clock other) {
    if (other == null || other == this) return;
    int[] theirs = other.ticks;
    room(theirs.length);
    for (int i = 0; i < theirs.length; i++) if (theirs[i] > ticks[i]) ticks[i] = theirs[i];
  }

  public Clock copy() {
    return new Clock(ticks.clone());
  }

  private void room(int size) {
    if (size > ticks.length) ticks = Arrays.copyOf(ticks, Math.max(size, 2 * ticks.length));
  }

  @Override public String toString() {
    return Arrays.toString(ticks);
  }
}
