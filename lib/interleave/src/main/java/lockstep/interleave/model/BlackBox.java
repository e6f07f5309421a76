package lockstep.interleave.model;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import lockstep.interleave.memory.DataRace;
import lockstep.interleave.memory.Location;
import lockstep.interleave.schedule.Recorder;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.weave.Places;

/**
 * Calls of library objects whose inside is not looked at. A thread-safe one is a {@link Box}; any other, an {@code ArrayList} say, counts as one plain variable: two
 * threads that use it, one of them to change it, need a happens-before between them. Iterators and views count as the collection they belong to.
 */
public final class BlackBox {
  private static final Set<String> LOOKS = Set.of("get", "contains", "containsKey", "containsValue", "containsAll", "size", "isEmpty", "peek", "peekFirst", "peekLast", "getFirst", "getLast",
      "element", "first", "last", "firstKey", "lastKey", "firstEntry", "lastEntry", "floor", "ceiling", "floorKey", "ceilingKey", "higher", "lower", "iterator", "listIterator", "spliterator",
      "descendingIterator", "descendingMap", "descendingSet", "getOrDefault", "toArray", "indexOf", "lastIndexOf", "keySet", "values", "entrySet", "subList", "headMap", "tailMap", "headSet", "tailSet",
      "stream", "forEach", "hasNext", "hasPrevious", "next", "previous", "nextIndex", "getKey", "getValue", "equals", "hashCode", "toString", "length", "charAt", "comparator", "cardinality",
      "remainingCapacity", "search", "asList", "of", "ofEntries", "entry", "copyOf", "copyOfRange", "deepToString", "unmodifiableList", "unmodifiableMap", "unmodifiableSet", "unmodifiableCollection", "max", "min", "frequency",
      "binarySearch", "mappingCount", "isEqual", "synchronizedList", "synchronizedMap", "synchronizedSet", "synchronizedCollection", "emptyList", "emptyMap", "emptySet", "nCopies", "singletonList",
      "singleton", "singletonMap", "reverseOrder", "newSetFromMap", "disjoint", "mismatch", "compare", "getEntry", "nextElement", "hasMoreElements", "clone");

  /** One step in a ConcurrentHashMap, several in others. */
  private static final Set<String> COMPUTES = Set.of("compute", "computeIfAbsent", "computeIfPresent", "merge", "replaceAll");

  private record Call(Object on, Box box, String method, String reason) {}

  /** A library object that is not thread-safe, as one variable; views and iterators share their collection's. */
  private static final class Variable extends Location {
    private final Object object;

    Variable(Object object) {
      this.object = object;
    }

    @Override public Object peek() {
      return object;
    }

    @Override public void poke(Object value) {
      throw new UnsupportedOperationException();
    }

    @Override protected boolean primitive() {
      return false;
    }

    @Override public String toString() {
      return object.getClass().getSimpleName();
    }
  }

  private BlackBox() {}

  /** A call begins: of {@code arguments[0]}, unless it is static. */
  public static void enter(Strand me, Object[] arguments, String method, boolean isStatic) {
    Recorder recorder = me.execution.recorder;
    Object on = isStatic || arguments.length == 0 ? null : arguments[0];
    String shown = recorder == null ? null : Arrays.stream(arguments).skip(isStatic ? 0 : 1).map(recorder::show).collect(Collectors.joining(", "));
    if (on != null && threadSafe(on)) {
      if (on instanceof ConcurrentSkipListMap && COMPUTES.contains(method)) throw Refused.call("ConcurrentSkipListMap." + method + ": its function may be called more than once");
      Object root = root(me, on);
      Box box = Box.point(me, root);
      for (int i = 1; i < arguments.length; i++) if (arguments[i] instanceof Collection<?> || arguments[i] instanceof Map<?, ?>) plain(me, arguments[i], method.equals("drainTo"));
      box.looked(me);
      me.boxes.push(new Call(root, box, method, me.atomicReason));
      me.atomic++;
      me.atomicReason = on.getClass().getSimpleName() + "." + method;
      if (recorder != null) recorder.call(me, root, on.getClass().getSimpleName(), shown, null, null);
      return;
    }
    me.boxes.push(new Call(on, null, method, null));
    if (recorder != null && on != null && isLibrary(on)) recorder.plainCall(me, root(me, on), on.getClass().getSimpleName(), shown);
    boolean changes = !LOOKS.contains(method);
    for (int i = 0; i < arguments.length; i++) if (arguments[i] != null) plain(me, arguments[i], changes && i == 0);
  }

