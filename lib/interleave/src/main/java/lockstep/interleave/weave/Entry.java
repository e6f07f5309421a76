package lockstep.interleave.weave;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import lockstep.interleave.Scenario;
import lockstep.interleave.schedule.Body;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;

/** Finds the code of a scenario, has it woven, and makes it runnable. */
public final class Entry {
  private Entry() {}

  /** The woven code of a scenario, most often a lambda. */
  public static Body of(Scenario scenario) {
    if (!scenario.getClass().isHidden() && !scenario.getClass().isSynthetic()) return of(scenario.getClass(), Map.of());
    SerializedLambda lambda = serialized(scenario);
    Object[] captured = new Object[lambda.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = lambda.getCapturedArg(i);
      if (!constant(captured[i])) {
        throw new IllegalArgumentException("The scenario uses " + captured[i].getClass().getSimpleName() + " from around it. Every run must begin afresh: make it inside."
            + " (An anonymous class, or a call of an instance method, uses the object around it: make it a static one.)");
      }
    }
    if (lambda.getImplMethodName().equals("<init>")) throw new IllegalArgumentException("Write the scenario as a lambda, not as a constructor reference.");
    ClassLoader original = scenario.getClass().getClassLoader();
    WeavingLoader loader = WeavingLoader.over(original);
    return new Lambda(loader, lambda.getImplClass().replace('/', '.'), lambda.getImplMethodName(), captured);
  }

  /** The woven code of a scenario class with a constructor without parameters. */
  public static Body of(Class<?> type, Map<String, byte[]> bytes) {
    WeavingLoader loader = bytes.isEmpty() ? WeavingLoader.over(type.getClassLoader()) : new WeavingLoader(type.getClassLoader(), bytes);
    Constructor<?> constructor;
    Class<?> woven = load(loader, type.getName());
    try {
      constructor = woven.getDeclaredConstructor();
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type.getName() + " needs a constructor without parameters", e);
    }
    return () -> {
      Hooks.use(woven);
      try {
        ((Scenario) constructor.newInstance()).run();
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    };
  }

  /** What is to be done around a method that is a scenario. */
  public interface Preparation {
    /** Before it: what the method is called with. */
    Object[] arguments(Object instance, Method scenario) throws Throwable;

    /** After it, if it came to its end. */
    void after(Object instance, Object[] arguments) throws Throwable;
  }

  /** A method, called on a new instance of its class each time. */
  public static Body of(Method method, Preparation preparation) {
    Class<?> type = load(WeavingLoader.over(method.getDeclaringClass().getClassLoader()), method.getDeclaringClass().getName());
    Method woven = null;
    for (Method m : type.getDeclaredMethods()) {
      if (m.getName().equals(method.getName()) && !m.isBridge() && m.getParameterCount() == method.getParameterCount()) woven = m;
    }
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(method.getDeclaringClass().getName() + " needs a constructor without parameters: each run has a new instance", e);
    }
    Method scenario = java.util.Objects.requireNonNull(woven, method.toString());
    scenario.setAccessible(true);
    constructor.setAccessible(true);
    return () -> {
      Hooks.use(type);
      try {
        Object instance = constructor.newInstance();
        Object[] arguments = preparation.arguments(instance, scenario);
        scenario.invoke(instance, arguments);
        preparation.after(instance, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    };
  }

  static Class<?> load(ClassLoader loader, String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new Unsupported("The class file of " + name + " cannot be read.");
    }
  }

  private static SerializedLambda serialized(Serializable scenario) {
    try {
      Method replace = scenario.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return (SerializedLambda) replace.invoke(scenario);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Write the scenario as a lambda or as a class.", e);
    }
  }

  private static boolean constant(Object value) {
    return value == null || value instanceof Number || value instanceof Boolean || value instanceof Character || value instanceof String;
  }

  /** A static method that the compiler made of a lambda. */
  private static final class Lambda implements Body {
    private final Class<?> type;
    private final Method method;
    private final Object[] captured;

    Lambda(WeavingLoader loader, String type, String method, Object[] captured) {
      this.type = load(loader, type);
      this.captured = captured;
      Method found = null;
      for (Method m : this.type.getDeclaredMethods()) if (m.getName().equals(method)) found = m;
      if (found == null) throw new IllegalArgumentException("no code for the scenario: " + type + "." + method);
      this.method = found;
      found.setAccessible(true);
    }

    @Override public void run() throws Throwable {
      Hooks.use(type);
      Strand me = Strand.current();
      if (me != null) me.site = -1;
      try {
        method.invoke(null, captured);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
