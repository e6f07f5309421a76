package lockstep.litmus;

import static lockstep.litmus.Mode.*;

/** Two threads add one each, by swaps and by compare-and-exchange. Even the weakest update is atomic. */
public record Updates() implements Litmus {
  @Override public void one(Places p) {
    p.r1 = p.x.getAndIncrement();
  }

  @Override public void two(Places p) {
    int old = OPAQUE.load(p.x);
    int seen = p.x.compareAndExchangeRelease(old, old + 1);
    p.r2 = seen == old ? old : p.x.compareAndExchangeAcquire(seen, seen + 1);
  }

  @Override public void end(Places p) {
    p.r3 = VOLATILE.load(p.x);
  }

  @Override public String[] notes() {
    return new String[] {"01", "01", "12"};
  }

  static Row[] rows() {
    return new Row[] {
      Row.forbids("weak and strong", new Updates(), "0 0 1, 0 0 2, 0 1 1, 1 0 1, 1 1 1, 1 1 2",
          "VarHandle: compare-and-exchange and get-and-add are atomic in every mode"),
    };
  }
}
