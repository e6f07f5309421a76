package lockstep.interleave.schedule;

/**
 * The situations that were met before, so that equivalent schedules are run only once.
 *
 * <p>Two prefixes of schedules in which every load read from the same store, and the stores to each place came in the same
 * order, leave every thread and the memory in the same state: they differ only in the order of steps that do not touch each
 * other. All that can follow was or will be explored from the first of them, provided that it had spent no more preemptions
 * and no more surprises. (Happens-before caching: Musuvathi and Qadeer, <i>Partial-order reduction for context-bounded
 * state exploration</i>, 2007.) Sleep sets and dynamic partial-order reduction skip more, but under a bound they skip too
 * much: the schedule that they keep may cost more preemptions than the one that they drop (Coons, Musuvathi, McKinley,
 * <i>Bounded partial-order reduction</i>, OOPSLA 2013, who add back what is lost). Comparing costs at equal situations
 * loses nothing under any bound, and each state is still visited, so an invariant is checked in all of them.
 *
 * <p>A situation is: who has the turn and why it is asked; for each thread all that it has done and what that depended on
 * ({@link Strand#did}), how many points it has come to, whether it runs, waits, spins, was stopped or is through; and the
 * virtual time. So whatever a step returns must be in its thread's history, by value or by what it depends on. Left out is
 * how often a spinning thread went round since the last news: it decides only when the thread is asked to give way.
 *
 * <p>The situation is known by a 64-bit hash. Among the two million situations that are remembered at most, the chance that any
 * two share a hash is one in eight million. When the table is full, new situations are not remembered: more is run, nothing lost.
 */
final class Seen {
  private static final int LIMIT = 1 << 21;
  private long[] keys = new long[1 << 12];
  private int[] costs = new int[1 << 12];
  private int size;

  /** Was this situation met before at no higher price? Remembers it. */
  boolean before(long situation, int preemptions, int surprises) {
    long key = situation == 0 ? 1 : situation;
    int cost = preemptions << 16 | surprises;
    int mask = keys.length - 1;
    int i = (int) (key >>> 20) & mask;
    while (keys[i] != 0) {
      if (keys[i] == key) {
        int old = costs[i];
        if (old >>> 16 <= preemptions && (old & 0xffff) <= surprises) return true;
        if (old >>> 16 >= preemptions && (old & 0xffff) >= surprises) {
          costs[i] = cost;
          return false;
        }
      }
      i = i + 1 & mask;
    }
    if (size >= LIMIT) return false;
    keys[i] = key;
    costs[i] = cost;
    if (++size > keys.length / 2) rehash();
    return false;
  }

  void clear() {
    keys = new long[1 << 12];
    costs = new int[1 << 12];
    size = 0;
  }

  private void rehash() {
    long[] oldKeys = keys;
    int[] oldCosts = costs;
    keys = new long[2 * oldKeys.length];
    costs = new int[keys.length];
    int mask = keys.length - 1;
    for (int k = 0; k < oldKeys.length; k++) {
      if (oldKeys[k] == 0) continue;
      int i = (int) (oldKeys[k] >>> 20) & mask;
      while (keys[i] != 0) i = i + 1 & mask;
      keys[i] = oldKeys[k];
      costs[i] = oldCosts[k];
    }
  }

  /** Mixes a number into a hash. */
  static long mix(long hash, long with) {
    long z = (hash ^ with) + 0x9E3779B97F4A7C15L + (hash << 6);
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
