package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** 2+2W: two threads store to two places in opposite order. May each thread's first store be the last? */
public record TwoPlusTwoW(Mode store, Fence fence1, Fence fence2) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
    fence1.stand();
    store.store(p.y, 2);
  }

  @Override public void two(Places p) {
    store.store(p.y, 1);
    fence2.stand();
    store.store(p.x, 2);
  }

  @Override public void end(Places p) {
    p.r1 = VOLATILE.load(p.x);
    p.r2 = VOLATILE.load(p.y);
  }

  @Override public String[] notes() {
    return new String[] {"12", "12"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", new TwoPlusTwoW(PLAIN, NONE, NONE)),
      Row.allows("opaque", new TwoPlusTwoW(OPAQUE, NONE, NONE), "RC11; M"),
      Row.allows("release", new TwoPlusTwoW(ACQ_REL, NONE, NONE), "RC11: release stores to two places are not ordered"),
      Row.forbids("volatile", new TwoPlusTwoW(VOLATILE, NONE, NONE), "1 1", "JLS 17.4.4"),
      Row.forbids("opaque, full fences", new TwoPlusTwoW(OPAQUE, FULL, FULL), "1 1", "VarHandle.fullFence; RC11"),
      Row.allows("opaque, one full fence", new TwoPlusTwoW(OPAQUE, FULL, NONE), "RC11: both sides need it"),
    };
  }
}
