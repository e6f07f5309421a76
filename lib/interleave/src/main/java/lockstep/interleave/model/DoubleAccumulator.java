package lockstep.interleave.model;

import java.util.function.DoubleBinaryOperator;

/** Models {@link java.util.concurrent.atomic.DoubleAccumulator}. */
public class DoubleAccumulator extends Accumulation<Double> {
  private static final long serialVersionUID = 1L;

  public DoubleAccumulator(DoubleBinaryOperator combine, double identity) {
    super("DoubleAccumulator", identity, combine::applyAsDouble);
  }

  public void accumulate(double x) {
    combine(x);
  }

  public double get() {
    return value();
  }

  public double getThenReset() {
    return valueThenReset();
  }
}
