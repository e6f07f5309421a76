package lockstep.interleave.model;

/** Models {@link java.util.concurrent.atomic.LongAdder}. */
public class LongAdder extends Accumulation<Long> {
  private static final long serialVersionUID = 1L;

  public LongAdder() {
    super("LongAdder", 0L, Long::sum);
  }

  public void add(long x) {
    combine(x);
  }

  public void increment() {
    add(1);
  }

  public void decrement() {
    add(-1);
  }

  public long sum() {
    return value();
  }

  public long sumThenReset() {
    return valueThenReset();
  }
}
