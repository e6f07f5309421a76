package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Store buffering: each thread stores to a place of its own and then looks at the other's. May both see nothing? */
public record SB(Mode store1, Mode store2, Fence fence1, Fence fence2, Mode load) implements Litmus {
  @Override public void one(Places p) {
    store1.store(p.x, 1);
    fence1.stand();
    p.r1 = load.load(p.y);
  }

  @Override public void two(Places p) {
    store2.store(p.y, 1);
    fence2.stand();
    p.r2 = load.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"01", "01"};
  }

  static SB of(Mode store, Mode load) {
    return new SB(store, store, NONE, NONE, load);
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", of(PLAIN, PLAIN)),
      Row.allows("opaque", of(OPAQUE, OPAQUE), "L; RC11"),
      Row.allows("release/acquire", of(ACQ_REL, ACQ_REL), "L: release and acquire order one place only"),
      Row.allows("release store, volatile load", of(ACQ_REL, VOLATILE),
          "L: only volatile stores stand in the total order; x86 shows it"),
      Row.allows("volatile store, acquire load", of(VOLATILE, ACQ_REL), "RC11: an acquire load is no SC access"),
      Row.allows("one store volatile, one release", new SB(VOLATILE, ACQ_REL, NONE, NONE, VOLATILE), "RC11"),
      Row.forbids("volatile", of(VOLATILE, VOLATILE), "0 0", "JLS 17.4.4: volatile accesses have one order"),
      Row.forbids("opaque, full fences", new SB(OPAQUE, OPAQUE, FULL, FULL, OPAQUE), "0 0", "VarHandle.fullFence; RC11"),
      Row.allows("opaque, one full fence", new SB(OPAQUE, OPAQUE, FULL, NONE, OPAQUE), "RC11: both sides need it"),
      Row.allows("opaque, release fences", new SB(OPAQUE, OPAQUE, RELEASE, RELEASE, OPAQUE),
          "VarHandle.releaseFence: a store before it and a load after it stay free"),
    };
  }
}
