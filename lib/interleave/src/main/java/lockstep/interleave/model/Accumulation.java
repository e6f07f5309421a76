package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.BinaryOperator;

/**
 * What the models of LongAdder, DoubleAdder and the two accumulators share: one place, and every change of it is one
 * step. The real ones spread over several places and
 * order less; what they document, a sum that is exact once the changes are over, is the same.
 */
abstract class Accumulation<N extends Number> extends Number {
  private static final long serialVersionUID = 1L;
  private final transient Cell cell;
  private final transient BinaryOperator<N> combine;
  private final N identity;

  Accumulation(String name, N identity, BinaryOperator<N> combine) {
    this.identity = identity;
    this.combine = combine;
    this.cell = new Cell(name, identity, true);
  }

  @SuppressWarnings("unchecked")
  final void combine(N x) {
    Access.update(cell, old -> combine.apply((N) old, x), VOLATILE, VOLATILE, x);
  }

  @SuppressWarnings("unchecked")
  final N value() {
    return (N) Access.get(cell, VOLATILE);
  }

  @SuppressWarnings("unchecked")
  final N valueThenReset() {
    return (N) Access.update(cell, old -> identity, VOLATILE, VOLATILE);
  }

  public void reset() {
    Access.set(cell, identity, VOLATILE);
  }

  @Override public long longValue() {
    return value().longValue();
  }

  @Override public int intValue() {
    return value().intValue();
  }

  @Override public double doubleValue() {
    return value().doubleValue();
  }

  @Override public float floatValue() {
    return value().floatValue();
  }

  @Override public String toString() {
    return String.valueOf(value());
  }
}
