package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** Coherence, read and write: what a thread read before its store is older than the store. */
public record CoRW(Mode load, Mode store) implements Litmus {
  @Override public void one(Places p) {
    p.r1 = load.load(p.x);
    store.store(p.x, 1);
  }

  @Override public void two(Places p) {
    store.store(p.x, 2);
  }

  @Override public void end(Places p) {
    p.r2 = VOLATILE.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"012", "12"};
  }

  static Row[] rows() {
    String future = "1 1, 1 2, 2 2";
    return new Row[] {
      Row.races("plain", new CoRW(PLAIN, PLAIN)),
      Row.forbids("opaque", new CoRW(OPAQUE, OPAQUE), future, "L: coherence"),
      Row.forbids("acquire/release", new CoRW(ACQ_REL, ACQ_REL), future, "L: coherence"),
      Row.forbids("volatile", new CoRW(VOLATILE, VOLATILE), future, "JLS 17.4.4"),
    };
  }
}
