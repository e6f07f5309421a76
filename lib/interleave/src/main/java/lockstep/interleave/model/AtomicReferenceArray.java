package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Models {@link java.util.concurrent.atomic.AtomicReferenceArray}: the same methods, each naming the access modes of its reading and its writing half. */
@SuppressWarnings("unchecked")
public class AtomicReferenceArray<V> implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Cell[] cells;

  public AtomicReferenceArray(int length) {
    cells = new Cell[length];
    for (int i = 0; i < length; i++) cells[i] = new Cell("[" + i + "]", null, false);
  }

  public AtomicReferenceArray(V[] values) {
    this(values.length);
    for (int i = 0; i < values.length; i++) cells[i].poke(values[i]);
  }

  public final int length() {
    return cells.length;
  }

  public final V get(int i) {
    return (V) Access.get(cells[i], VOLATILE);
  }

  public final V getPlain(int i) {
    return (V) Access.get(cells[i], PLAIN);
  }

  public final V getOpaque(int i) {
    return (V) Access.get(cells[i], OPAQUE);
  }

  public final V getAcquire(int i) {
    return (V) Access.get(cells[i], ACQUIRE);
  }

  public final void set(int i, V newValue) {
    Access.set(cells[i], newValue, VOLATILE);
  }

  public final void setPlain(int i, V newValue) {
    Access.set(cells[i], newValue, PLAIN);
  }

  public final void setOpaque(int i, V newValue) {
    Access.set(cells[i], newValue, OPAQUE);
  }

  public final void setRelease(int i, V newValue) {
    Access.set(cells[i], newValue, RELEASE);
  }

  public final void lazySet(int i, V newValue) {
    Access.set(cells[i], newValue, RELEASE);
  }

  public final V getAndSet(int i, V newValue) {
    return (V) Access.update(cells[i], old -> newValue, VOLATILE, VOLATILE, (Object) newValue);
  }

  public final boolean compareAndSet(int i, V expected, V newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSetPlain(int i, V expected, V newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSet(int i, V expected, V newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetVolatile(int i, V expected, V newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, VOLATILE, VOLATILE, true);
  }

  public final boolean weakCompareAndSetAcquire(int i, V expected, V newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, ACQUIRE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetRelease(int i, V expected, V newValue) {
    return Access.compareAndSet(cells[i], expected, newValue, OPAQUE, RELEASE, true);
  }

  public final V compareAndExchange(int i, V expected, V newValue) {
    return (V) Access.compareAndExchange(cells[i], expected, newValue, VOLATILE, VOLATILE);
  }

  public final V compareAndExchangeAcquire(int i, V expected, V newValue) {
    return (V) Access.compareAndExchange(cells[i], expected, newValue, ACQUIRE, OPAQUE);
  }

  public final V compareAndExchangeRelease(int i, V expected, V newValue) {
    return (V) Access.compareAndExchange(cells[i], expected, newValue, OPAQUE, RELEASE);
  }

  public final V getAndUpdate(int i, UnaryOperator<V> update) {
    while (true) {
      V old = get(i);
      V now = update.apply(old);
      if (weakCompareAndSetVolatile(i, old, now)) return old;
    }
  }

  public final V updateAndGet(int i, UnaryOperator<V> update) {
    while (true) {
      V old = get(i);
      V now = update.apply(old);
      if (weakCompareAndSetVolatile(i, old, now)) return now;
    }
  }

  public final V getAndAccumulate(int i, V x, BinaryOperator<V> combine) {
    while (true) {
      V old = get(i);
      V now = combine.apply(old, x);
      if (weakCompareAndSetVolatile(i, old, now)) return old;
    }
  }

  public final V accumulateAndGet(int i, V x, BinaryOperator<V> combine) {
    while (true) {
      V old = get(i);
      V now = combine.apply(old, x);
      if (weakCompareAndSetVolatile(i, old, now)) return now;
    }
  }

  @Override public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < cells.length; i++) text.append(i == 0 ? "" : ", ").append(get(i));
    return text.append(']').toString();
  }
}
