package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** Coherence, read and read: may the older store be seen after the newer one? */
public record CoRR(Mode store, Mode load) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
    store.store(p.x, 2);
  }

  @Override public void two(Places p) {
    p.r1 = load.load(p.x);
    p.r2 = load.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"012", "012"};
  }

  static Row[] rows() {
    String backwards = "1 0, 2 0, 2 1";
    return new Row[] {
      Row.races("plain", new CoRR(PLAIN, PLAIN)),
      Row.forbids("opaque", new CoRR(OPAQUE, OPAQUE), backwards, "L, BP: opaque is coherent"),
      Row.forbids("release, opaque load", new CoRR(ACQ_REL, OPAQUE), backwards, "L: coherence"),
      Row.forbids("release/acquire", new CoRR(ACQ_REL, ACQ_REL), backwards, "L: coherence"),
      Row.forbids("volatile", new CoRR(VOLATILE, VOLATILE), backwards, "JLS 17.4.4"),
    };
  }
}
