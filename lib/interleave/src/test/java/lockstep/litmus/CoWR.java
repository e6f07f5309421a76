package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** Coherence, write and read: a thread sees its own store, or a newer one. */
public record CoWR(Mode store, Mode load) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
    p.r1 = load.load(p.x);
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
    String lost = "0 1, 0 2, 2 1";
    return new Row[] {
      Row.races("plain", new CoWR(PLAIN, PLAIN)),
      Row.forbids("opaque", new CoWR(OPAQUE, OPAQUE), lost, "L: coherence"),
      Row.forbids("release/acquire", new CoWR(ACQ_REL, ACQ_REL), lost, "L: coherence"),
      Row.forbids("volatile", new CoWR(VOLATILE, VOLATILE), lost, "JLS 17.4.4"),
    };
  }
}
