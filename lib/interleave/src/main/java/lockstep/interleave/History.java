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
import lockstep.interleave.schedule.Abort;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;

/**
 * The calls of a shared object and what they returned, to be explained by a sequential one with the same methods.
 *
 * <pre>{@code
 * var queue = new History(new MyQueue(), ArrayDeque::new);
 * Interleave.together(
 *     () -> { queue.call("offer", 1); queue.call("poll"); },
 *     () -> queue.call("offer", 2));
 * queue.check();
 * }</pre>
 *
 * <p>The history is linearizable if the calls can be put into one order, that agrees with what happened before
 * what, in which the sequential object returns the same. (Herlihy and Wing, 1990; "before" is happens-before here:
 * two calls that nothing orders may stand either way, for no thread could tell. The search is Wing and Gong's, 1993.)
 * A failure shows the smallest beginning of the history that has no explanation.
 *
 * <p>An exception that a call throws counts as its result, by its class: the sequential object must throw the same.
 *
 * @see lockstep.interleave.junit.Linearizable the same by annotation
 */
public final class History {
  private final Object object;
  private final Supplier<?> sequential;
  private final List<Call> calls = new ArrayList<>();
  private int events;

  /** One call; while it has not returned, it may or may not have taken effect. */
  private static final class Call {
    final Strand by;
    final Method method;
    final Object[] arguments;
    final Clock known;
    final int invokedAt;
    int returnedAt = Integer.MAX_VALUE;
    int returnTick = Integer.MAX_VALUE;
    Object result;

    Call(Strand by, Method method, Object[] arguments, int invokedAt) {
      this.by = by;
      this.method = method;
      this.arguments = arguments;
      this.known = by.view.order().copy();
      this.invokedAt = invokedAt;
    }

    boolean done(int until) {
      return returnedAt <= until;
    }

    boolean before(Call other) {
      if (by == other.by) return invokedAt < other.invokedAt;
      return returnTick != Integer.MAX_VALUE && other.known.covers(by.id, returnTick);
    }

    String text() {
      return method.getName() + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    String text(Object returned) {
      return method.getReturnType() == void.class && returned == null ? text() : text() + " → " + returned;
    }
  }

  /**
   * A history without calls.
   *
   * @param object the shared object
   * @param sequential makes the object that it is compared with: plain, with the same methods, made anew for every
   *     attempt to explain
   */
  public History(Object object, Supplier<?> sequential) {
    this.object = Objects.requireNonNull(object, "the shared object is null");
    this.sequential = Objects.requireNonNull(sequential, "what makes the sequential object is null: say SequentialQueue::new");
  }

  /**
   * Calls a method of the shared object, and notes what it returns.
   *
   * @param method the method's name
   * @param arguments its arguments; constants, or objects that both the shared and the sequential object may have
   * @return what the method returned; the simple name of the exception's class if it threw one
   * @throws IllegalArgumentException if the object has no such method
   * @throws IllegalStateException outside a scenario
   */
  @SuppressWarnings("unchecked")
  public <R> R call(String method, Object... arguments) {
    Strand me = Interleave.inside("History.call");
    Call call = new Call(me, find(object.getClass(), method, arguments), arguments, events++);
    calls.add(call);
    note(me, "calls " + call.text());
    call.result = invoke(object, call.method, arguments);
    call.returnedAt = events++;
    call.returnTick = me.view.now();
    me.view.tick();
    note(me, call.method.getName() + " returns " + (call.method.getReturnType() == void.class ? "" : call.result));
    return (R) call.result;
  }

  private static void note(Strand me, String what) {
    if (me.execution.recorder != null) me.execution.recorder.note(me, what.stripTrailing());
  }

  /**
   * Ends the execution as a failure unless some order of the calls explains what they returned.
   *
   * @throws IllegalStateException outside a scenario
   */
  public void check() {
    Strand me = Interleave.inside("History.check");
    String[] failure = new String[1];
    Strand.hide();
    try {
      if (!new Explanation(events).found()) failure[0] = smallest();
    } finally {
      Strand.show();
    }
    if (failure[0] != null) throw me.execution.fail(Failure.Kind.NOT_LINEARIZABLE, failure[0], me);
  }

