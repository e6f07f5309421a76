package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

/** Models {@link java.util.concurrent.atomic.AtomicBoolean}: the same methods, each naming the access modes of its reading and its writing half. */
public class AtomicBoolean implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Cell cell;

  public AtomicBoolean() {
    this(false);
  }

  public AtomicBoolean(boolean value) {
    cell = new Cell("AtomicBoolean", value, true);
  }

  public final boolean get() {
    return (Boolean) Access.get(cell, VOLATILE);
  }

  public final boolean getPlain() {
    return (Boolean) Access.get(cell, PLAIN);
  }

  public final boolean getOpaque() {
    return (Boolean) Access.get(cell, OPAQUE);
  }

  public final boolean getAcquire() {
    return (Boolean) Access.get(cell, ACQUIRE);
  }

  public final void set(boolean newValue) {
    Access.set(cell, newValue, VOLATILE);
  }

  public final void setPlain(boolean newValue) {
    Access.set(cell, newValue, PLAIN);
  }

  public final void setOpaque(boolean newValue) {
    Access.set(cell, newValue, OPAQUE);
  }

  public final void setRelease(boolean newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final void lazySet(boolean newValue) {
    Access.set(cell, newValue, RELEASE);
  }

  public final boolean getAndSet(boolean newValue) {
    return (Boolean) Access.update(cell, old -> newValue, VOLATILE, VOLATILE, newValue);
  }

  public final boolean compareAndSet(boolean expected, boolean newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, false);
  }

  public final boolean weakCompareAndSetPlain(boolean expected, boolean newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSet(boolean expected, boolean newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetVolatile(boolean expected, boolean newValue) {
    return Access.compareAndSet(cell, expected, newValue, VOLATILE, VOLATILE, true);
  }

  public final boolean weakCompareAndSetAcquire(boolean expected, boolean newValue) {
    return Access.compareAndSet(cell, expected, newValue, ACQUIRE, OPAQUE, true);
  }

  public final boolean weakCompareAndSetRelease(boolean expected, boolean newValue) {
    return Access.compareAndSet(cell, expected, newValue, OPAQUE, RELEASE, true);
  }

  public final boolean compareAndExchange(boolean expected, boolean newValue) {
    return (Boolean) Access.compareAndExchange(cell, expected, newValue, VOLATILE, VOLATILE);
  }

  public final boolean compareAndExchangeAcquire(boolean expected, boolean newValue) {
    return (Boolean) Access.compareAndExchange(cell, expected, newValue, ACQUIRE, OPAQUE);
  }

  public final boolean compareAndExchangeRelease(boolean expected, boolean newValue) {
    return (Boolean) Access.compareAndExchange(cell, expected, newValue, OPAQUE, RELEASE);
  }

  @Override public String toString() {
    return String.valueOf(get());
  }
}
