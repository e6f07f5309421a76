package lockstep.interleave.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import lockstep.interleave.memory.AccessMode;
import lockstep.interleave.memory.Location;
import lockstep.interleave.memory.Store;

/** Writes down one execution, step by step. Only the run that will be shown is recorded; the thousands before it are not. */
public final class Recorder {
  private final List<Event> events = new ArrayList<>();
  private final Map<Object, String> names = new IdentityHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Store, Integer> storedAt = new IdentityHashMap<>();
  private final Map<Integer, String> strandNames = new HashMap<>();
  private final List<Integer> ticks = new ArrayList<>();

  public List<Event> events() {
    return events;
  }

  /** The name of a thread that took a step; "main" if it took none. */
  public String nameOf(int strand) {
    return strandNames.getOrDefault(strand, strand == 0 ? "main" : "T" + strand);
  }

  /** Did the step store something, as an update does too? */
  public boolean stores(Event e) {
    return e.kind() == Event.Kind.WRITE || storedAt.containsValue(e.index());
  }

  /** The tick of the event's thread at that event. */
  public int tick(int event) {
    return ticks.get(event);
  }

  public void plain(Strand by, Location place, boolean write) {
    add(by, write ? Event.Kind.WRITE : Event.Kind.READ, place.toString(), null, null, place, true, null, -1, 0);
  }

  /** The value of the last plain access becomes known only after the check. */
  public void value(Strand by, Object value) {
    for (int i = events.size() - 1; i >= 0; i--) {
      Event e = events.get(i);
      if (e.strand() != by.id) continue;
      events.set(i, new Event(e.index(), e.strand(), e.site(), e.kind(), e.subject(), e.kind() == Event.Kind.WRITE ? show(value) : null,
          e.kind() == Event.Kind.READ ? show(value) : null, e.place(), e.plain(), e.note(), e.from(), e.missing()));
      return;
    }
  }

  /** An access through an access mode. {@code seen} is what it read, {@code made} what it stored; either may be null. */
  public void access(Strand by, Location place, String arguments, String result, Store seen, AccessMode readMode, Store made, boolean stale, String note) {
    int from = -1;
    int missing = 0;
    if (seen != null && seen.thread != Store.INITIALLY && seen.thread != by.id) {
      from = storedAt.getOrDefault(seen, -1);
      if (seen.message == null) missing |= Event.NO_RELEASE;
      if (!readMode.acquires()) missing |= Event.NO_ACQUIRE;
    }
    if (stale) note = "stale: a newer value was already there";
    add(by, seen == null ? Event.Kind.WRITE : Event.Kind.READ, place.toString(), arguments, result, place, false, note, from, missing);
    if (made != null) storedAt.put(made, events.size() - 1);
  }

  public void call(Strand by, Object on, String subject, String arguments, String result, String note) {
    add(by, Event.Kind.CALL, subject, arguments, result, on, false, note, -1, 0);
  }

  /** Something that the reader should know, in words. */
  public void note(Strand by, String what) {
    add(by, Event.Kind.NOTE, "", what, null, null, false, null, -1, 0);
  }

  /** A call of an object that counts as one plain variable. */
  public void plainCall(Strand by, Object on, String subject, String arguments) {
    add(by, Event.Kind.CALL, subject, arguments, null, on, true, null, -1, 0);
  }

  /** What the last call returned. */
  public void result(Strand by, String result) {
    for (int i = events.size() - 1; i >= 0; i--) {
      Event e = events.get(i);
      if (e.strand() != by.id || e.kind() != Event.Kind.CALL) continue;
      events.set(i, new Event(e.index(), e.strand(), e.site(), e.kind(), e.subject(), e.text(), result, e.place(), e.plain(), e.note(), e.from(), e.missing()));
      return;
    }
  }

  private void add(Strand by, Event.Kind kind, String subject, String text, String result, Object place, boolean plain, String note, int from, int missing) {
    events.add(new Event(events.size(), by.id, by.site, kind, subject, text, result, place, plain, note, from, missing));
    ticks.add(by.view.now());
    strandNames.put(by.id, by.name);
  }

  /** A value as the reader should see it: objects are numbered in the order of their first appearance. */
  public String show(Object value) {
    if (value == null) return "null";
    if (value instanceof String text) return '"' + text + '"';
    if (value instanceof Character c) return "'" + c + "'";
    if (value instanceof Long number) return number + "L";
    if (value instanceof Boolean || value instanceof Number && value.getClass().getName().startsWith("java.")) return value.toString();
    if (value instanceof Enum<?> constant) return constant.name(); // its toString may be the program's own, and an atomic number's is a step
    if (value instanceof Class<?> type) return type.getSimpleName() + ".class";
    if (value instanceof Thread thread) return thread.getName();
    return name(value);
  }

  public String name(Object object) {
    return names.computeIfAbsent(object, o -> {
      String type = o.getClass().getSimpleName();
      if (type.isEmpty()) {
        type = o.getClass().getName();
        type = type.substring(type.lastIndexOf('.') + 1);
      }
      int lambda = type.indexOf("$$Lambda");
      if (lambda > 0) type = "lambda";
      return type + "#" + numbers.merge(type, 1, Integer::sum);
    });
  }
}
