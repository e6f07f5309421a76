package lockstep.interleave.weave;

import java.util.Map;
import java.util.Set;

/**
 * What is done with each call that leaves the woven program. Four things are possible: a class is replaced by its model, a single method is
 * redirected to its model, a whole object is a black box, or the call is let through because it touches nothing shared. A call that is none of these is refused.
 */
final class Calls {
  /** What is done with a call. */
  enum Treatment { PASS, MARK, REDIRECT, HANDLE, COLLECTION, CONCURRENT, REFUSE }

  /**
   * @param treatment what is done
   * @param owner for a redirected call, the class whose static method takes its place
   * @param name and the method; for a refused one, why
   */
  record Decision(Treatment treatment, String owner, String name) {}

  private static final Decision PASS = new Decision(Treatment.PASS, null, null);
  private static final Decision MARK = new Decision(Treatment.MARK, null, null);
  private static final String MODEL = Models.PACKAGE;
  private static final String LOCKS = "java/util/concurrent/locks/";
  private static final String JUC = "java/util/concurrent/";

  /** Classes replaced by their models, which have the same methods. */
  static final Map<String, String> MODELS = Models.ALL;

  private static final Set<String> POLYMORPHIC = Set.of("get", "set", "getVolatile", "setVolatile", "getOpaque", "setOpaque", "getAcquire", "setRelease",
      "compareAndSet", "compareAndExchange", "compareAndExchangeAcquire", "compareAndExchangeRelease", "weakCompareAndSetPlain", "weakCompareAndSet",
      "weakCompareAndSetAcquire", "weakCompareAndSetRelease", "getAndSet", "getAndSetAcquire", "getAndSetRelease", "getAndAdd", "getAndAddAcquire",
      "getAndAddRelease", "getAndBitwiseOr", "getAndBitwiseOrAcquire", "getAndBitwiseOrRelease", "getAndBitwiseAnd", "getAndBitwiseAndAcquire",
      "getAndBitwiseAndRelease", "getAndBitwiseXor", "getAndBitwiseXorAcquire", "getAndBitwiseXorRelease");

  private static final Set<String> THREAD = Set.of("start", "join", "interrupt", "isInterrupted", "isAlive", "getState", "getId", "threadId", "isVirtual");
  private static final Set<String> THREAD_STATIC = Set.of("currentThread", "yield", "sleep", "onSpinWait", "interrupted", "holdsLock",
      "startVirtualThread", "ofVirtual", "ofPlatform");
  private static final Set<String> THREAD_HARMLESS = Set.of("<init>", "run", "setName", "getName", "setDaemon", "isDaemon", "setPriority", "getPriority",
      "toString", "hashCode", "equals", "getClass", "setUncaughtExceptionHandler", "getUncaughtExceptionHandler");

  private static final Set<String> LANG = Set.of("String", "Character", "CharSequence", "Number", "Integer", "Long", "Short", "Byte", "Boolean", "Double", "Float", "Void", "Math",
      "StrictMath", "Enum", "Record", "Iterable", "Comparable", "AutoCloseable", "Throwable", "Runnable", "StackTraceElement", "MatchException", "Cloneable", "Appendable");
  private static final Set<String> CLASS = Set.of("getName", "getSimpleName", "getTypeName", "desiredAssertionStatus", "cast", "isInstance", "hashCode", "toString", "isAssignableFrom",
      "getEnumConstants", "equals", "isRecord", "isEnum", "getClass", "componentType", "getComponentType");
  private static final Set<String> UTIL = Set.of("Objects", "Optional", "OptionalInt", "OptionalLong", "OptionalDouble", "Comparator", "Locale", "StringJoiner", "Random",
      "Collections", "Arrays", "RandomAccess", "EventListener", "EventObject", "UUID");
  private static final Set<String> BOXES = Set.of("ConcurrentHashMap", "ConcurrentMap", "ConcurrentLinkedQueue", "ConcurrentLinkedDeque", "ConcurrentSkipListMap", "ConcurrentSkipListSet",
      "ConcurrentNavigableMap", "CopyOnWriteArrayList", "CopyOnWriteArraySet", "BlockingQueue", "BlockingDeque", "LinkedBlockingQueue", "LinkedBlockingDeque", "ArrayBlockingQueue",
      "PriorityBlockingQueue", "ConcurrentHashMap$KeySetView");
  private static final Set<String> WAITING = Set.of("put", "take", "putFirst", "putLast", "takeFirst", "takeLast");
  private static final Set<String> TIMED = Set.of("offer", "poll", "offerFirst", "offerLast", "pollFirst", "pollLast");
  private static final Set<String> INTERFACES = Set.of(LOCKS + "Lock", LOCKS + "Condition", LOCKS + "ReadWriteLock", JUC + "Executor", JUC + "ExecutorService", JUC + "Future",
      JUC + "RunnableFuture", JUC + "Callable", JUC + "ThreadFactory", JUC + "ScheduledExecutorService", JUC + "ScheduledFuture", JUC + "RunnableScheduledFuture",
      JUC + "Delayed", JUC + "CompletionService", JUC + "CompletableFuture$AsynchronousCompletionTask", JUC + "RejectedExecutionHandler");

