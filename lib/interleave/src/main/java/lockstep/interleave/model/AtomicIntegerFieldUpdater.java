package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import lockstep.interleave.memory.Location;

/** Models {@link java.util.concurrent.atomic.AtomicIntegerFieldUpdater}: the same methods, each naming the access modes of its reading and its writing half. */
public class AtomicIntegerFieldUpdater<T> {
  private final VarHandle field;

  private AtomicIntegerFieldUpdater(VarHandle field) {
    this.field = field;
  }

  public static <T> AtomicIntegerFieldUpdater<T> newUpdater(Class<T> type, String field) {
    return new AtomicIntegerFieldUpdater<>(VarHandles.updated(type, field, int.class));
  }

  private Location place(T object) {
    return field.place(object);
  }

  public final int get(T object) {
    return (Integer) Access.get(place(object), VOLATILE);
  }

  public final void set(T object, int newValue) {
    Access.set(place(object), newValue, VOLATILE);
  }

  public final void lazySet(T object, int newValue) {
    Access.set(place(object), newValue, RELEASE);
  }

  public int getAndSet(T object, int newValue) {
    return (Integer) Access.update(place(object), old -> newValue, VOLATILE, VOLATILE, newValue);
  }

  public final boolean compareAndSet(T object, int expected, int newValue) {
    return Access.compareAndSet(place(object), expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSet(T object, int expected, int newValue) {
    return Access.compareAndSet(place(object), expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final int getAndIncrement(T object) {
    return (Integer) Access.update(place(object), old -> (Integer) old + (1), VOLATILE, VOLATILE);
  }

  public final int getAndDecrement(T object) {
    return (Integer) Access.update(place(object), old -> (Integer) old + (-1), VOLATILE, VOLATILE);
  }

  public final int incrementAndGet(T object) {
    return (Integer) Access.updateAndGet(place(object), old -> (Integer) old + (1), VOLATILE, VOLATILE);
  }

  public final int decrementAndGet(T object) {
    return (Integer) Access.updateAndGet(place(object), old -> (Integer) old + (-1), VOLATILE, VOLATILE);
  }

  public final int getAndAdd(T object, int delta) {
    return (Integer) Access.update(place(object), old -> (Integer) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final int addAndGet(T object, int delta) {
    return (Integer) Access.updateAndGet(place(object), old -> (Integer) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final int getAndUpdate(T object, IntUnaryOperator update) {
    while (true) {
      int old = get(object);
      int now = update.applyAsInt(old);
      if (compareAndSet(object, old, now)) return old;
    }
  }

  public final int updateAndGet(T object, IntUnaryOperator update) {
    while (true) {
      int old = get(object);
      int now = update.applyAsInt(old);
      if (compareAndSet(object, old, now)) return now;
    }
  }

  public final int getAndAccumulate(T object, int x, IntBinaryOperator combine) {
    while (true) {
      int old = get(object);
      int now = combine.applyAsInt(old, x);
      if (compareAndSet(object, old, now)) return old;
    }
  }

  public final int accumulateAndGet(T object, int x, IntBinaryOperator combine) {
    while (true) {
      int old = get(object);
      int now = combine.applyAsInt(old, x);
      if (compareAndSet(object, old, now)) return now;
    }
  }
}
