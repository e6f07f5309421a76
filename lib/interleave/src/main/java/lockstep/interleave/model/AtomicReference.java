package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Models {@link java.util.concurrent.atomic.AtomicReference}: the same methods, each naming the access modes of its reading and its writing half. */
@SuppressWarnings("unchecked")
public class AtomicReference<V> implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Cell cell;

  public AtomicReference() {
    this(null);
  }

  public AtomicReference(V value) {
    cell = new Cell("AtomicReference", value, false);
  }

  public final V get() {
    return (V) Access.get(cell, VOLATILE);
  }

  public final V getPlain() {
    return (V) Access.get(cell, PLAIN);
  }

  public final V getOpaque() {
    return (V) Access.get(cell, OPAQUE);
  }

  public final V getAcquire() {
    return (V) Access.get(cell, ACQUIRE);
  }

  public final void set(V newValue) {
    Access.set(cell, newValue, VOLATILE);
  }

  public final void setPlain(V newValue) {
    Access.set(cell, newValue, PLAIN);
  }

  public final void setOpaque(V newValue) {
    Access.set(cell, newValue, OPAQUE);
  }

  public final void setRelease(V newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final void lazySet(V newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final V getAndSet(V newValue) {
    return (V) Access.update(cell, old -> newValue, VOLATILE, VOLATILE, (Object) newValue);
  }

  public final boolean compareAndSet(V expected, V newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSetPlain(V expected, V newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSet(V expected, V newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetVolatile(V expected, V newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, true);
  }

  public final boolean weakCompareAndSetAcquire(V expected, V newValue) {
    return Access.compareAndSet(cell, expected, newValue, ACQUIRE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetRelease(V expected, V newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, RELEASE, true);
  }

  public final V compareAndExchange(V expected, V newValue) {
    return (V) Access.compareAndExchange(cell, expected, newValue, VOLATILE, VOLATILE);
  }

  public final V compareAndExchangeAcquire(V expected, V newValue) {
    return (V) Access.compareAndExchange(cell, expected, newValue, ACQUIRE, OPAQUE);
  }

  public final V compareAndExchangeRelease(V expected, V newValue) {
    return (V) Access.compareAndExchange(cell, expected, newValue, OPAQUE, RELEASE);
  }

  public final V getAndUpdate(UnaryOperator<V> update) {
    while (true) {
      V old = get();
      V now = update.apply(old);
      if (weakCompareAndSetVolatile(old, now)) return old;
    }
  }

  public final V updateAndGet(UnaryOperator<V> update) {
    while (true) {
      V old = get();
      V now = update.apply(old);
      if (weakCompareAndSetVolatile(old, now)) return now;
    }
  }

  public final V getAndAccumulate(V x, BinaryOperator<V> combine) {
    while (true) {
      V old = get();
      V now = combine.apply(old, x);
      if (weakCompareAndSetVolatile(old, now)) return old;
    }
  }

  public final V accumulateAndGet(V x, BinaryOperator<V> combine) {
    while (true) {
      V old = get();
      V now = combine.apply(old, x);
      if (weakCompareAndSetVolatile(old, now)) return now;
    }
  }

  @Override public String toString() {
    return String.valueOf(get());
  }
}
