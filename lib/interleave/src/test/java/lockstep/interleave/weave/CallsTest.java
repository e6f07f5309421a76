package lockstep.interleave.weave;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Nothing of java.util.concurrent and of threads slips through: each public method, of whatever JDK this runs on, has a
 * model, or is refused by name. What is let through
 * as it is stands in a list here.
 */
class CallsTest {
  private static final SimpleRemapper MODELS = new SimpleRemapper(org.objectweb.asm.Opcodes.ASM9, Calls.MODELS);

  /**
   * Let through: what touches no shared state, and interfaces, whose objects have been made by something that is
   * modelled or woven.
   */
  private static final Set<String> HARMLESS = Set.of("java.util.concurrent.TimeUnit", "java.util.concurrent.Callable",
      "java.util.concurrent.ThreadFactory",
      "java.util.concurrent.Executor", "java.util.concurrent.ExecutorService",
          "java.util.concurrent.ScheduledExecutorService", "java.util.concurrent.CompletionService",
      "java.util.concurrent.Future", "java.util.concurrent.Future$State", "java.util.concurrent.RunnableFuture",
          "java.util.concurrent.ScheduledFuture",
      "java.util.concurrent.RunnableScheduledFuture", "java.util.concurrent.Delayed",
          "java.util.concurrent.CompletionStage",
      "java.util.concurrent.CompletableFuture$AsynchronousCompletionTask",
          "java.util.concurrent.RejectedExecutionHandler", "java.util.concurrent.locks.Lock",
      "java.util.concurrent.locks.Condition", "java.util.concurrent.locks.ReadWriteLock", "java.lang.Thread$State",
          "java.lang.Thread$UncaughtExceptionHandler");