  private Calls() {}

  /**
   * Decides about a call.
   *
   * @param owner the class that declares the method, as far as it is woven; models have been put in place already
   */
  static Decision decide(String owner, String name, String descriptor, boolean isStatic) {
    if (owner.startsWith("[")) return name.equals("clone") ? PASS : object(name, descriptor);
    if (owner.equals(MODEL + "VarHandle") && POLYMORPHIC.contains(name) && !isStatic) return new Decision(Treatment.HANDLE, null, name);
    if (owner.startsWith(MODEL)) return Models.has(owner, name, descriptor) || isMonitorCall(name, descriptor) ? model(name, descriptor) : refuse(Models.original(owner), name, "it is not modelled");
    if (owner.startsWith("lockstep/interleave/")) return MARK;
    if (isMonitorCall(name, descriptor) && !isStatic) return redirect("Monitors", name);
    if (owner.endsWith("Exception") && (name.equals("<init>") || owner.startsWith(JUC)) || name.equals("<init>") && owner.endsWith("Error")) return PASS;
    if (INTERFACES.contains(owner)) return MARK;
    if (owner.startsWith("java/lang/")) return lang(owner.substring(10), name, descriptor, isStatic);
    if (owner.startsWith(JUC)) return concurrent(owner.substring(JUC.length()), name, descriptor, isStatic);
    if (owner.startsWith("java/util/function/")) return PASS;
    if (owner.equals("java/util/stream/StreamSupport")) return refuse(owner, name, "it is not modelled");
    if (owner.startsWith("java/util/stream/")) return name.startsWith("parallel") ? refuse(owner, name, "it runs on threads of its own") : PASS;
    if (owner.startsWith("java/util/")) return util(owner.substring(10), owner, name, isStatic);
    if (owner.equals("java/time/Instant") && descriptor.equals("()Ljava/time/Instant;") && name.equals("now")) return redirect("Systems", name);
    if (owner.startsWith("java/time/")) return name.equals("now") ? refuse(owner, name, "it reads the real clock") : PASS;
    if (owner.equals("java/nio/ByteOrder") || owner.startsWith("java/math/") || owner.startsWith("java/text/") || owner.startsWith("java/nio/charset/")) return PASS;
    if (owner.equals("java/io/PrintStream")) return isStatic || name.equals("<init>") ? PASS : redirectPrint();
    if (owner.startsWith("java/") || owner.startsWith("javax/") || owner.startsWith("jdk/") || owner.startsWith("sun/") || owner.startsWith("com/sun/")) {
      return refuse(owner, name, "it is not modelled");
    }
    return PASS;
  }

  private static Decision model(String name, String descriptor) {
    return isMonitorCall(name, descriptor) ? redirect("Monitors", name) : MARK;
  }

  private static Decision redirectPrint() {
    return new Decision(Treatment.MARK, "print", null);
  }

  private static boolean isMonitorCall(String name, String descriptor) {
    return name.equals("wait") && (descriptor.equals("()V") || descriptor.equals("(J)V") || descriptor.equals("(JI)V"))
        || (name.equals("notify") || name.equals("notifyAll")) && descriptor.equals("()V");
  }

  private static Decision object(String name, String descriptor) {
    return isMonitorCall(name, descriptor) ? redirect("Monitors", name) : PASS;
  }

