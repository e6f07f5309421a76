package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Models {@link java.util.concurrent.atomic.AtomicLong}: the same methods, each naming the access modes of its reading and its writing half. */
public class AtomicLong extends Number {
  private static final long serialVersionUID = 1L;
  private final transient Cell cell;

  public AtomicLong() {
    this(0);
  }

  public AtomicLong(long value) {
    cell = new Cell("AtomicLong", value, true);
  }

  public final long get() {
    return (Long) Access.get(cell, VOLATILE);
  }

  public final long getPlain() {
    return (Long) Access.get(cell, PLAIN);
  }

  public final long getOpaque() {
    return (Long) Access.get(cell, OPAQUE);
  }

  public final long getAcquire() {
    return (Long) Access.get(cell, ACQUIRE);
  }

  public final void set(long newValue) {
    Access.set(cell, newValue, VOLATILE);
  }

  public final void setPlain(long newValue) {
    Access.set(cell, newValue, PLAIN);
  }

  public final void setOpaque(long newValue) {
    Access.set(cell, newValue, OPAQUE);
  }

  public final void setRelease(long newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final void lazySet(long newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final long getAndSet(long newValue) {
    return (Long) Access.update(cell, old -> newValue, VOLATILE, VOLATILE, newValue);
  }

  public final boolean compareAndSet(long expected, long newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSetPlain(long expected, long newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSet(long expected, long newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetVolatile(long expected, long newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, true);
  }

  public final boolean weakCompareAndSetAcquire(long expected, long newValue) {
    return Access.compareAndSet(cell, expected, newValue, ACQUIRE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetRelease(long expected, long newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, RELEASE, true);
  }

  public final long compareAndExchange(long expected, long newValue) {
    return (Long) Access.compareAndExchange(cell, expected, newValue, VOLATILE, VOLATILE);
  }

  public final long compareAndExchangeAcquire(long expected, long newValue) {
    return (Long) Access.compareAndExchange(cell, expected, newValue, ACQUIRE, OPAQUE);
  }

  public final long compareAndExchangeRelease(long expected, long newValue) {
    return (Long) Access.compareAndExchange(cell, expected, newValue, OPAQUE, RELEASE);
  }

  public final long getAndIncrement() {
    return (Long) Access.update(cell, old -> (Long) old + (1), VOLATILE, VOLATILE);
  }

  public final long getAndDecrement() {
    return (Long) Access.update(cell, old -> (Long) old + (-1), VOLATILE, VOLATILE);
  }

  public final long incrementAndGet() {
    return (Long) Access.updateAndGet(cell, old -> (Long) old + (1), VOLATILE, VOLATILE);
  }

  public final long decrementAndGet() {
    return (Long) Access.updateAndGet(cell, old -> (Long) old + (-1), VOLATILE, VOLATILE);
  }

  public final long getAndAdd(long delta) {
    return (Long) Access.update(cell, old -> (Long) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final long addAndGet(long delta) {
    return (Long) Access.updateAndGet(cell, old -> (Long) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final long getAndUpdate(LongUnaryOperator update) {
    while (true) {
      long old = get();
      long now = update.applyAsLong(old);
      if (weakCompareAndSetVolatile(old, now)) return old;
    }
  }

  public final long updateAndGet(LongUnaryOperator update) {
    while (true) {
      long old = get();
      long now = update.applyAsLong(old);
      if (weakCompareAndSetVolatile(old, now)) return now;
    }
  }

  public final long getAndAccumulate(long x, LongBinaryOperator combine) {
    while (true) {
      long old = get();
      long now = combine.applyAsLong(old, x);
      if (weakCompareAndSetVolatile(old, now)) return old;
    }
  }

  public final long accumulateAndGet(long x, LongBinaryOperator combine) {
    while (true) {
      long old = get();
      long now = combine.applyAsLong(old, x);
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
