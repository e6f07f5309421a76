package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Models {@link java.util.concurrent.atomic.AtomicLongArray}: the same methods, each naming the access modes of its reading and its writing half. */
public class AtomicLongArray implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Cell[] cells;

  public AtomicLongArray(int length) {
    this(new long[length]);
  }

  public AtomicLongArray(long[] values) {
    cells = new Cell[values.length];
    for (int i = 0; i < cells.length; i++) cells[i] = new Cell("[" + i + "]", values[i], true);
  }

  public final int length() {
    return cells.length;
  }

  public final long get(int i) {
    return (Long) Access.get(cells[i], VOLATILE);
  }

  public final long getPlain(int i) {
    return (Long) Access.get(cells[i], PLAIN);
  }

  public final long getOpaque(int i) {
    return (Long) Access.get(cells[i], OPAQUE);
  }

  public final long getAcquire(int i) {
    return (Long) Access.get(cells[i], ACQUIRE);
  }

  public final void set(int i, long newValue) {
    Access.set(cells[i], newValue, VOLATILE);
  }

  public final void setPlain(int i, long newValue) {
    Access.set(cells[i], newValue, PLAIN);
  }

  public final void setOpaque(int i, long newValue) {
    Access.set(cells[i], newValue, OPAQUE);
  }

  public final void setRelease(int i, long newValue) {
    Access.set(cells[i], newValue, RELEASE);
  }

  public final void lazySet(int i, long newValue) {
    Access.set(cells[i], newValue, RELEASE);
  }

  public final long getAndSet(int i, long newValue) {
    return (Long) Access.update(cells[i], old -> newValue, VOLATILE, VOLATILE, newValue);
  }

  public final boolean compareAndSet(int i, long expected, long newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSetPlain(int i, long expected, long newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSet(int i, long expected, long newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetVolatile(int i, long expected, long newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, VOLATILE, VOLATILE, true);
  }

  public final boolean weakCompareAndSetAcquire(int i, long expected, long newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, ACQUIRE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetRelease(int i, long expected, long newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, RELEASE, true);
  }

  public final long compareAndExchange(int i, long expected, long newValue) {
    return (Long) Access.compareAndExchange(cells[i], expected, newValue, VOLATILE, VOLATILE);
  }

  public final long compareAndExchangeAcquire(int i, long expected, long newValue) {
    return (Long) Access.compareAndExchange(cells[i], expected, newValue, ACQUIRE, OPAQUE);
  }

  public final long compareAndExchangeRelease(int i, long expected, long newValue) {
    return (Long) Access.compareAndExchange(cells[i], expected, newValue, OPAQUE, RELEASE);
  }

  public final long getAndIncrement(int i) {
    return (Long) Access.update(cells[i], old -> (Long) old + (1), VOLATILE, VOLATILE);
  }

  public final long getAndDecrement(int i) {
    return (Long) Access.update(cells[i], old -> (Long) old + (-1), VOLATILE, VOLATILE);
  }

  public final long incrementAndGet(int i) {
    return (Long) Access.updateAndGet(cells[i], old -> (Long) old + (1), VOLATILE, VOLATILE);
  }

  public final long decrementAndGet(int i) {
    return (Long) Access.updateAndGet(cells[i], old -> (Long) old + (-1), VOLATILE, VOLATILE);
  }

  public final long getAndAdd(int i, long delta) {
    return (Long) Access.update(cells[i], old -> (Long) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final long addAndGet(int i, long delta) {
    return (Long) Access.updateAndGet(cells[i], old -> (Long) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final long getAndUpdate(int i, LongUnaryOperator update) {
    while (true) {
      long old = get(i);
      long now = update.applyAsLong(old);
      if (weakCompareAndSetVolatile(i, old, now)) return old;
    }
  }

  public final long updateAndGet(int i, LongUnaryOperator update) {
    while (true) {
      long old = get(i);
      long now = update.applyAsLong(old);
      if (weakCompareAndSetVolatile(i, old, now)) return now;
    }
  }

  public final long getAndAccumulate(int i, long x, LongBinaryOperator combine) {
    while (true) {
      long old = get(i);
      long now = combine.applyAsLong(old, x);
      if (weakCompareAndSetVolatile(i, old, now)) return old;
    }
  }

  public final long accumulateAndGet(int i, long x, LongBinaryOperator combine) {
    while (true) {
      long old = get(i);
      long now = combine.applyAsLong(old, x);
      if (weakCompareAndSetVolatile(i, old, now)) return now;
    }
  }

  @Override public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < cells.length; i++) text.append(i == 0 ? "" : ", ").append(get(i));
    return text.append(']').toString();
  }
}