  private static Decision lang(String type, String name, String descriptor, boolean isStatic) {
    if (type.equals("Object")) return PASS;
    if (type.equals("Thread$UncaughtExceptionHandler")) return PASS;
    if (type.equals("Thread")) {
      if (isStatic ? THREAD_STATIC.contains(name) : THREAD.contains(name)) return redirect("Threads", name);
      if (!isStatic && THREAD_HARMLESS.contains(name)) return PASS;
      return refuse("java/lang/Thread", name, "it is not modelled");
    }
    if (type.startsWith("Thread$State")) return PASS;
    if (type.startsWith("Thread") || type.equals("InheritableThreadLocal") || type.equals("ScopedValue")) return refuse("java/lang/" + type, name, "it is not modelled");
    if (type.equals("System")) {
      return switch (name) {
        case "nanoTime", "currentTimeMillis", "arraycopy" -> redirect("Systems", name);
        case "identityHashCode", "getProperty", "lineSeparator" -> PASS;
        default -> refuse("java/lang/System", name, "it is not modelled");
      };
    }
    if (type.equals("Runtime")) {
      return name.equals("getRuntime") ? PASS : name.equals("availableProcessors") ? redirect("Systems", name) : refuse("java/lang/Runtime", name, "it is not modelled");
    }
    if (type.equals("StringBuilder")) return name.equals("<init>") ? PASS : new Decision(Treatment.COLLECTION, null, null);
    if (type.equals("StringBuffer")) return name.equals("<init>") ? PASS : new Decision(Treatment.CONCURRENT, null, null);
    if (type.equals("Class")) return CLASS.contains(name) ? PASS : refuse("java/lang/Class", name, "reflection goes past the model");
    if (type.equals("Math") && name.equals("random")) return redirect("Systems", "random");
    if (LANG.contains(type) || type.endsWith("Exception") || type.endsWith("Error")) return PASS;
    if (type.startsWith("invoke/MethodHandles")) {
      return switch (name) {
        case "lookup", "privateLookupIn", "in", "lookupClass" -> PASS;
        case "findVarHandle", "findStaticVarHandle", "arrayElementVarHandle", "byteArrayViewVarHandle" -> redirect("VarHandles", name);
        default -> refuse("java/lang/" + type, name, "only VarHandles of fields and array elements are modelled");
      };
    }
    if (type.equals("invoke/SerializedLambda")) return PASS;
    if (type.equals("ref/Reference") && name.equals("reachabilityFence")) return PASS;
    if (type.equals("ref/WeakReference") || type.equals("ref/SoftReference") || type.equals("ref/Reference")) {
      return name.equals("get") || name.equals("<init>") ? PASS : refuse("java/lang/" + type, name, "what the garbage collector does is not modelled");
    }
    if (type.startsWith("runtime/")) return PASS;
    return refuse("java/lang/" + type, name, "it is not modelled");
  }

  private static Decision concurrent(String type, String name, String descriptor, boolean isStatic) {
    if (type.equals("TimeUnit")) return name.equals("sleep") || name.startsWith("timed") ? redirect("Systems", name) : PASS;
    if (!BOXES.contains(type)) return refuse(JUC + type, name, "it is not modelled");
    if (type.endsWith("BlockingQueue") || type.endsWith("BlockingDeque")) {
      if (WAITING.contains(name) || TIMED.contains(name) && descriptor.contains("TimeUnit")) return redirect("Queues", name);
    }
    if (descriptor.startsWith("(J") && !name.equals("<init>")) return refuse(JUC + type, name, "it runs on threads of its own");
    if (name.equals("<init>") || name.equals("newKeySet")) return PASS;
    return isStatic ? refuse(JUC + type, name, "it is not modelled") : new Decision(Treatment.CONCURRENT, null, null);
  }

  private static Decision util(String type, String owner, String name, boolean isStatic) {
    if (type.equals("Arrays") || type.equals("Collections")) {
      return name.startsWith("parallel") ? refuse(owner, name, "it runs on threads of its own") : new Decision(Treatment.COLLECTION, null, null);
    }
    if (type.equals("UUID") && name.equals("randomUUID")) return refuse(owner, name, "it is different each time");
    if (type.equals("Random") && name.equals("<init>")) return new Decision(Treatment.REDIRECT, "random", null);
    if (UTIL.contains(type)) return PASS;
    if (type.contains("/") || type.startsWith("Timer") || type.equals("Scanner") || type.equals("ServiceLoader")) return refuse(owner, name, "it is not modelled");
    if (name.startsWith("parallel")) return refuse(owner, name, "it runs on threads of its own");
    return name.equals("<init>") ? PASS : new Decision(Treatment.COLLECTION, null, null);
  }

  private static Decision redirect(String model, String name) {
    return new Decision(Treatment.REDIRECT, MODEL + model, name);
  }

  private static Decision refuse(String owner, String name, String why) {
    String type = owner.replace('/', '.');
    return new Decision(Treatment.REFUSE, null, (name.equals("<init>") ? "new " + type : type + "." + name) + ": " + why);
  }
}
