package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** A release store, then an update by another thread, in plain mode: does a reader of the update have what was released? */
public record ReleaseSequence(Mode store) implements Litmus {
  @Override public void one(Places p) {
    OPAQUE.store(p.x, 1);
    store.store(p.y, 1);
  }

  @Override public void two(Places p) {
    p.y.weakCompareAndSetPlain(1, 2);
  }

  @Override public void three(Places p) {
    p.r1 = ACQ_REL.load(p.y);
    p.r2 = OPAQUE.load(p.x);
  }

  @Override public int threads() {
    return 3;
  }

  @Override public String[] notes() {
    return new String[] {"012", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.allows("opaque", new ReleaseSequence(OPAQUE), "RC11: nothing is released"),
      Row.forbids("release", new ReleaseSequence(ACQ_REL), "1 0, 2 0", "RC11: an update passes on what it read"),
    };
  }
}
