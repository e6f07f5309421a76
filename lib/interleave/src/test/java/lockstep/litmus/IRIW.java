package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Independent reads of independent writes: may two readers disagree about which of two stores came first? */
public record IRIW(Mode store, Mode load, Fence between) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
  }

  @Override public void two(Places p) {
    store.store(p.y, 1);
  }

  @Override public void three(Places p) {
    p.r1 = load.load(p.x);
    between.stand();
    p.r2 = load.load(p.y);
  }

  @Override public void four(Places p) {
    p.r3 = load.load(p.y);
    between.stand();
    p.r4 = load.load(p.x);
  }

  @Override public int threads() {
    return 4;
  }

  @Override public boolean large() {
    return true;
  }

  @Override public String[] notes() {
    return new String[] {"01", "01", "01", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", new IRIW(PLAIN, PLAIN, NONE)),
      Row.allows("opaque", new IRIW(OPAQUE, OPAQUE, NONE), "RC11"),
      Row.allows("release/acquire", new IRIW(ACQ_REL, ACQ_REL, NONE), "L: readers may disagree"),
      Row.allows("release, volatile loads", new IRIW(ACQ_REL, VOLATILE, NONE), "RC11: the stores are not SC"),
      Row.forbids("volatile", new IRIW(VOLATILE, VOLATILE, NONE), "1 0 1 0", "JLS 17.4.4"),
      Row.forbids("opaque, full fences", new IRIW(OPAQUE, OPAQUE, FULL), "1 0 1 0", "VarHandle.fullFence; RC11"),
    };
  }
}
