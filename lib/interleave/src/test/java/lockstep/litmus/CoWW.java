package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** Coherence, write and write: a thread's later store stays the later one. */
public record CoWW(Mode store) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
    store.store(p.x, 2);
  }

  @Override public void end(Places p) {
    p.r1 = VOLATILE.load(p.x);
  }

  @Override public int threads() {
    return 1;
  }

  @Override public String[] notes() {
    return new String[] {"012"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.forbids("plain", new CoWW(PLAIN), "0, 1", "JLS 17.4.5: program order"),
      Row.forbids("opaque", new CoWW(OPAQUE), "0, 1", "L: coherence"),
      Row.forbids("release", new CoWW(ACQ_REL), "0, 1", "L: coherence"),
      Row.forbids("volatile", new CoWW(VOLATILE), "0, 1", "JLS 17.4.4"),
    };
  }
}
