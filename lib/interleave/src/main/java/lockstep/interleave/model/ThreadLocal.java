package lockstep.interleave.model;

import java.util.function.Supplier;
import lockstep.interleave.schedule.Strand;

/** Models {@link java.lang.ThreadLocal}: a value for each thread of the program, forgotten with the execution. */
public class ThreadLocal<T> {
  private T outside;
  private boolean set;

  public static <S> ThreadLocal<S> withInitial(Supplier<? extends S> supplier) {
    return new ThreadLocal<>() {
      @Override protected S initialValue() {
        return supplier.get();
      }
    };
  }

  protected T initialValue() {
    return null;
  }

  @SuppressWarnings("unchecked")
  public T get() {
    Strand me = Strand.current();
    if (me == null) {
      if (!set) set(initialValue());
      return outside;
    }
    if (!me.locals.containsKey(this)) me.locals.put(this, initialValue());
    return (T) me.locals.get(this);
  }

  public void set(T value) {
    Strand me = Strand.current();
    if (me == null) {
      outside = value;
      set = true;
    } else {
      me.locals.put(this, value);
    }
  }

  public void remove() {
    Strand me = Strand.current();
    if (me == null) set = false;
    else me.locals.remove(this);
  }
}
