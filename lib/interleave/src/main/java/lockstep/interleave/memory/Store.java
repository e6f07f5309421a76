package lockstep.interleave.memory;

import java.util.Arrays;

/** One value that a place once held, and what it brings to those who read it. */
public final class Store {
  /** The thread before all threads: it wrote the initial values, and everybody knows. */
  public static final int INITIALLY = -1;

  public final Object value;
  public final int thread;
  public final int tick;
  public final AccessMode mode;
  /** The writing half of a read-modify-write: nothing may come between it and the store it read. */
  public final boolean update;
  /** What an acquiring reader learns; null if nothing was released. */
  public final Message message;
  /** Where in the program, as a site number. */
  public final int site;
  /** Names this store in the graph of what read from what; equal in equivalent executions. */
  public final long name;
  /** For each thread the tick of its first read of this store; 0 for none. */
  private int[] firstReads = {};

  Store(Object value, View by, AccessMode mode, boolean update, Message message, int tick, int site, long name) {
    this.value = value;
    this.thread = by == null ? INITIALLY : by.thread;
    this.tick = tick;
    this.mode = mode;
    this.update = update;
    this.message = message;
    this.site = site;
    this.name = name;
  }

  void readBy(View reader) {
    int t = reader.thread;
    if (t >= firstReads.length) firstReads = Arrays.copyOf(firstReads, t + 2);
    if (firstReads[t] == 0) firstReads[t] = reader.now();
  }

  /**
   * Coherence: may {@code viewer} no longer read anything older than this? Yes if this store happened before, or if a read of
   * it did (whoever read it), for then the newer value is known.
   */
  boolean hidesOlder(View viewer) {
    if (thread == INITIALLY || thread == viewer.thread) return true;
    Clock sight = viewer.sight();
    if (sight.covers(thread, tick)) return true;
    for (int t = 0; t < firstReads.length; t++) {
      if (firstReads[t] != 0 && sight.covers(t, firstReads[t])) return true;
    }
    return false;
  }
}
