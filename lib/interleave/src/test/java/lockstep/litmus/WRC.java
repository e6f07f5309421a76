package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Write to read causality: the news of x goes from hand to hand. May the last one hear of it and not see it? */
public record WRC(Mode data, Fence before, Mode flag, Fence after) implements Litmus {
  @Override public void one(Places p) {
    data.store(p.x, 1);
  }

  @Override public void two(Places p) {
    p.r1 = data.load(p.x);
    before.stand();
    flag.store(p.y, 1);
  }

  @Override public void three(Places p) {
    p.r2 = flag.load(p.y);
    after.stand();
    p.r3 = data.load(p.x);
  }

  @Override public int threads() {
    return 3;
  }

  @Override public String[] notes() {
    return new String[] {"01", "01", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", new WRC(PLAIN, NONE, PLAIN, NONE)),
      Row.allows("opaque", new WRC(OPAQUE, NONE, OPAQUE, NONE), "RC11"),
      Row.forbids("opaque data, release/acquire", new WRC(OPAQUE, NONE, ACQ_REL, NONE), "1 1 0",
          "RC11: read-read coherence along happens-before"),
      Row.forbids("release/acquire", new WRC(ACQ_REL, NONE, ACQ_REL, NONE), "1 1 0", "L: causality"),
      Row.forbids("volatile", new WRC(VOLATILE, NONE, VOLATILE, NONE), "1 1 0", "JLS 17.4.5"),
      Row.forbids("opaque, release and acquire fence", new WRC(OPAQUE, RELEASE, OPAQUE, ACQUIRE), "1 1 0", "RC11"),
    };
  }
}
