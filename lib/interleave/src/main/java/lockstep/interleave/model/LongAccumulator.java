package lockstep.interleave.model;

import java.util.function.LongBinaryOperator;

/** Models {@link java.util.concurrent.atomic.LongAccumulator}. */
public class LongAccumulator extends Accumulation<Long> {
  private static final long serialVersionUID = 1L;

  public LongAccumulator(LongBinaryOperator combine, long identity) {
    super("LongAccumulator", identity, combine::applyAsLong);
  }

  public void accumulate(long x) {
    combine(x);
  }

  public long get() {
    return value();
  }

  public long getThenReset() {
    return valueThenReset();
  }
}
