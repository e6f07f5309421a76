package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** S: a store to x, then a flag; the flag seen, then another store to x. May the first store be the last? */
public record S(Mode data, Fence before, Mode store, Mode load, Fence after) implements Litmus {
  @Override public void one(Places p) {
    data.store(p.x, 2);
    before.stand();
    store.store(p.y, 1);
  }

  @Override public void two(Places p) {
    p.r1 = load.load(p.y);
    after.stand();
    data.store(p.x, 1);
  }

  @Override public void end(Places p) {
    p.r2 = VOLATILE.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"01", "12"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", new S(PLAIN, NONE, PLAIN, PLAIN, NONE)),
      Row.allows("opaque", new S(OPAQUE, NONE, OPAQUE, OPAQUE, NONE), "RC11; M"),
      Row.allows("release, opaque load", new S(OPAQUE, NONE, ACQ_REL, OPAQUE, NONE), "RC11: the acquire is missing"),
      Row.forbids("release/acquire", new S(OPAQUE, NONE, ACQ_REL, ACQ_REL, NONE), "1 2",
          "RC11: happens-before orders the stores"),
      Row.forbids("volatile", new S(VOLATILE, NONE, VOLATILE, VOLATILE, NONE), "1 2", "JLS 17.4.4"),
      Row.forbids("opaque, release and acquire fence", new S(OPAQUE, RELEASE, OPAQUE, OPAQUE, ACQUIRE), "1 2", "RC11"),
    };
  }
}
