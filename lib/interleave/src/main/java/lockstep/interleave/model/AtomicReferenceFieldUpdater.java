package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import lockstep.interleave.memory.Location;

/** Models {@link java.util.concurrent.atomic.AtomicReferenceFieldUpdater}: the same methods, each naming the access modes of its reading and its writing half. */
@SuppressWarnings("unchecked")
public class AtomicReferenceFieldUpdater<T, V> {
  private final VarHandle field;

  private AtomicReferenceFieldUpdater(VarHandle field) {
    this.field = field;
  }

  public static <T, V> AtomicReferenceFieldUpdater<T, V> newUpdater(Class<T> type, Class<V> fieldType, String field) {
    return new AtomicReferenceFieldUpdater<>(VarHandles.updated(type, field, fieldType));
  }

  private Location place(T object) {
    return field.place(object);
  }

  public final V get(T object) {
    return (V) Access.get(place(object), VOLATILE);
  }

  public final void set(T object, V newValue) {
    Access.set(place(object), newValue, VOLATILE);
  }

  public final void lazySet(T object, V newValue) {
    Access.set(place(object), newValue, RELEASE);
  }

  public V getAndSet(T object, V newValue) {
    return (V) Access.update(place(object), old -> newValue, VOLATILE, VOLATILE, (Object) newValue);
  }

  public final boolean compareAndSet(T object, V expected, V newValue) {
    return Access.compareAndSet(place(object), expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSet(T object, V expected, V newValue) {
    return Access.compareAndSet(place(object), expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final V getAndUpdate(T object, UnaryOperator<V> update) {
    while (true) {
      V old = get(object);
      V now = update.apply(old);
      if (compareAndSet(object, old, now)) return old;
    }
  }

  public final V updateAndGet(T object, UnaryOperator<V> update) {
    while (true) {
      V old = get(object);
      V now = update.apply(old);
      if (compareAndSet(object, old, now)) return now;
    }
  }

  public final V getAndAccumulate(T object, V x, BinaryOperator<V> combine) {
    while (true) {
      V old = get(object);
      V now = combine.apply(old, x);
      if (compareAndSet(object, old, now)) return old;
    }
  }

  public final V accumulateAndGet(T object, V x, BinaryOperator<V> combine) {
    while (true) {
      V old = get(object);
      V now = combine.apply(old, x);
      if (compareAndSet(object, old, now)) return now;
    }
  }
}
