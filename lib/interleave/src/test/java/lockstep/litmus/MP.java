package lockstep.litmus;

import static lockstep.litmus.Fence.*;
import static lockstep.litmus.Mode.*;

/** Message passing: data, then a flag; the flag, then the data. May the flag be seen without the data? */
public record MP(Mode data, Fence before, Mode store, Mode load, Fence after) implements Litmus {
  @Override public void one(Places p) {
    data.store(p.x, 1);
    before.stand();
    store.store(p.y, 1);
  }

  @Override public void two(Places p) {
    p.r1 = load.load(p.y);
    after.stand();
    p.r2 = data.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"01", "01"};
  }

  static MP flag(Mode store, Mode load) {
    return new MP(OPAQUE, NONE, store, load, NONE);
  }

  static Row[] rows() {
    return new Row[] {
      Row.races("plain", new MP(PLAIN, NONE, PLAIN, PLAIN, NONE)),
      Row.allows("opaque", flag(OPAQUE, OPAQUE), "L: opaque orders nothing between places"),
      Row.allows("release, opaque load", flag(ACQ_REL, OPAQUE), "RC11: the acquire is missing"),
      Row.allows("opaque store, acquire", flag(OPAQUE, ACQ_REL), "RC11: the release is missing"),
      Row.forbids("release/acquire", flag(ACQ_REL, ACQ_REL), "1 0", "L; BP"),
      Row.forbids("release, volatile load", flag(ACQ_REL, VOLATILE), "1 0", "L: volatile is at least acquire"),
      Row.forbids("volatile store, acquire", flag(VOLATILE, ACQ_REL), "1 0", "L: volatile is at least release"),
      Row.forbids("volatile", flag(VOLATILE, VOLATILE), "1 0", "JLS 17.4.5"),
      Row.forbids("opaque, release and acquire fence", new MP(OPAQUE, RELEASE, OPAQUE, OPAQUE, ACQUIRE), "1 0",
          "VarHandle.releaseFence, acquireFence; RC11"),
      Row.forbids("opaque, full fences", new MP(OPAQUE, FULL, OPAQUE, OPAQUE, FULL), "1 0", "VarHandle.fullFence; RC11"),
      Row.forbids("release fence, acquire load", new MP(OPAQUE, RELEASE, OPAQUE, ACQ_REL, NONE), "1 0", "RC11"),
      Row.allows("opaque, release fence only", new MP(OPAQUE, RELEASE, OPAQUE, OPAQUE, NONE), "RC11: the acquire is missing"),
      Row.allows("opaque, acquire fence only", new MP(OPAQUE, NONE, OPAQUE, OPAQUE, ACQUIRE), "RC11: the release is missing"),
    };
  }
}
