package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Dekker's lock, the first one for two: announce oneself; while the other wants in too, give way if it has the turn. */
public record Dekker(Mode store, Fence between, Mode load) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
    between.stand();
    while (load.load(p.y) == 1) {
      if (load.load(p.z) != 0) {
        store.store(p.x, 0);
        while (load.load(p.z) != 0) Thread.onSpinWait();
        store.store(p.x, 1);
        between.stand();
      }
    }
    p.r1 = p.visit();
    store.store(p.z, 1);
    store.store(p.x, 0);
  }

  @Override public void two(Places p) {
    store.store(p.y, 1);
    between.stand();
    while (load.load(p.x) == 1) {
      if (load.load(p.z) != 1) {
        store.store(p.y, 0);
        while (load.load(p.z) != 1) Thread.onSpinWait();
        store.store(p.y, 1);
        between.stand();
      }
    }
    p.r2 = p.visit();
    store.store(p.z, 0);
    store.store(p.y, 0);
  }

  @Override public boolean large() {
    return true;
  }

  @Override public String[] notes() {
    return new String[] {"01", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.forbids("opaque", new Dekker(OPAQUE, NONE, OPAQUE), "1 1", "RC11"),
      Row.forbids("release/acquire", new Dekker(ACQ_REL, NONE, ACQ_REL), "1 1", "L; RC11; x86 shows it"),
      Row.forbids("volatile", new Dekker(VOLATILE, NONE, VOLATILE), "0 0, 1 1", "D; JLS 17.4.4"),
      Row.forbids("opaque, full fences", new Dekker(OPAQUE, FULL, OPAQUE), "0 0, 1 1", "RC11"),
    };
  }
}
