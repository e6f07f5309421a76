package lockstep.interleave.memory;

import java.util.Arrays;

/** One kind of access to one place: for each thread, when and where it did it last. */
final class Footprint {
  private int[] ticks = {};
  private int[] sites = {};

  void mark(View thread, int site) {
    int t = thread.thread;
    if (t >= ticks.length) {
      ticks = Arrays.copyOf(ticks, t + 2);
      sites = Arrays.copyOf(sites, t + 2);
    }
    ticks[t] = thread.now();
    sites[t] = site;
  }

  /** A thread whose last access of this kind nothing orders before {@code viewer}; -1 if there is none. */
  int unorderedWith(View viewer) {
    for (int t = 0; t < ticks.length; t++) {
      if (t != viewer.thread && ticks[t] > viewer.order().of(t)) return t;
    }
    return -1;
  }

  /** Is each access of this kind ordered before the viewer, or known to {@code also}? */
  boolean covered(View viewer, Clock also) {
    for (int t = 0; t < ticks.length; t++) {
      if (t != viewer.thread && ticks[t] > Math.max(viewer.order().of(t), also.of(t))) return false;
    }
    return true;
  }

  int site(int thread) {
    return sites[thread];
  }

  int tick(int thread) {
    return ticks[thread];
  }
}
