package lockstep.interleave.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import lockstep.interleave.memory.Location;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;
import lockstep.interleave.weave.FieldRef;
import lockstep.interleave.weave.Places;
import lockstep.interleave.weave.WeavingLoader;
import lockstep.interleave.weave.Woven;

/** Makes {@link VarHandle}s, as {@link MethodHandles} does, and knows the arithmetic of their types. */
public final class VarHandles {
  private VarHandles() {}

  public static VarHandle findVarHandle(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type) throws NoSuchFieldException, IllegalAccessException {
    Field field = lookUp(lookup, owner, name, type);
    if (Modifier.isStatic(field.getModifiers())) throw new IllegalAccessException("no such field: " + field);
    return new FieldHandle(refOf(field), field.getDeclaringClass(), owner, type);
  }

  public static VarHandle findStaticVarHandle(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
      throws NoSuchFieldException, IllegalAccessException {
    Field field = lookUp(lookup, owner, name, type);
    if (!Modifier.isStatic(field.getModifiers())) throw new IllegalAccessException("no such field: " + field);
    return new StaticHandle(refOf(field), field.getDeclaringClass(), type);
  }

  public static VarHandle arrayElementVarHandle(Class<?> array) {
    if (!array.isArray()) throw new IllegalArgumentException("not an array type: " + array);
    return new ElementHandle(array);
  }

  public static VarHandle byteArrayViewVarHandle(Class<?> array, java.nio.ByteOrder order) {
    return new ByteView(array, order);
  }

  private static Field lookUp(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type) throws NoSuchFieldException, IllegalAccessException {
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!field.getName().equals(name)) continue;
        if (field.getType() != type) throw new NoSuchFieldException("no such field: " + owner.getName() + "." + name + "/" + type.getName());
        Class<?> from = lookup.lookupClass();
        boolean mine = nest(from) == nest(c) || !Modifier.isPrivate(field.getModifiers());
        if (!mine) throw new IllegalAccessException("member is private: " + field + ", from " + from);
        return field;
      }
    }
    throw new NoSuchFieldException("no such field: " + owner.getName() + "." + name + "/" + type.getName());
  }

  private static Class<?> nest(Class<?> type) {
    return type.getNestHost();
  }

  private static FieldRef refOf(Field field) {
    FieldRef ref = WeavingLoader.field(field.getDeclaringClass(), field.getName());
    if (ref == null) throw new Unsupported("interleave does not handle a VarHandle of " + field + ": that class is not part of the program under test.");
    return ref;
  }

  /** The field of an Atomic…FieldUpdater: it must be volatile, as the real ones demand. */
  static VarHandle updated(Class<?> owner, String name, Class<?> type) {
    try {
      Field field = owner.getDeclaredField(name);
      if (field.getType() != type) throw new IllegalArgumentException(type.isPrimitive() ? "Must be " + type + " type" : "ClassCastException");
      if (!Modifier.isVolatile(field.getModifiers())) throw new IllegalArgumentException("Must be volatile type");
      return new FieldHandle(refOf(field), owner, owner, type);
    } catch (NoSuchFieldException e) {
      throw new RuntimeException(e);
    }
  }

  private static final class FieldHandle extends VarHandle {
    private final FieldRef field;

    FieldHandle(FieldRef field, Class<?> declaring, Class<?> owner, Class<?> type) {
      super(type, List.of(owner));
      this.field = field;
    }

    @Override Location place(Object... at) {
      return Places.of((Woven) at[0], field);
    }

    @Override boolean readOnly() {
      return field.isFinal();
    }
  }

  private static final class StaticHandle extends VarHandle {
    private final FieldRef field;
    private final Class<?> declaring;

    StaticHandle(FieldRef field, Class<?> declaring, Class<?> type) {
      super(type, List.of());
      this.field = field;
      this.declaring = declaring;
    }

    @Override Location place(Object... at) {
      lockstep.interleave.weave.Hooks.use(declaring);
      return Places.of(Strand.current().execution, field, declaring.getClassLoader());
    }

    @Override boolean readOnly() {
      return field.isFinal();
    }
  }

  private static final class ElementHandle extends VarHandle {
    ElementHandle(Class<?> array) {
      super(array.getComponentType(), List.of(array, int.class));
    }

    @Override Location place(Object... at) {
      int index = (Integer) at[1];
      java.util.Objects.checkIndex(index, java.lang.reflect.Array.getLength(at[0]));
      return Places.of(Strand.current().execution, at[0], index);
    }

    @Override boolean readOnly() {
      return false;
    }
  }

  /** Widens as a method call would; refuses what a VarHandle would refuse. */
  static Object convert(Object value, Class<?> type) {
    if (!type.isPrimitive()) return type.cast(value);
    if (type == boolean.class && value instanceof Boolean || type == char.class && value instanceof Character) return value;
    if (value instanceof Character c && (type == int.class || type == long.class)) value = (int) c;
    if (value instanceof Number n) {
      int rank = rank(value.getClass());
      if (type == byte.class && rank <= 0) return n.byteValue();
      if (type == short.class && rank <= 1) return n.shortValue();
      if (type == int.class && rank <= 2) return n.intValue();
      if (type == long.class && rank <= 3) return n.longValue();
      if (type == float.class && rank <= 4) return n.floatValue();
      if (type == double.class && rank <= 5) return n.doubleValue();
    }
    throw new WrongMethodTypeException((value == null ? "null" : value.getClass().getName()) + " is not a " + type);
  }

  private static int rank(Class<?> type) {
    return type == Byte.class ? 0 : type == Short.class ? 1 : type == Integer.class ? 2 : type == Long.class ? 3 : type == Float.class ? 4 : 5;
  }

  static Object add(Object a, Object b) {
    if (a instanceof Integer x) return x + (Integer) b;
    if (a instanceof Long x) return x + (Long) b;
    if (a instanceof Double x) return x + (Double) b;
    if (a instanceof Float x) return x + (Float) b;
    if (a instanceof Short x) return (short) (x + (Short) b);
    if (a instanceof Byte x) return (byte) (x + (Byte) b);
    if (a instanceof Character x) return (char) (x + (Character) b);
    throw new UnsupportedOperationException("getAndAdd of " + a);
  }

  static Object bits(char operator, Object a, Object b) {
    if (a instanceof Boolean x) return operator == '|' ? x | (Boolean) b : operator == '&' ? x & (Boolean) b : x ^ (Boolean) b;
    if (a instanceof Long x) return longBits(operator, x, (Long) b);
    if (a instanceof Integer x) return (int) longBits(operator, x, (Integer) b);
    if (a instanceof Short x) return (short) longBits(operator, x, (Short) b);
    if (a instanceof Byte x) return (byte) longBits(operator, x, (Byte) b);
    if (a instanceof Character x) return (char) longBits(operator, x, (Character) b);
    throw new UnsupportedOperationException("a bitwise operation on " + a);
  }

  private static long longBits(char operator, long a, long b) {
    return operator == '|' ? a | b : operator == '&' ? a & b : a ^ b;
  }
}
