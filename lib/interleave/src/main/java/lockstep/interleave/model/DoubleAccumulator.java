package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.DoubleBinaryOperator;

/**
 * Models {@link java.util.concurrent.atomic.DoubleAccumulator}: every change is one step on one place. The real one spreads over several places and orders less; what it documents, a sum
 * that is exact once the changes are over, is the same.
 */
public class DoubleAccumulator extends Number {
  private static final long serialVersionUID = 1L;
  private final transient Cell cell;
  private final transient DoubleBinaryOperator combine;
  private final double identity;

  public DoubleAccumulator(DoubleBinaryOperator combine, double identity) {
    this.identity = identity;
    this.combine = combine;
    cell = new Cell("DoubleAccumulator", identity, true);
  }

  public void accumulate(double x) {
    Access.update(cell, old -> combine.applyAsDouble((Double) old, x), VOLATILE, VOLATILE, x);
  }

  public double get() {
    return value();
  }

  public double getThenReset() {
    return (Double) Access.update(cell, old -> identity, VOLATILE, VOLATILE);
  }

  public void reset() {
    Access.set(cell, identity, VOLATILE);
  }

  @Override public long longValue() {
    return (long) value();
  }

  @Override public int intValue() {
    return (int) value();
  }

  @Override public double doubleValue() {
    return value();
  }

  @Override public float floatValue() {
    return (float) value();
  }

  @Override public String toString() {
    return String.valueOf(value());
  }

  private double value() {
    return (Double) Access.get(cell, VOLATILE);
  }
}
