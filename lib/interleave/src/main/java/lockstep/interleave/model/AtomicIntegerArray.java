package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Models {@link java.util.concurrent.atomic.AtomicIntegerArray}: the same methods, each naming the access modes of its reading and its writing half. */
public class AtomicIntegerArray implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Cell[] cells;

  public AtomicIntegerArray(int length) {
    this(new int[length]);
  }

  public AtomicIntegerArray(int[] values) {
    cells = new Cell[values.length];
    for (int i = 0; i < cells.length; i++) cells[i] = new Cell("[" + i + "]", values[i], true);
  }

  public final int length() {
    return cells.length;
  }

  public final int get(int i) {
    return (Integer) Access.get(cells[i], VOLATILE);
  }

  public final int getPlain(int i) {
    return (Integer) Access.get(cells[i], PLAIN);
  }

  public final int getOpaque(int i) {
    return (Integer) Access.get(cells[i], OPAQUE);
  }

  public final int getAcquire(int i) {
    return (Integer) Access.get(cells[i], ACQUIRE);
  }

  public final void set(int i, int newValue) {
    Access.set(cells[i], newValue, VOLATILE);
  }

  public final void setPlain(int i, int newValue) {
    Access.set(cells[i], newValue, PLAIN);
  }

  public final void setOpaque(int i, int newValue) {
    Access.set(cells[i], newValue, OPAQUE);
  }

  public final void setRelease(int i, int newValue) {
    Access.set(cells[i], newValue, RELEASE);
  }

  public final void lazySet(int i, int newValue) {
    Access.set(cells[i], newValue, RELEASE);
  }

  public final int getAndSet(int i, int newValue) {
    return (Integer) Access.update(cells[i], old -> newValue, VOLATILE, VOLATILE, newValue);
  }

  public final boolean compareAndSet(int i, int expected, int newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSetPlain(int i, int expected, int newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSet(int i, int expected, int newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetVolatile(int i, int expected, int newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, VOLATILE, VOLATILE, true);
  }

  public final boolean weakCompareAndSetAcquire(int i, int expected, int newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, ACQUIRE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetRelease(int i, int expected, int newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, RELEASE, true);
  }

  public final int compareAndExchange(int i, int expected, int newValue) {
    return (Integer) Access.compareAndExchange(cells[i], expected, newValue, VOLATILE, VOLATILE);
  }

  public final int compareAndExchangeAcquire(int i, int expected, int newValue) {
    return (Integer) Access.compareAndExchange(cells[i], expected, newValue, ACQUIRE, OPAQUE);
  }

  public final int compareAndExchangeRelease(int i, int expected, int newValue) {
    return (Integer) Access.compareAndExchange(cells[i], expected, newValue, OPAQUE, RELEASE);
  }

  public final int getAndIncrement(int i) {
    return (Integer) Access.update(cells[i], old -> (Integer) old + (1), VOLATILE, VOLATILE);
  }

  public final int getAndDecrement(int i) {
    return (Integer) Access.update(cells[i], old -> (Integer) old + (-1), VOLATILE, VOLATILE);
  }

  public final int incrementAndGet(int i) {
    return (Integer) Access.updateAndGet(cells[i], old -> (Integer) old + (1), VOLATILE, VOLATILE);
  }

  public final int decrementAndGet(int i) {
    return (Integer) Access.updateAndGet(cells[i], old -> (Integer) old + (-1), VOLATILE, VOLATILE);
  }

  public final int getAndAdd(int i, int delta) {
    return (Integer) Access.update(cells[i], old -> (Integer) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final int addAndGet(int i, int delta) {
    return (Integer) Access.updateAndGet(cells[i], old -> (Integer) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final int getAndUpdate(int i, IntUnaryOperator update) {
    while (true) {
      int old = get(i);
      int now = update.applyAsInt(old);
      if (weakCompareAndSetVolatile(i, old, now)) return old;
    }
  }

  public final int updateAndGet(int i, IntUnaryOperator update) {
    while (true) {
      int old = get(i);
      int now = update.applyAsInt(old);
      if (weakCompareAndSetVolatile(i, old, now)) return now;
    }
  }

  public final int getAndAccumulate(int i, int x, IntBinaryOperator combine) {
    while (true) {
      int old = get(i);
      int now = combine.applyAsInt(old, x);
      if (weakCompareAndSetVolatile(i, old, now)) return old;
    }
  }

  public final int accumulateAndGet(int i, int x, IntBinaryOperator combine) {
    while (true) {
      int old = get(i);
      int now = combine.applyAsInt(old, x);
      if (weakCompareAndSetVolatile(i, old, now)) return now;
    }
  }

  @Override public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < cells.length; i++) text.append(i == 0 ? "" : ", ").append(get(i));
    return text.append(']').toString();
  }
}
