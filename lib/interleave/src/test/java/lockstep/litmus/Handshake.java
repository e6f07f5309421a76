package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/**
 * The handshake of a lock that parks: one frees it (x) and looks for sleepers (y); the other announces itself as a sleeper and tries once more, by a swap.
 * May both miss each other, so that nobody wakes the sleeper? A store buffering whose second load is an update.
 */
public record Handshake(Mode free) implements Litmus {
  @Override public void one(Places p) {
    free.store(p.x, 1);
    p.r1 = VOLATILE.load(p.y);
  }

  @Override public void two(Places p) {
    VOLATILE.store(p.y, 1);
    p.r2 = p.x.getAndSet(2);
  }

  @Override public String[] notes() {
    return new String[] {"01", "01"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.allows("opaque", new Handshake(OPAQUE), "RC11"),
      Row.allows("release", new Handshake(ACQ_REL), "RC11: an update reads what is before it in its place's order; x86 shows it"),
      Row.forbids("volatile", new Handshake(VOLATILE), "0 0", "JLS 17.4.4"),
    };
  }
}
