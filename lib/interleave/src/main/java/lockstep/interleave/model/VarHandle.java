package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.ACQUIRE;
import static lockstep.interleave.memory.AccessMode.OPAQUE;
import static lockstep.interleave.memory.AccessMode.PLAIN;
import static lockstep.interleave.memory.AccessMode.RELEASE;
import static lockstep.interleave.memory.AccessMode.VOLATILE;

import java.lang.invoke.WrongMethodTypeException;
import java.util.List;
import java.util.function.UnaryOperator;
import lockstep.interleave.memory.AccessMode;
import lockstep.interleave.memory.Location;
import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.lang.invoke.VarHandle}: a field, a static field, or the elements of an array type. The name of the method called says what is done
 * and in which modes: {@code getAndSetAcquire} reads with acquire and writes opaquely.
 */
public abstract class VarHandle {
  private final Class<?> type;
  private final List<Class<?>> coordinates;

  VarHandle(Class<?> type, List<Class<?>> coordinates) {
    this.type = type;
    this.coordinates = coordinates;
  }

  /** The place that the coordinates mean. */
  abstract Location place(Object... coordinate);

  /** Is the field final? Then there is no writing. */
  abstract boolean readOnly();

  public Class<?> varType() {
    return type;
  }

  public List<Class<?>> coordinateTypes() {
    return coordinates;
  }

  public VarHandle withInvokeExactBehavior() {
    return this;
  }

  public VarHandle withInvokeBehavior() {
    return this;
  }

  /** Carries out the access named {@code method} on the coordinates and values given. */
  public Object perform(String method, Object[] arguments) {
    int values = method.contains("ompareAnd") ? 2 : method.startsWith("set") || method.startsWith("getAnd") ? 1 : 0;
    if (arguments.length != coordinates.size() + values) throw new WrongMethodTypeException(method + " with " + arguments.length + " arguments");
    if (readOnly() && values > 0) throw new UnsupportedOperationException(method + " of a final field");
    Object[] where = new Object[coordinates.size()];
    for (int i = 0; i < where.length; i++) {
      where[i] = coordinates.get(i) == int.class ? arguments[i] : coordinates.get(i).cast(java.util.Objects.requireNonNull(arguments[i]));
    }
    Object first = values > 0 ? VarHandles.convert(arguments[where.length], type) : null;
    Object second = values > 1 ? VarHandles.convert(arguments[where.length + 1], type) : null;
    return perform(method, place(where), first, second);
  }

  private static AccessMode reading(String method) {
    return method.endsWith("Acquire") ? ACQUIRE : method.endsWith("Release") || method.endsWith("Plain") ? OPAQUE : VOLATILE;
  }

  private static AccessMode writing(String method) {
    return method.endsWith("Release") ? RELEASE : method.endsWith("Acquire") || method.endsWith("Plain") ? OPAQUE : VOLATILE;
  }

  private Object perform(String method, Location place, Object first, Object second) {
    switch (method) {
      case "get": return Access.get(place, PLAIN);
      case "getOpaque": return Access.get(place, OPAQUE);
      case "getAcquire": return Access.get(place, ACQUIRE);
      case "getVolatile": return Access.get(place, VOLATILE);
      case "set": return set(place, first, PLAIN);
      case "setOpaque": return set(place, first, OPAQUE);
      case "setRelease": return set(place, first, RELEASE);
      case "setVolatile": return set(place, first, VOLATILE);
      default:
    }
    AccessMode read = reading(method);
    AccessMode write = writing(method);
    if (method.startsWith("compareAndSet")) return Access.compareAndSet(place, first, second, read, write, false);
    if (method.startsWith("weakCompareAndSet")) return Access.compareAndSet(place, first, second, read, write, true);
    if (method.startsWith("compareAndExchange")) return Access.compareAndExchange(place, first, second, read, write);
    UnaryOperator<Object> change;
    if (method.startsWith("getAndSet")) change = old -> first;
    else if (method.startsWith("getAndAdd")) change = old -> VarHandles.add(old, first);
    else if (method.startsWith("getAndBitwiseOr")) change = old -> VarHandles.bits('|', old, first);
    else if (method.startsWith("getAndBitwiseAnd")) change = old -> VarHandles.bits('&', old, first);
    else change = old -> VarHandles.bits('^', old, first);
    return Access.update(place, change, read, write, first);
  }

  private static Object set(Location place, Object value, AccessMode mode) {
    Access.set(place, value, mode);
    return null;
  }

  // ---- fences ----

  public static void fullFence() {
    Strand me = Strand.current();
    if (me == null) return;
    Execution x = me.execution;
    x.point(me, null);
    x.fences.full(me.view);
    x.fenceHistory = me.did(x.fenceHistory);
    log(me);
  }

  public static void acquireFence() {
    Strand me = Strand.current();
    if (me == null) return;
    me.execution.live();
    me.execution.fences.acquire(me.view);
    me.did(21);
    log(me);
  }

  public static void releaseFence() {
    Strand me = Strand.current();
    if (me == null) return;
    me.execution.live();
    me.execution.fences.release(me.view);
    me.did(22);
    log(me);
  }

  public static void loadLoadFence() {
    refuse("loadLoadFence", "acquireFence");
  }

  public static void storeStoreFence() {
    refuse("storeStoreFence", "releaseFence");
  }

  private static void refuse(String fence, String instead) {
    if (Strand.current() != null) {
      throw new lockstep.interleave.schedule.Unsupported("interleave does not handle VarHandle." + fence + ": it orders loads apart from stores, and clocks do not"
          + " tell the two apart. Use " + instead + ".");
    }
  }

  private static void log(Strand me) {
    if (me.execution.recorder != null) me.execution.recorder.call(me, null, "VarHandle", "", null, null);
  }
}
