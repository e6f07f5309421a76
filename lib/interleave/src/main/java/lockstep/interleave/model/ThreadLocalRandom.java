package lockstep.interleave.model;

import java.util.Random;
import lockstep.interleave.schedule.Strand;

/** Models {@link java.util.concurrent.ThreadLocalRandom}: numbers that look random and are the same in every execution. */
public final class ThreadLocalRandom extends Random {
  private static final long serialVersionUID = 1L;
  private static final ThreadLocalRandom ONE = new ThreadLocalRandom();

  private ThreadLocalRandom() {}

  public static ThreadLocalRandom current() {
    return ONE;
  }

  @Override protected int next(int bits) {
    Strand me = Strand.current();
    return me == null ? super.next(bits) : me.chance(1 << 30) << 2 >>> 32 - bits;
  }

  @Override public int nextInt(int from, int to) {
    if (from >= to) throw new IllegalArgumentException("bound must be greater than origin");
    return from + (int) Math.floorMod((long) nextInt(), (long) to - from);
  }
}
