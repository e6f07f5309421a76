package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Peterson's lock: announce oneself, give way, wait while the other wants in and has the turn. May both be inside? */
public record Peterson(Mode store, Fence announced, Fence gaveWay, Mode load) implements Litmus {
  @Override public void one(Places p) {
    store.store(p.x, 1);
    announced.stand();
    store.store(p.z, 2);
    gaveWay.stand();
    while (load.load(p.y) == 1 && load.load(p.z) == 2) Thread.onSpinWait();
    p.r1 = p.visit();
    store.store(p.x, 0);
  }

  @Override public void two(Places p) {
    store.store(p.y, 1);
    announced.stand();
    store.store(p.z, 1);
    gaveWay.stand();
    while (load.load(p.x) == 1 && load.load(p.z) == 1) Thread.onSpinWait();
    p.r2 = p.visit();
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
      Row.forbids("opaque", new Peterson(OPAQUE, NONE, NONE, OPAQUE), "1 1", "RC11"),
      Row.forbids("release/acquire", new Peterson(ACQ_REL, NONE, NONE, ACQ_REL), "1 1", "L; RC11; x86 shows it"),
      Row.forbids("volatile", new Peterson(VOLATILE, NONE, NONE, VOLATILE), "0 0, 1 1", "P; JLS 17.4.4"),
      Row.forbids("opaque, two full fences", new Peterson(OPAQUE, FULL, FULL, OPAQUE), "0 0, 1 1", "RC11"),
      Row.forbids("opaque, one full fence", new Peterson(OPAQUE, NONE, FULL, OPAQUE), "1 1",
          "RC11: giving way may be seen before the announcement; x86 keeps stores in order and does not show it"),
    };
  }
}
