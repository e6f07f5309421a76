package lockstep.interleave.memory;

/**
 * Two accesses to one place that nothing orders, at least one of them plain and at least one of them a store.
 * In Java such a program may see anything that its hardware and its compiler like, whatever this run happened to see.
 */
public final class DataRace extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The thread that came second in this run; its access is the one at hand. */
  public final int second;
  public final boolean secondWrites;
  public final boolean secondPlain;
  /** The thread that came first in this run, when, and where. */
  public final int first;
  public final int firstTick;
  public final int firstSite;
  public final boolean firstWrites;
  public final boolean firstPlain;

  DataRace(View second, boolean secondWrites, boolean secondPlain, int first, Footprint footprint, boolean firstWrites, boolean firstPlain) {
    super("data race", null, false, false);
    this.second = second.thread;
    this.secondWrites = secondWrites;
    this.secondPlain = secondPlain;
    this.first = first;
    this.firstTick = footprint.tick(first);
    this.firstSite = footprint.site(first);
    this.firstWrites = firstWrites;
    this.firstPlain = firstPlain;
  }
}