  /** A library object is made as a copy of {@code original}. */
  public static void copied(Strand me, Object original) {
    if (me.execution.recorder != null && isLibrary(original)) me.execution.recorder.plainCall(me, root(me, original), original.getClass().getSimpleName(), "");
    plain(me, original, false);
  }

  /** The call is over. */
  public static void leave(Strand me, Object result, boolean normally) {
    me.execution.live();
    Call call = (Call) me.boxes.pop();
    if (call.box != null) {
      me.atomic--;
      me.atomicReason = call.reason;
      if (!LOOKS.contains(call.method)) call.box.changed(me);
    }
    if (call.on == null || !isLibrary(call.on)) return;
    if (result != null && result != call.on && belongs(result)) alias(me, result, call.on);
    if (me.execution.recorder != null && normally) me.execution.recorder.result(me, result == null ? null : result == call.on ? null : me.execution.recorder.show(result));
  }

  private static boolean belongs(Object result) {
    return isLibrary(result) && (result instanceof Iterator<?> || result instanceof Map.Entry<?, ?>
        || (result instanceof Collection<?> || result instanceof Map<?, ?>) && result.getClass().getName().contains("$"));
  }

  private static void alias(Strand me, Object view, Object of) {
    Object root = root(me, of);
    me.execution.attached(view, v -> new Alias(root));
  }

  private record Alias(Object of) {}

  private static Object root(Strand me, Object object) {
    Object known = me.execution.attachedOrNull(object);
    return known instanceof Alias alias ? alias.of : object;
  }

  private static void plain(Strand me, Object object, boolean changes) {
    me.execution.live();
    if (object.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(object); i++) check(me, object, Places.of(me.execution, object, i), changes);
      return;
    }
    boolean counts = object instanceof Collection<?> || object instanceof Map<?, ?> || object instanceof Iterator<?> || object instanceof Map.Entry<?, ?>
        || object instanceof StringBuilder || object instanceof java.util.BitSet;
    if (!counts || !isLibrary(object) || object.getClass().getName().startsWith("java.util.Immutable")) return;
    Object root = root(me, object);
    if (threadSafe(root)) return;
    check(me, root, me.execution.<Location>attached(root, Variable::new), changes);
  }

  static void check(Strand me, Object owner, Location place, boolean write) {
    try {
      if (write) place.plainWrite(me.view, me.site);
      else place.plainRead(me.view, me.throughFinal.get(owner), me.site);
    } catch (DataRace race) {
      throw me.execution.race(me, race, place);
    }
  }

  /** Is its state the library's, also if it is of a subclass that the program made? */
  private static boolean isLibrary(Object object) {
    Class<?> type = object.getClass();
    while (type.getClassLoader() != null) type = type.getSuperclass();
    return type != Object.class && !type.getName().startsWith("java.util.Abstract");
  }

  private static boolean threadSafe(Object object) {
    Class<?> type = object.getClass();
    while (type.getClassLoader() != null) type = type.getSuperclass();
    String name = type.getName();
    return name.startsWith("java.util.concurrent.") || name.startsWith("java.util.Collections$Synchronized") || name.equals("java.util.Vector") || name.equals("java.util.Hashtable")
        || name.equals("java.lang.StringBuffer");
  }
}
