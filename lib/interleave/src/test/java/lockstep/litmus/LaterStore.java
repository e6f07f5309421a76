package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** A release store, then a weaker one to the same place by the same thread: does a reader of the later have what was released? */
public record LaterStore(Mode second) implements Litmus {
  @Override public void one(Places p) {
    OPAQUE.store(p.x, 1);
    ACQ_REL.store(p.y, 1);
    second.store(p.y, 2);
  }

  @Override public void two(Places p) {
    p.r1 = ACQ_REL.load(p.y);
    p.r2 = OPAQUE.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"012", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.forbids("opaque", new LaterStore(OPAQUE), "1 0", "C++20 dropped it; nothing in Java promises it"),
      Row.forbids("release", new LaterStore(ACQ_REL), "1 0, 2 0", "L"),
    };
  }
}
