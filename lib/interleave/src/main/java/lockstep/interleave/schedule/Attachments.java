package lockstep.interleave.schedule;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import lockstep.interleave.memory.Clock;

/** What the model remembers about the program's objects for the time of one execution. */
final class Attachments {
  private final Map<Object, Object> any = new IdentityHashMap<>();
  /** Apart from the rest: an object may be both a lock and something else. */
  private final Map<Object, Object> monitors = new IdentityHashMap<>();
  private final Map<Object, Freeze> freezes = new IdentityHashMap<>();

  /** Objects whose constructor passed them on before its end. */
  private final Map<Object, Leak> leaks = new IdentityHashMap<>(0);

  /** A constructor passes its object on: who ran it, and when. */
  private record Leak(Strand by, int tick) {}

  /** The end of a constructor: who ran it, when, and all that it knew. */
  private record Freeze(Strand by, int tick, Clock known) {}

  Object to(Object object, Function<Object, ?> maker) {
    return get(any, object, maker);
  }

  Object toOrNull(Object object) {
    return any.get(object);
  }

  Object monitor(Object object, Function<Object, ?> maker) {
    return get(monitors, object, maker);
  }

  private static Object get(Map<Object, Object> map, Object object, Function<Object, ?> maker) {
    Object known = map.get(object);
    if (known == null) map.put(object, known = maker.apply(object));
    return known;
  }

  void leak(Strand by, Object object) {
    leaks.putIfAbsent(object, new Leak(by, by.view.now()));
  }

  boolean leaked(Object object) {
    return !leaks.isEmpty() && leaks.containsKey(object);
  }

  boolean early(Strand reader, Object object) {
    if (leaks.isEmpty()) return false;
    Leak leak = leaks.get(object);
    return leak != null && leak.by != reader && reader.view.order().covers(leak.by.id, leak.tick);
  }

  void freeze(Strand by, Object object) {
    int tick = by.view.now();
    Clock known = by.view.order().copy();
    by.view.tick(); // what comes after is not frozen
    freezes.put(object, new Freeze(by, tick, known));
  }

  Clock frozen(Strand reader, Object object) {
    if (freezes.isEmpty()) return null;
    Freeze freeze = freezes.get(object);
    boolean ordered = freeze == null || reader.view.order().covers(freeze.by.id, freeze.tick);
    return ordered ? null : freeze.known;
  }
}
