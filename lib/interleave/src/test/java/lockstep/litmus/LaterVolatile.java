package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** Two volatile stores by two threads, and a reader who may see the later of them: has it the earlier thread's data? */
public record LaterVolatile() implements Litmus {
  @Override public void one(Places p) {
    OPAQUE.store(p.x, 1);
    VOLATILE.store(p.y, 1);
  }

  @Override public void two(Places p) {
    VOLATILE.store(p.y, 2);
  }

  @Override public void three(Places p) {
    p.r1 = VOLATILE.load(p.y);
    p.r2 = OPAQUE.load(p.x);
  }

  @Override public int threads() {
    return 3;
  }

  @Override public String[] notes() {
    return new String[] {"012", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.forbids("volatile", new LaterVolatile(), "1 0",
          "JLS 17.4.4: a volatile store synchronizes with all later loads; 2 0 is the one that came too early"),
    };
  }
}
