package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Load buffering: each thread looks at the other's place and then stores to its own. May both see what comes later? */
public record LB(Mode load, Fence fence1, Fence fence2, Mode store) implements Litmus {
  @Override public void one(Places p) {
    p.r1 = load.load(p.x);
    fence1.stand();
    store.store(p.y, 1);
  }

  @Override public void two(Places p) {
    p.r2 = load.load(p.y);
    fence2.stand();
    store.store(p.x, 1);
  }

  @Override public String[] notes() {
    return new String[] {"01", "01"};
  }

  static LB of(Mode load, Mode store) {
    return new LB(load, NONE, NONE, store);
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", of(PLAIN, PLAIN)),
      Row.allows("opaque", of(OPAQUE, OPAQUE), "L, BP: allowed").butUnexplored("1 1"),
      Row.forbids("opaque, acquire fences", new LB(OPAQUE, ACQUIRE, ACQUIRE, OPAQUE), "1 1",
          "VarHandle.acquireFence: no load before it moves behind a store after it"),
      Row.allows("opaque, one acquire fence", new LB(OPAQUE, ACQUIRE, NONE, OPAQUE), "BP: one side is still free")
          .butUnexplored("1 1"),
      Row.forbids("opaque load, release store", of(OPAQUE, ACQ_REL), "1 1",
          "VarHandle.setRelease: no load before it moves behind it"),
      Row.forbids("acquire load, opaque store", of(ACQ_REL, OPAQUE), "1 1",
          "VarHandle.getAcquire: no store after it moves before it"),
      Row.forbids("acquire/release", of(ACQ_REL, ACQ_REL), "1 1", "L; BP"),
      Row.forbids("volatile", of(VOLATILE, VOLATILE), "1 1", "JLS 17.4.4"),
    };
  }
}