  /** The shortest beginning of the history that cannot be explained, in words. */
  private String smallest() {
    for (int until = 0; until < events; until++) {
      Explanation explanation = new Explanation(until);
      if (explanation.found()) continue;
      return "no order of these calls explains what they returned: " + explanation.calls() + ". " + explanation.nearest();
    }
    throw new IllegalStateException();
  }

  /** An attempt to explain the calls that had returned by some event; those under way then may have taken effect, or not. */
  private final class Explanation {
    private final int until;
    private final List<Call> order = new ArrayList<>();
    private List<Call> nearest = List.of();
    private Call odd;
    private Object expected;

    Explanation(int until) {
      this.until = until;
    }

    boolean found() {
      return place(History.this.calls.stream().filter(c -> c.invokedAt <= until).collect(Collectors.toCollection(ArrayList::new)));
    }

    private boolean place(List<Call> left) {
      if (left.stream().noneMatch(c -> c.done(until))) return true;
      for (Call next : List.copyOf(left)) {
        if (left.stream().anyMatch(other -> other != next && other.before(next))) continue;
        order.add(next);
        left.remove(next);
        if (agrees() && place(left)) return true;
        left.add(next);
        order.remove(order.size() - 1);
      }
      return false;
    }

    private boolean agrees() {
      Object model = sequential.get();
      for (int i = 0; i < order.size(); i++) {
        Call call = order.get(i);
        Object returned = invoke(model, find(model.getClass(), call.method.getName(), call.arguments), call.arguments);
        if (!call.done(until) || Objects.equals(returned, call.result)) continue;
        if (odd == null || i > nearest.size()) {
          nearest = List.copyOf(order.subList(0, i));
          odd = call;
          expected = returned;
        }
        return false;
      }
      return true;
    }

    String calls() {
      return History.this.calls.stream().filter(c -> c.invokedAt <= until)
          .map(c -> c.by.name + ": " + (c.done(until) ? c.text(c.result) : c.text() + ", not yet back")).collect(Collectors.joining("; "));
    }

    String nearest() {
      if (odd == null) return "";
      String after = nearest.isEmpty() ? "First of all" : "After " + nearest.stream().map(Call::text).collect(Collectors.joining(", "));
      return after + " a sequential one does " + odd.text(expected) + ", and " + odd.by.name + " saw " + odd.text(odd.result) + ".";
    }
  }

  private static Object invoke(Object on, Method method, Object[] arguments) {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Abort || e.getCause() instanceof Unsupported) throw (Error) e.getCause();
      return e.getCause().getClass().getSimpleName();
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(method.toString(), e);
    }
  }

  private static Method find(Class<?> type, String name, Object[] arguments) {
    Objects.requireNonNull(arguments, "null as the only argument: say (Object) null");
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method m : c.getDeclaredMethods()) {
        if (!m.isBridge() && m.getName().equals(name) && fits(m.getParameterTypes(), arguments)) return open(m);
      }
    }
    for (Method m : type.getMethods()) if (m.getName().equals(name) && fits(m.getParameterTypes(), arguments)) return open(m);
    throw new IllegalArgumentException(type.getSimpleName() + " has no method " + name + " that takes " + Arrays.toString(arguments)
        + ": the shared and the sequential object need the same methods");
  }

  private static Method open(Method method) {
    if (!method.getDeclaringClass().getName().startsWith("java.")) method.setAccessible(true);
    return method;
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) return false;
    for (int i = 0; i < types.length; i++) {
      Class<?> boxed = java.lang.invoke.MethodType.methodType(types[i]).wrap().returnType();
      if (arguments[i] == null ? types[i].isPrimitive() : !boxed.isInstance(arguments[i])) return false;
    }
    return true;
  }
}
