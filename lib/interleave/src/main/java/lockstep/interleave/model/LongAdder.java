package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.LongBinaryOperator;

/**
 * Models {@link java.util.concurrent.atomic.LongAdder}: every change is one step on one place. The real one spreads over several places and orders less; what it documents, a sum
 * that is exact once the changes are over, is the same.
 */
public class LongAdder extends Number {
  private static final long serialVersionUID = 1L;
  private final transient Cell cell;
  private final transient LongBinaryOperator combine;
  private final long identity;

  public LongAdder() {
    identity = 0;
    combine = (long a, long b) -> a + b;
    cell = new Cell("LongAdder", identity, true);
  }

  public void add(long x) {
    Access.update(cell, old -> combine.applyAsLong((Long) old, x), VOLATILE, VOLATILE, x);
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
    return (Long) Access.update(cell, old -> identity, VOLATILE, VOLATILE);
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

  private long value() {
    return (Long) Access.get(cell, VOLATILE);
  }
}
