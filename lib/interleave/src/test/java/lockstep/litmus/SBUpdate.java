package lockstep.litmus;

/** Store buffering by swaps, which are volatile on both sides. */
public record SBUpdate() implements Litmus {
  @Override public void one(Places p) {
    p.x.getAndSet(1);
    p.r1 = p.y.get();
  }

  @Override public void two(Places p) {
    p.y.getAndSet(1);
    p.r2 = p.x.get();
  }

  @Override public String[] notes() {
    return new String[] {"01", "01"};
  }

  static Row[] rows() {
    return new Row[] {Row.forbids("volatile", new SBUpdate(), "0 0", "JLS 17.4.4: getAndSet is volatile")};
  }
}
