package lockstep.interleave.schedule;

import java.util.Arrays;

/**
 * The choices of one execution, in order, and the way from one execution to the next: a depth-first search that re-runs the program
 * from its start each time.
 *
 * <p>A decision's options stand in this order: those that cost nothing, those that cost a preemption, those that cost a surprise (a
 * stale read, a spurious failure, an early time-out). Options beyond the bounds are left out of the search, and {@link #cut()} says so.
 */
public final class Path {
  static final String NOT_THE_SAME = "The program does not do the same under the same schedule: it depends on something outside, such as time, chance, identity hash codes"
      + " or state left over from an earlier execution.";
  private static final int FREE = 0;
  private static final int PREEMPT = 1;
  private static final int SURPRISE = 2;

  /** A token that names a choice which the program does not offer. */
  static final class Misfit extends Error {
    private static final long serialVersionUID = 1L;

    Misfit() {
      super("the token does not fit this program: it names a choice that is not offered there. It comes from another scenario, from other options, or from"
          + " before the code was changed: explore again.");
    }
  }

  private final long seed;
  private int length;
  private int depth;
  private boolean cut;
  private int preemptions;
  private int surprises;
  private int[] rank = new int[64]; // how many options were tried before this one
  private int[] option = new int[64];
  private int[] free = new int[64];
  private int[] preempt = new int[64];
  private int[] surprise = new int[64];
  private int[] cost = new int[64]; // spent before this decision: preemptions << 16 | surprises
  private long[] print = new long[64]; // what the deciding thread had done by then
  private int[] dead = new int[64]; // a site whose last preempting option was found to lead nowhere, or -1

  public Path(long seed) {
    this.seed = seed;
  }

  /** A path that makes the given choices and then the first of each. */
  static Path of(int[] options) {
    Path path = new Path(0);
    path.length = options.length;
    while (path.option.length < options.length) path.grow();
    System.arraycopy(options, 0, path.option, 0, options.length);
    Arrays.fill(path.free, 0, options.length, -1);
    return path;
  }

  void begin() {
    depth = 0;
    preemptions = 0;
    surprises = 0;
  }

  /** Decides between options of three prices. {@code situation} must be the same when the same decision comes again. */
  int choose(int frees, int preempts, int surprisings, int site, long situation) {
    int width = frees + preempts + surprisings;
    if (width <= 1) return 0;
    int at = depth++;
    if (at < length) {
      if (free[at] < 0) { // replaying a token
        free[at] = frees;
        preempt[at] = preempts;
        surprise[at] = surprisings;
        print[at] = situation;
        if (option[at] >= width) throw new Misfit();
      } else if (free[at] != frees || preempt[at] != preempts || surprise[at] != surprisings || print[at] != situation) {
        throw new Unsupported(NOT_THE_SAME);
      }
    } else {
      if (at == option.length) grow();
      length = at + 1;
      free[at] = frees;
      preempt[at] = preempts;
      surprise[at] = surprisings;
      cost[at] = preemptions << 16 | surprises;
      dead[at] = site;
      print[at] = situation;
      rank[at] = 0;
      option[at] = permuted(at, 0);
    }
    int chosen = option[at];
    switch (price(at, chosen)) {
      case PREEMPT -> preemptions++;
      case SURPRISE -> surprises++;
      default -> { }
    }
    return chosen;
  }

  private int price(int at, int chosen) {
    return chosen < free[at] ? FREE : chosen < free[at] + preempt[at] ? PREEMPT : SURPRISE;
  }

  /** With a seed, the options of one price are tried in another order. */
  private int permuted(int at, int rank) {
    if (seed == 0) return rank;
    int start = 0;
    int count = free[at];
    if (rank >= count) {
      start = count;
      count = preempt[at];
      if (rank >= start + count) {
        start += count;
        count = surprise[at];
      }
    }
    int shift = (int) Long.remainderUnsigned((seed + at) * 0x9E3779B97F4A7C15L >>> 7, count);
    return start + (rank - start + shift) % count;
  }

  /** Moves to the next path within the bounds; false when there is none. */
  boolean next(int maxPreemptions, int maxSurprises, java.util.function.IntPredicate deadEnd) {
    length = depth;
    while (length > 0) {
      int at = length - 1;
      int width = free[at] + preempt[at] + surprise[at];
      while (++rank[at] < width) {
        int candidate = permuted(at, rank[at]);
        int price = price(at, candidate);
        int p = (cost[at] >>> 16) + (price == PREEMPT ? 1 : 0);
        int s = (cost[at] & 0xffff) + (price == SURPRISE ? 1 : 0);
        if (price == PREEMPT && dead[at] >= 0 && candidate == free[at] + preempt[at] - 1 && deadEnd.test(dead[at])) continue;
        if (p > maxPreemptions || s > maxSurprises) {
          cut = true;
          continue;
        }
        option[at] = candidate;
        return true;
      }
      length--;
    }
    return false;
  }

  /** Forgets everything: the next execution is the first one again. */
  void restart() {
    length = 0;
    depth = 0;
    cut = false;
  }

  /** Was an option left out because of the bounds? */
  boolean cut() {
    return cut;
  }

  /** Is the choice about to be made one that no earlier execution made? */
  boolean fresh() {
    return depth >= length;
  }

  int preemptions() {
    return preemptions;
  }

  int surprises() {
    return surprises;
  }

  int[] taken() {
    return Arrays.copyOf(option, Math.min(depth, length));
  }

  private void grow() {
    int size = option.length * 2;
    rank = Arrays.copyOf(rank, size);
    option = Arrays.copyOf(option, size);
    free = Arrays.copyOf(free, size);
    preempt = Arrays.copyOf(preempt, size);
    surprise = Arrays.copyOf(surprise, size);
    cost = Arrays.copyOf(cost, size);
    dead = Arrays.copyOf(dead, size);
    print = Arrays.copyOf(print, size);
  }
}
