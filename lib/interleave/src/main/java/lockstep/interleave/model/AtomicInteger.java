package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Models {@link java.util.concurrent.atomic.AtomicInteger}: the same methods, each naming the access modes of its reading and its writing half. */
public class AtomicInteger extends Number {
  private static final long serialVersionUID = 1L;
  private final transient Cell cell;

  public AtomicInteger() {
    this(0);
  }

  public AtomicInteger(int value) {
    cell = new Cell("AtomicInteger", value, true);
  }

  public final int get() {
    return (Integer) Access.get(cell, VOLATILE);
  }

  public final int getPlain() {
    return (Integer) Access.get(cell, PLAIN);
  }

  public final int getOpaque() {
    return (Integer) Access.get(cell, OPAQUE);
  }

  public final int getAcquire() {
    return (Integer) Access.get(cell, ACQUIRE);
  }

  public final void set(int newValue) {
    Access.set(cell, newValue, VOLATILE);
  }

  public final void setPlain(int newValue) {
    Access.set(cell, newValue, PLAIN);
  }

  public final void setOpaque(int newValue) {
    Access.set(cell, newValue, OPAQUE);
  }

  public final void setRelease(int newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final void lazySet(int newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final int getAndSet(int newValue) {
    return (Integer) Access.update(cell, old -> newValue, VOLATILE, VOLATILE, newValue);
  }

  public final boolean compareAndSet(int expected, int newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSetPlain(int expected, int newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSet(int expected, int newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetVolatile(int expected, int newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, true);
  }

  public final boolean weakCompareAndSetAcquire(int expected, int newValue) {
    return Access.compareAndSet(cell, expected, newValue, ACQUIRE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetRelease(int expected, int newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, RELEASE, true);
  }

  public final int compareAndExchange(int expected, int newValue) {
    return (Integer) Access.compareAndExchange(cell, expected, newValue, VOLATILE, VOLATILE);
  }

  public final int compareAndExchangeAcquire(int expected, int newValue) {
    return (Integer) Access.compareAndExchange(cell, expected, newValue, ACQUIRE, OPAQUE);
  }

  public final int compareAndExchangeRelease(int expected, int newValue) {
    return (Integer) Access.compareAndExchange(cell, expected, newValue, OPAQUE, RELEASE);
  }

  public final int getAndIncrement() {
    return (Integer) Access.update(cell, old -> (Integer) old + (1), VOLATILE, VOLATILE);
  }

  public final int getAndDecrement() {
    return (Integer) Access.update(cell, old -> (Integer) old + (-1), VOLATILE, VOLATILE);
  }

  public final int incrementAndGet() {
    return (Integer) Access.updateAndGet(cell, old -> (Integer) old + (1), VOLATILE, VOLATILE);
  }

  public final int decrementAndGet() {
    return (Integer) Access.updateAndGet(cell, old -> (Integer) old + (-1), VOLATILE, VOLATILE);
  }

  public final int getAndAdd(int delta) {
    return (Integer) Access.update(cell, old -> (Integer) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final int addAndGet(int delta) {
    return (Integer) Access.updateAndGet(cell, old -> (Integer) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final int getAndUpdate(IntUnaryOperator update) {
    while (true) {
      int old = get();
      int now = update.applyAsInt(old);
      if (weakCompareAndSetVolatile(old, now)) return old;
    }
  }

  public final int updateAndGet(IntUnaryOperator update) {
    while (true) {
      int old = get();
      int now = update.applyAsInt(old);
      if (weakCompareAndSetVolatile(old, now)) return now;
    }
  }

  public final int getAndAccumulate(int x, IntBinaryOperator combine) {
    while (true) {
      int old = get();
      int now = combine.applyAsInt(old, x);
      if (weakCompareAndSetVolatile(old, now)) return old;
    }
  }

  public final int accumulateAndGet(int x, IntBinaryOperator combine) {
    while (true) {
      int old = get();
      int now = combine.applyAsInt(old, x);
      if (weakCompareAndSetVolatile(old, now)) return now;
    }
  }

  @Override public int intValue() {
    return (int) get();
  }

  @Override public long longValue() {
    return get();
  }

  @Override public float floatValue() {
    return get();
  }

  @Override public double doubleValue() {
    return get();
  }

  @Override public String toString() {
    return String.valueOf(get());
  }
}
