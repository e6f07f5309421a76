package lockstep.interleave;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.weave.Entry;

/** What a test method claims by annotations, of its class and of its own: {@link Invariant}, {@link Linearizable}. */
final class Claims implements Entry.Preparation {
  /** Refuses claims that make no sense, before anything runs. */
  Claims(Method scenario) {
    Linearizable claim = scenario.getAnnotation(Linearizable.class);
    Class<?>[] parameters = scenario.getParameterTypes();
    if (claim == null ? parameters.length > 0 : parameters.length != 1 || parameters[0] != History.class) {
      throw new IllegalArgumentException(scenario.getName()
          + ": a scenario has no parameters, or, with @Linearizable, one History");
    }
    invariants(scenario.getDeclaringClass(), true);
  }

  @Override public Object[] arguments(Object test, Method scenario) {
    for (Method method : invariants(test.getClass(), false)) {
      Interleave.always(method.getAnnotation(Invariant.class).value(), () -> holds(test, method));
    }
    Linearizable claim = scenario.getAnnotation(Linearizable.class);
    if (claim == null) return new Object[0];
    return new Object[] {new History(make(claim.object()), () -> make(claim.as()))};
  }

  @Override public void after(Object test, Object[] arguments) {
    for (Object argument : arguments) ((History) argument).check();
    Strand me = Strand.current();
    for (Method method : invariants(test.getClass(), true)) {
      boolean[] holds = new boolean[1];
      Strand.hide();
      try {
        holds[0] = holds(test, method);
      } finally {
        Strand.show();
      }
      if (!holds[0]) throw me.execution.fail(Failure.Kind.INVARIANT, method.getAnnotation(Invariant.class).value(), me);
    }
  }

  private static List<Method> invariants(Class<?> type, boolean atEnd) {
    List<Method> found = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        Invariant invariant = method.getAnnotation(Invariant.class);
        if (invariant == null || invariant.atEnd() && !atEnd) continue;
        if (method.getReturnType() != boolean.class || method.getParameterCount() > 0) {
          throw new IllegalArgumentException(method.getName()
              + ": an @Invariant has no parameters and returns a boolean");
        }
        method.setAccessible(true);
        found.add(method);
      }
    }
    found.sort(java.util.Comparator.comparing(Method::getName)); // the same in every execution
    return found;
  }

  private static boolean holds(Object test, Method method) {
    try {
      return (Boolean) method.invoke(test);
    } catch (InvocationTargetException e) {
      throw Interleave.<RuntimeException>sneak(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method.toString(), e);
    }
  }

  private static Object make(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw Interleave.<RuntimeException>sneak(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getName()
          + " needs a constructor without parameters, and must not be an inner class that is not static", e);
    }
  }
}
