package lockstep.interleave.weave;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.function.Supplier;
import lockstep.interleave.memory.Location;
import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;

/** Finds the location of a field, a static field or an array element, always the same one within an execution. */
public final class Places {
  private Places() {}

  /** An instance field. */
  public static Location of(Woven object, FieldRef field) {
    Location[] places = object.lockstep$places();
    if (places == null || field.index() >= places.length) {
      places = places == null ? new Location[field.index() + 3] : Arrays.copyOf(places, field.index() + 3);
      object.lockstep$places(places);
    }
    Location place = places[field.index()];
    if (place == null) places[field.index()] = place = new InstanceField(object, field);
    return place;
  }

  /** The static field at a site. */
  static Location ofStatic(Strand me, int site) {
    Site s = Site.of(site);
    return me == null ? new StaticField(s.field(), s.loader()) : of(me.execution, s.field(), s.loader());
  }

  /** A static field. */
  public static Location of(Execution execution, FieldRef field, ClassLoader loader) {
    return execution.attached(field, f -> new StaticField(field, loader));
  }

  /** An array element. */
  public static Location of(Execution execution, Object array, int index) {
    Location[] places = execution.attached(array, a -> new Location[Array.getLength(a)]);
    if (places[index] == null) places[index] = new Element(array, index);
    if (!(places[index] instanceof Element)) throw new Unsupported("interleave does not handle bytes of an array that are used singly as well as through a view");
    return places[index];
  }

  /** Several bytes of an array as one place; null if some of them have been used in another way. */
  public static Location view(Execution execution, byte[] array, int index, int width, Supplier<Location> maker) {
    Location[] places = execution.attached(array, a -> new Location[array.length]);
    Location first = places[index];
    for (int i = index; i < index + width; i++) if (places[i] != first) return null;
    boolean whole = first == null || (index == 0 || places[index - 1] != first) && (index + width == places.length || places[index + width] != first);
    if (first != null) return whole ? first : null;
    Location made = maker.get();
    Arrays.fill(places, index, index + width, made);
    return made;
  }

  private static final class InstanceField extends Location {
    private final Woven object;
    private final FieldRef field;

    InstanceField(Woven object, FieldRef field) {
      this.object = object;
      this.field = field;
    }

    @Override public Object peek() {
      return object.lockstep$load(field.index());
    }

    @Override public void poke(Object value) {
      object.lockstep$store(field.index(), value);
    }

    @Override protected boolean primitive() {
      return field.primitive();
    }

    @Override public String toString() {
      return field.name();
    }
  }

  private static final class StaticField extends Location {
    private final FieldRef field;
    private final Field access;

    StaticField(FieldRef field, ClassLoader loader) {
      this.field = field;
      try {
        access = Class.forName(field.owner().replace('/', '.'), true, loader).getDeclaredField(field.name());
        access.setAccessible(true);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(field.toString(), e);
      }
    }

    @Override public Object peek() {
      try {
        return access.get(null);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override public void poke(Object value) {
      try {
        access.set(null, value);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override protected boolean primitive() {
      return field.primitive();
    }

    @Override public String toString() {
      return field.name();
    }
  }

  private static final class Element extends Location {
    private final Object array;
    private final int index;

    Element(Object array, int index) {
      this.array = array;
      this.index = index;
    }

    @Override public Object peek() {
      return Array.get(array, index);
    }

    @Override public void poke(Object value) {
      Array.set(array, index, value);
    }

    @Override protected boolean primitive() {
      return array.getClass().getComponentType().isPrimitive();
    }

    @Override public String toString() {
      return "[" + index + "]";
    }
  }
}