  private static List<Class<?>> concurrency() {
    List<Class<?>> classes = new ArrayList<>(List.of(Thread.class, ThreadLocal.class, InheritableThreadLocal.class,
        ThreadGroup.class, java.lang.invoke.VarHandle.class,
        java.util.Timer.class, java.util.TimerTask.class, Thread.State.class));
    for (String folder : List.of("", "/atomic", "/locks")) {
      Path path = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java/util/concurrent"
          + folder);
      try (Stream<Path> files = Files.list(path)) {
        files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".class")
            && !f.endsWith("-info.class")).sorted().forEach(f -> {
          try {
            Class<?> type = Class.forName("java.util.concurrent" + folder.replace('/', '.') + "."
                + f.substring(0, f.length() - 6), false, null);
            if (accessible(type)) classes.add(type);
          } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
          }
        });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (Class<?> inner : Thread.class.getClasses()) if (!classes.contains(inner)) classes.add(inner);
    return classes;
  }

  private static boolean accessible(Class<?> type) {
    return Modifier.isPublic(type.getModifiers()) && (type.getEnclosingClass() == null
        || accessible(type.getEnclosingClass()));
  }

  private static boolean program(Executable e) {
    return (Modifier.isPublic(e.getModifiers()) || Modifier.isProtected(e.getModifiers())) && !e.isSynthetic();
  }

  private static String descriptor(Executable e) {
    return MODELS.mapMethodDesc(e instanceof Method m ? Type.getMethodDescriptor(m)
        : Type.getConstructorDescriptor((Constructor<?>) e));
  }

  private static String name(Executable e) {
    return e instanceof Constructor ? "<init>" : e.getName();
  }

  private static Calls.Decision decide(Class<?> type, Executable e) {
    String owner = type.getName().replace('.', '/');
    return Calls.decide(Calls.MODELS.getOrDefault(owner, owner), name(e), descriptor(e),
        Modifier.isStatic(e.getModifiers()));
  }

  private static List<Executable> methods(Class<?> type) {
    List<Executable> all = new ArrayList<>(Arrays.asList(type.getConstructors()));
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) for (Method m
        : c.getDeclaredMethods()) if (program(m)) all.add(m);
    if (type.isInterface()) all.addAll(Arrays.asList(type.getMethods()));
    return all;
  }

  /** Is there really a method in the model that takes the call? */
  private static boolean handled(Class<?> type, Executable e, Calls.Decision decision) throws ClassNotFoundException {
    switch (decision.treatment()) {
      case REFUSE:
        return decision.name().contains(type.getName().replace('$', '.').substring(type.getName().lastIndexOf('.') + 1))
            || decision.name().contains(type.getName());
      case HANDLE, CONCURRENT:
        return true;
      case REDIRECT:
        Class<?> model = Class.forName(decision.owner().replace('/', '.'));
        int parameters = e.getParameterCount() + (Modifier.isStatic(e.getModifiers()) ? 0 : 1);
        return Arrays.stream(model.getMethods()).anyMatch(m -> m.getName().equals(decision.name())
            && m.getParameterCount() == parameters);
      case MARK:
        String owner = type.getName().replace('.', '/');
        String mapped = Calls.MODELS.get(owner);
        return mapped == null ? HARMLESS.contains(type.getName()) : Models.has(mapped, name(e), descriptor(e));
      case PASS:
        return HARMLESS.contains(type.getName()) || Throwable.class.isAssignableFrom(type) || harmless(type, e);
      default:
        return false;
    }
  }

  private static boolean harmless(Class<?> type, Executable e) {
    if (type == Thread.class) {
      return Set.of("<init>", "run", "setName", "getName", "setDaemon", "isDaemon", "setPriority", "getPriority",
          "toString", "setUncaughtExceptionHandler",
          "getUncaughtExceptionHandler").contains(name(e));
    }
    if (name(e).equals("newKeySet")) return true;
    if (e.getDeclaringClass() == Object.class || Set.of("toString", "hashCode",
        "equals").contains(name(e))) return true;
    // a new collection, an iterator's or another view's beginnings: no state is shared yet
    return e instanceof Constructor && (java.util.Collection.class.isAssignableFrom(type)
        || java.util.Map.class.isAssignableFrom(type));
  }

  @Test void eachMethodIsModelledOrRefused() throws ClassNotFoundException {
    Set<String> wrong = new TreeSet<>();
    int methods = 0;
    int refused = 0;
    for (Class<?> type : concurrency()) {
      for (Executable e : methods(type)) {
        Calls.Decision decision = decide(type, e);
        methods++;
        if (decision.treatment() == Calls.Treatment.REFUSE) refused++;
        if (!handled(type, e, decision)) wrong.add(type.getName() + "." + name(e) + descriptor(e) + " is " + decision);
      }
    }
    System.out.println(methods + " methods of " + concurrency().size() + " classes of concurrency on Java "
        + Runtime.version().feature() + ": " + refused + " refused, the others modelled");
    assertTrue(wrong.isEmpty(), () -> wrong.size() + ":\n" + String.join("\n", wrong));
    assertTrue(methods > 2_000, "only " + methods + " methods found");
  }

  /** Whoever passes a modelled object as one of an interface may go on doing so. */
  @Test void modelsHaveTheirOriginalsInterfaces() throws ClassNotFoundException {
    Set<String> wrong = new TreeSet<>();
    for (Class<?> type : concurrency()) {
      String model = Models.ALL.get(type.getName().replace('.', '/'));
      if (model == null) continue;
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Class<?> itf : c.getInterfaces()) {
          String mapped = Models.ALL.getOrDefault(itf.getName().replace('.', '/'), itf.getName()).replace('/', '.');
          boolean has = Class.forName(mapped).isAssignableFrom(Class.forName(model.replace('/', '.')));
          if (Modifier.isPublic(itf.getModifiers()) && !has) wrong.add(type.getName() + " is a " + itf.getName());
        }
      }
    }
    wrong.removeIf(w -> w.endsWith("java.lang.constant.Constable") || w.endsWith("ScheduledExecutorService"));
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test void otherWaysAreRefused() {
    for (String call : List.of("java/lang/reflect/Method invoke", "java/lang/reflect/Field get",
        "java/lang/reflect/Constructor newInstance", "java/lang/Class forName",
        "java/lang/Class getDeclaredField", "java/lang/Class newInstance", "java/lang/invoke/MethodHandle invokeExact",
            "java/lang/invoke/MethodHandles$Lookup findVirtual",
        "java/lang/invoke/MethodHandles$Lookup unreflectVarHandle",
            "java/lang/invoke/MethodHandles$Lookup findConstructor", "sun/misc/Unsafe compareAndSwapInt",
        "jdk/internal/misc/Unsafe putInt", "java/util/concurrent/locks/AbstractQueuedSynchronizer acquire",
            "java/util/stream/Stream parallel", "java/util/List parallelStream",
        "java/util/Arrays parallelSort", "java/io/FileInputStream <init>", "java/net/Socket <init>",
            "java/nio/ByteBuffer allocate", "java/lang/System exit", "java/lang/System gc",
        "java/lang/Runtime exec", "java/lang/ProcessBuilder start", "java/time/LocalTime now",
            "java/util/logging/Logger info", "java/lang/StackWalker getInstance",
        "java/lang/ref/Cleaner create", "java/util/stream/StreamSupport stream", "java/lang/Object finalize")) {
      String[] parts = call.split(" ");
      Calls.Decision decision = Calls.decide(parts[0], parts[1], "()V", false);
      assertTrue(decision.treatment() == Calls.Treatment.REFUSE || parts[1].equals("finalize"), call + " is "
          + decision);
    }
  }
}
