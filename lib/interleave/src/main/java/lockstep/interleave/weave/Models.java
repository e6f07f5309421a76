package lockstep.interleave.weave;

import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.SimpleRemapper;

/** Which classes of the library have a model in their place, and which of their methods the model has. */
final class Models {
  static final String PACKAGE = "lockstep/interleave/model/";

  /** Class by class, the model. */
  static final Map<String, String> ALL = all(
      "java/util/concurrent/atomic/", "AtomicInteger", "AtomicLong", "AtomicBoolean", "AtomicReference",
      "AtomicIntegerArray", "AtomicLongArray", "AtomicReferenceArray", "AtomicStampedReference",
      "AtomicMarkableReference", "AtomicIntegerFieldUpdater", "AtomicLongFieldUpdater", "AtomicReferenceFieldUpdater",
      "LongAdder", "LongAccumulator", "DoubleAdder", "DoubleAccumulator",
      "java/util/concurrent/locks/", "LockSupport", "ReentrantLock", "ReentrantReadWriteLock",
      "ReentrantReadWriteLock$ReadLock", "ReentrantReadWriteLock$WriteLock", "StampedLock",
      "java/util/concurrent/", "CountDownLatch", "Semaphore", "CyclicBarrier", "Phaser", "Exchanger", "SynchronousQueue",
      "Executors", "ExecutorCompletionService", "FutureTask", "ForkJoinPool", "ForkJoinTask", "RecursiveTask",
      "RecursiveAction", "CompletableFuture", "CompletionStage", "ThreadLocalRandom",
      "java/lang/", "ThreadLocal",
      "java/lang/invoke/", "VarHandle");

  private static final Map<String, Set<String>> METHODS = new ConcurrentHashMap<>();

  private Models() {}

  private static Map<String, String> all(String... names) {
    Map<String, String> map = new HashMap<>();
    String prefix = "";
    for (String name : names) {
      if (name.endsWith("/")) prefix = name;
      else map.put(prefix + name, PACKAGE + name);
    }
    for (String kind : new String[] {"", "$OfVirtual", "$OfPlatform"}) {
      map.put("java/lang/Thread$Builder" + kind, PACKAGE + "ThreadBuilder");
    }
    return Map.copyOf(map);
  }

  /** The class that a model stands for. */
  static String original(String model) {
    for (Map.Entry<String, String> entry : ALL.entrySet()) if (entry.getValue().equals(model)) return entry.getKey();
    return model;
  }

  /** Does the model have such a method, itself or from a class or interface above it? */
  static boolean has(String model, String name, String descriptor) {
    return METHODS.computeIfAbsent(model, Models::methods).contains(name + descriptor);
  }

  private static Set<String> methods(String model) {
    Set<String> all = new HashSet<>();
    Class<?> type;
    try {
      type = Class.forName(model.replace('/', '.'), false, Models.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return all; // such as a helper of ours that stands for no class
    }
    for (Constructor<?> c : type.getDeclaredConstructors()) {
      if (usable(c)) all.add("<init>" + Type.getConstructorDescriptor(c));
    }
    for (Method m : type.getMethods()) all.add(m.getName() + Type.getMethodDescriptor(m));
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method m : c.getDeclaredMethods()) if (usable(m)) all.add(m.getName() + Type.getMethodDescriptor(m));
    }
    if (!type.isInterface()) return all;
    for (Method m : Object.class.getMethods()) all.add(m.getName() + Type.getMethodDescriptor(m));
    return all;
  }

  /**
   * Has the class that the model stands for this method, and the model not? Whoever overrides it waits for calls that
   * never come.
   */
  static boolean lacks(String model, String name, String descriptor) {
    if (has(model, name, descriptor)) return false;
    SimpleRemapper mapped = new SimpleRemapper(Opcodes.ASM9, ALL);
    try {
      Class<?> type = Class.forName(original(model).replace('/', '.'), false, null);
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Method m : c.getDeclaredMethods()) {
          String real = mapped.mapMethodDesc(Type.getMethodDescriptor(m));
          if (usable(m) && m.getName().equals(name) && real.equals(descriptor)) return true;
        }
      }
      return false;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean usable(Member m) {
    return (m.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }
}
