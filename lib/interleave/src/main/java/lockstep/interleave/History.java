package lockstep.interleave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lockstep.interleave.memory.Clock;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Strand;

/**
 * The calls of a shared object and what they returned, to be explained by a sequential one with the same methods.
 *
 * <pre>{@code
 * var queue = new MyQueue();
 * var history = new History(queue, ArrayDeque::new);
 * Interleave.together(
 *     () -> { history.call("offer", 1); history.call("poll"); },
 *     () -> history.call("offer", 2));
 * history.check();
 * }</pre>
 *
 * <p>The history is linearizable if the calls can be put into one order, that agrees with what happened before what, in which the sequential object returns the same.
 * (Herlihy and Wing, 1990; "before" is happens-before here: two calls that nothing orders may stand either way, for no thread could tell. The search is Wing and Gong's, 1993.)
 */
public final class History {
  private final Object object;
  private final Supplier<?> sequential;
  private final List<Call> calls = new ArrayList<>();

  private static final class Call {
    final Strand by;
    final String method;
    final Object[] arguments;
    final Clock known;
    int returned = Integer.MAX_VALUE;
    Object result;
    boolean done;

    Call(Strand by, String method, Object[] arguments) {
      this.by = by;
      this.method = method;
      this.arguments = arguments;
      this.known = by.view.order().copy();
    }

    boolean before(Call other) {
      return done && other.known.covers(by.id, returned);
    }

    String text() {
      return by.name + ": " + method + "(" + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ")) + ") → " + result;
    }
  }

  /**
   * @param object the shared object
   * @param sequential makes the object that it is compared with; plain, made anew for every attempt
   */
  public History(Object object, Supplier<?> sequential) {
    this.object = object;
    this.sequential = sequential;
  }

  /** Calls a method of the shared object, and notes what it returns. */
  public Object call(String method, Object... arguments) {
    Strand me = Interleave.inside("History.call");
    Call call = new Call(me, method, arguments);
    calls.add(call);
    if (me.execution.recorder != null) me.execution.recorder.note(me, "calls " + method + "(" + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ")) + ")");
    call.result = invoke(object, method, arguments);
    call.returned = me.view.now();
    call.done = true;
    me.view.tick();
    if (me.execution.recorder != null) me.execution.recorder.note(me, method + " returns " + call.result);
    return call.result;
  }

  /** Fails unless some order of the calls explains what they returned. */
  public void check() {
    Strand me = Interleave.inside("History.check");
    boolean[] explained = new boolean[1];
    Strand.hide();
    try {
      explained[0] = explain(new ArrayList<>(), new ArrayList<>(calls));
    } finally {
      Strand.show();
    }
    if (explained[0]) return;
    throw me.execution.fail(Failure.Kind.NOT_LINEARIZABLE, "no order of these calls explains what they returned: "
        + calls.stream().map(Call::text).collect(Collectors.joining("; ")) + ".", me);
  }

  private boolean explain(List<Call> order, List<Call> left) {
    if (left.isEmpty()) return true;
    for (Call next : left) {
      if (left.stream().anyMatch(other -> other != next && (other.before(next) || other.by == next.by && calls.indexOf(other) < calls.indexOf(next)))) continue;
      order.add(next);
      if (agrees(order)) {
        List<Call> rest = new ArrayList<>(left);
        rest.remove(next);
        if (explain(order, rest)) return true;
      }
      order.remove(order.size() - 1);
    }
    return false;
  }

  private boolean agrees(List<Call> order) {
    Object model = sequential.get();
    for (Call call : order) {
      Object expected = invoke(model, call.method, call.arguments);
      if (!Objects.equals(expected, call.result)) return false;
    }
    return true;
  }

  private static Object invoke(Object on, String name, Object[] arguments) {
    Method method = find(on.getClass(), name, arguments);
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) throw error;
      return e.getCause().getClass().getSimpleName();
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(method.toString(), e);
    }
  }

  private static Method find(Class<?> type, String name, Object[] arguments) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method m : c.getDeclaredMethods()) if (!m.isBridge() && m.getName().equals(name) && fits(m.getParameterTypes(), arguments)) return open(m);
    }
    for (Method m : type.getMethods()) if (m.getName().equals(name) && fits(m.getParameterTypes(), arguments)) return open(m);
    throw new IllegalArgumentException(type.getSimpleName() + " has no method " + name + " for " + Arrays.toString(arguments));
  }

  private static Method open(Method method) {
    if (!method.getDeclaringClass().getName().startsWith("java.")) method.setAccessible(true);
    return method;
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) return false;
    for (int i = 0; i < types.length; i++) {
      if (arguments[i] == null ? types[i].isPrimitive() : !java.lang.invoke.MethodType.methodType(types[i]).wrap().returnType().isInstance(arguments[i])) return false;
    }
    return true;
  }
}
