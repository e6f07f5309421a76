package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import lockstep.interleave.memory.Location;

/** Models {@link java.util.concurrent.atomic.AtomicLongFieldUpdater}: the same methods, each naming the access modes of its reading and its writing half. */
public class AtomicLongFieldUpdater<T> {
  private final VarHandle field;

  private AtomicLongFieldUpdater(VarHandle field) {
    this.field = field;
  }

  public static <T> AtomicLongFieldUpdater<T> newUpdater(Class<T> type, String field) {
    return new AtomicLongFieldUpdater<>(VarHandles.updated(type, field, long.class));
  }

  private Location place(T object) {
    return field.place(object);
  }

  public final long get(T object) {
    return (Long) Access.get(place(object), VOLATILE);
  }

  public final void set(T object, long newValue) {
    Access.set(place(object), newValue, VOLATILE);
  }

  public final void lazySet(T object, long newValue) {
    Access.set(place(object), newValue, RELEASE);
  }

  public long getAndSet(T object, long newValue) {
    return (Long) Access.update(place(object), old -> newValue, VOLATILE, VOLATILE, newValue);
  }

  public final boolean compareAndSet(T object, long expected, long newValue) {
    return Access.compareAndSet(place(object), expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSet(T object, long expected, long newValue) {
    return Access.compareAndSet(place(object), expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final long getAndIncrement(T object) {
    return (Long) Access.update(place(object), old -> (Long) old + (1), VOLATILE, VOLATILE);
  }

  public final long getAndDecrement(T object) {
    return (Long) Access.update(place(object), old -> (Long) old + (-1), VOLATILE, VOLATILE);
  }

  public final long incrementAndGet(T object) {
    return (Long) Access.updateAndGet(place(object), old -> (Long) old + (1), VOLATILE, VOLATILE);
  }

  public final long decrementAndGet(T object) {
    return (Long) Access.updateAndGet(place(object), old -> (Long) old + (-1), VOLATILE, VOLATILE);
  }

  public final long getAndAdd(T object, long delta) {
    return (Long) Access.update(place(object), old -> (Long) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final long addAndGet(T object, long delta) {
    return (Long) Access.updateAndGet(place(object), old -> (Long) old + delta, VOLATILE, VOLATILE, delta);
  }

  public final long getAndUpdate(T object, LongUnaryOperator update) {
    while (true) {
      long old = get(object);
      long now = update.applyAsLong(old);
      if (compareAndSet(object, old, now)) return old;
    }
  }

  public final long updateAndGet(T object, LongUnaryOperator update) {
    while (true) {
      long old = get(object);
      long now = update.applyAsLong(old);
      if (compareAndSet(object, old, now)) return now;
    }
  }

  public final long getAndAccumulate(T object, long x, LongBinaryOperator combine) {
    while (true) {
      long old = get(object);
      long now = combine.applyAsLong(old, x);
      if (compareAndSet(object, old, now)) return old;
    }
  }

  public final long accumulateAndGet(T object, long x, LongBinaryOperator combine) {
    while (true) {
      long old = get(object);
      long now = combine.applyAsLong(old, x);
      if (compareAndSet(object, old, now)) return now;
    }
  }
}
