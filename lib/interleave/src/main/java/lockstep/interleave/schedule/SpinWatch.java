package lockstep.interleave.schedule;

import java.util.Arrays;

/**
 * Notices that a thread spins: it comes round a loop to an access it has made before, and nothing has changed in between, neither by others
 * nor by itself. Then running it further is pointless until there is news.
 */
final class SpinWatch {
  private int[] sites = new int[8];
  private Object[] places = new Object[8];
  private int[] rounds = new int[8];
  private int size;
  private long news = -1;

  /** Is this access a repetition? {@code round} counts the thread's jumps backward. */
  boolean again(int site, Object place, long newsNow, int round) {
    if (news != newsNow) {
      news = newsNow;
      size = 0;
    }
    for (int i = 0; i < size; i++) {
      if (sites[i] == site && places[i] == place) {
        boolean looped = rounds[i] != round;
        rounds[i] = round;
        return looped;
      }
    }
    if (size == sites.length) {
      if (size >= 64) return false;
      sites = Arrays.copyOf(sites, 2 * size);
      places = Arrays.copyOf(places, 2 * size);
      rounds = Arrays.copyOf(rounds, 2 * size);
    }
    sites[size] = site;
    places[size] = place;
    rounds[size++] = round;
    return false;
  }
}
