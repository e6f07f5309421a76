package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Message passing as one writes it: the data is plain, and only looked at once the flag is seen. */
public record MPGuarded(Fence before, Mode store, Mode load, Fence after) implements Litmus {
  @Override public void one(Places p) {
    PLAIN.store(p.x, 1);
    before.stand();
    store.store(p.y, 1);
  }

  @Override public void two(Places p) {
    p.r1 = load.load(p.y);
    after.stand();
    if (p.r1 == 1) p.r2 = PLAIN.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"01", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("opaque", new MPGuarded(NONE, OPAQUE, OPAQUE, NONE)),
      Row.races("release, opaque load", new MPGuarded(NONE, ACQ_REL, OPAQUE, NONE)),
      Row.races("opaque store, acquire", new MPGuarded(NONE, OPAQUE, ACQ_REL, NONE)),
      Row.forbids("release/acquire", new MPGuarded(NONE, ACQ_REL, ACQ_REL, NONE), "0 1, 1 0", "L; BP"),
      Row.forbids("volatile", new MPGuarded(NONE, VOLATILE, VOLATILE, NONE), "0 1, 1 0", "JLS 17.4.5"),
      Row.forbids("opaque, fences", new MPGuarded(RELEASE, OPAQUE, OPAQUE, ACQUIRE), "0 1, 1 0", "RC11"),
    };
  }
}
