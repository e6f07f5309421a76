package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** R: one thread's store to y comes before the other's, which then looks at x. May it miss the store to x? */
public record R(Mode store, Fence fence1, Fence fence2, Mode load) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
    fence1.stand();
    store.store(p.y, 1);
  }

  @Override public void two(Places p) {
    store.store(p.y, 2);
    fence2.stand();
    p.r2 = load.load(p.x);
  }

  @Override public void end(Places p) {
    p.r1 = VOLATILE.load(p.y);
  }

  @Override public String[] notes() {
    return new String[] {"12", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", new R(PLAIN, NONE, NONE, PLAIN)),
      Row.allows("opaque", new R(OPAQUE, NONE, NONE, OPAQUE), "RC11; M"),
      Row.allows("release/acquire", new R(ACQ_REL, NONE, NONE, ACQ_REL), "RC11; x86 shows it"),
      Row.forbids("volatile", new R(VOLATILE, NONE, NONE, VOLATILE), "2 0", "JLS 17.4.4"),
      Row.forbids("opaque, full fences", new R(OPAQUE, FULL, FULL, OPAQUE), "2 0", "VarHandle.fullFence; RC11"),
      Row.allows("opaque, one full fence", new R(OPAQUE, NONE, FULL, OPAQUE), "RC11: both sides need it"),
    };
  }
}
