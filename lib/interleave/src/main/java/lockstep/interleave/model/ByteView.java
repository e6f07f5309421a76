package lockstep.interleave.model;

import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import lockstep.interleave.memory.Location;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.weave.Places;

/**
 * A VarHandle that sees a byte array as one of wider elements. Each of them is one place; bytes that are part of one
 * may not be used singly, or as part of another: what such an access sees is not modelled. Which access modes there
 * are is asked of the JDK: since Java 23 plain ones only.
 */
final class ByteView extends VarHandle {
  private final java.lang.invoke.VarHandle real;
  private final Class<?> element;
  private final ByteOrder order;
  private final int width;

  ByteView(Class<?> array, ByteOrder order) {
    super(array.getComponentType(), List.of(byte[].class, int.class));
    this.real = MethodHandles.byteArrayViewVarHandle(array, order);
    this.element = array.getComponentType();
    this.order = order;
    this.width = element == short.class || element == char.class ? 2 : element == int.class || element == float.class
        ? 4 : 8;
  }

  @Override Location place(Object... at) {
    byte[] array = (byte[]) at[0];
    int index = (Integer) at[1];
    java.util.Objects.checkFromIndexSize(index, width, array.length);
    Location place = Places.view(Strand.current().execution, array, index, width, () -> new Element(array, index));
    if (place instanceof Element e && e.in(this)) return place;
    throw Refused.call("bytes of an array that are used in more ways than through one kind of view");
  }

  @Override boolean readOnly() {
    return false;
  }

  @Override public Object perform(String method, Object[] arguments) {
    if (!real.isAccessModeSupported(java.lang.invoke.VarHandle.AccessMode.valueFromMethodName(method))) {
      throw new UnsupportedOperationException(method + " of a view of a byte array");
    }
    boolean plain = method.equals("get") || method.equals("set");
    if (!plain && arguments.length > 1 && arguments[1] instanceof Integer index && index % width != 0) {
      throw new IllegalStateException("Misaligned access at index: " + index);
    }
    return super.perform(method, arguments);
  }

  /** One element of the view. */
  private final class Element extends Location {
    private final byte[] array;
    private final int index;

    Element(byte[] array, int index) {
      this.array = array;
      this.index = index;
    }

    boolean in(ByteView view) {
      return view.element == element && view.order == order;
    }

    @Override public Object peek() {
      return (Object) real.get(array, index);
    }

    @Override public void poke(Object value) {
      real.set(array, index, value);
    }

    @Override protected boolean primitive() {
      return true;
    }

    @Override public String toString() {
      return String.format(Locale.ROOT, "[%d..%d]", index, index + width - 1);
    }
  }
}
