package lockstep.interleave.model;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lockstep.interleave.memory.AccessMode;
import lockstep.interleave.memory.DataRace;
import lockstep.interleave.memory.Location;
import lockstep.interleave.memory.Store;
import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;

/**
 * The operations on one place: load, store, read-modify-write, compare-and-set. Each asks the scheduler who goes next, then does its step on the
 * {@link Location} in its access mode, then adds the step to the thread's history. Plain ones are checked only.
 */
public final class Access {
  private Access() {}

  /** Loads in the given mode. */
  public static Object get(Location place, AccessMode mode) {
    Strand me = Strand.current();
    if (me == null) return place.peek();
    if (mode == AccessMode.PLAIN) return plain(me, place, null, false);
    Execution x = me.execution;
    x.point(me, place);
    try {
      Store seen = place.load(me.view, mode, x, me.site);
      me.did(place.dependsOn(seen, mode));
      if (x.recorder != null) record(me, place, "", show(me, seen.value), seen, mode, null, seen != place.newestStore(), null);
      return seen.value;
    } catch (DataRace race) {
      throw race(me, place, race, "");
    }
  }

  /** Stores in the given mode. */
  public static void set(Location place, Object value, AccessMode mode) {
    Strand me = Strand.current();
    if (me == null) {
      place.poke(value);
      return;
    }
    if (mode == AccessMode.PLAIN) {
      plain(me, place, value, true);
      return;
    }
    Execution x = me.execution;
    x.point(me, place);
    try {
      Store before = place.newestStore();
      long name = me.did(before.name);
      Store made = place.store(me.view, mode, value, x, me.site, name);
      boolean behind = made != place.newestStore();
      if (behind) me.did(place.follower(made).name + 1);
      else if (!place.same(before.value, value)) x.changed(me);
      if (x.recorder != null) {
        record(me, place, show(me, value), null, null, mode, made, false, behind ? "falls behind: another thread's store to the same place counts as newer" : null);
      }
    } catch (DataRace race) {
      throw race(me, place, race, show(me, value));
    }
  }

  /** Replaces the value by {@code change} of it, in one step; returns the old value. */
  public static Object update(Location place, UnaryOperator<Object> change, AccessMode read, AccessMode write, Object... arguments) {
    return update(false, place, change, read, write, arguments);
  }

  /** The same, but returns the new value. */
  public static Object updateAndGet(Location place, UnaryOperator<Object> change, AccessMode read, AccessMode write, Object... arguments) {
    return update(true, place, change, read, write, arguments);
  }

  private static Object update(boolean fresh, Location place, UnaryOperator<Object> change, AccessMode read, AccessMode write, Object[] arguments) {
    Strand me = Strand.current();
    if (me == null) {
      Object old = place.peek();
      Object value = change.apply(old);
      place.poke(value);
      return fresh ? value : old;
    }
    Execution x = me.execution;
    x.point(me, place);
    try {
      Store seen = place.loadForUpdate(me.view, read, false, null, x, me.site);
      boolean stale = seen != place.newestStore();
      Object value = change.apply(seen.value);
      Store made = update(me, place, read, write, seen, value);
      if (x.recorder != null) record(me, place, show(me, arguments), show(me, fresh ? value : seen.value), seen, read, made, stale, null);
      return fresh ? value : seen.value;
    } catch (DataRace race) {
      throw race(me, place, race, show(me, arguments));
    }
  }

  /** Compare-and-set. The weak form may fail for no reason. */
  public static boolean compareAndSet(Location place, Object expected, Object value, AccessMode read, AccessMode write, boolean weak) {
    Strand me = Strand.current();
    if (me == null) {
      if (!place.same(place.peek(), expected)) return false;
      place.poke(value);
      return true;
    }
    me.execution.point(me, place);
    if (weak && place.same(place.newestStore().value, expected) && me.execution.weakness(2) == 1) {
      me.did(13);
      if (me.execution.recorder != null) {
        record(me, place, show(me, expected, value), "false", null, read, null, false, "fails for no reason, as a weak compare-and-set may");
      }
      return false;
    }
    return exchange(me, place, expected, value, read, write, true)[0] != null;
  }

  /** Compare-and-exchange: like compare-and-set, and returns what it saw. */
  public static Object compareAndExchange(Location place, Object expected, Object value, AccessMode read, AccessMode write) {
    Strand me = Strand.current();
    if (me == null) {
      Object old = place.peek();
      if (place.same(old, expected)) place.poke(value);
      return old;
    }
    me.execution.point(me, place);
    return exchange(me, place, expected, value, read, write, false)[1].value;
  }

  /** Returns the store made, or null, and the store seen. */
  private static Store[] exchange(Strand me, Location place, Object expected, Object value, AccessMode read, AccessMode write, boolean tells) {
    Execution x = me.execution;
    String arguments = x.recorder == null ? null : show(me, expected, value);
    try {
      Store seen = place.loadForUpdate(me.view, read, true, expected, x, me.site);
      boolean stale = seen != place.newestStore();
      Store made = null;
      if (place.same(seen.value, expected)) made = update(me, place, read, write, seen, value);
      else me.did(place.dependsOn(seen, read) + 1);
      if (x.recorder != null) record(me, place, arguments, tells ? String.valueOf(made != null) : show(me, seen.value), seen, read, made, stale, null);
      return new Store[] {made, seen};
    } catch (DataRace race) {
      throw race(me, place, race, arguments);
    }
  }

  /** The writing half of a read-modify-write, directly behind the store that its reading half saw. */
  private static Store update(Strand me, Location place, AccessMode read, AccessMode write, Store seen, Object value) {
    Store made = place.update(me.view, write, seen, value, me.site, me.did(place.dependsOn(seen, read)));
    if (made != place.newestStore()) me.did(place.follower(made).name + 1);
    else if (!place.same(seen.value, value)) me.execution.changed(me);
    return made;
  }

  private static Object plain(Strand me, Location place, Object value, boolean write) {
    me.execution.live();
    if (me.execution.recorder != null) {
      me.execution.recorder.plain(me, place, write);
      me.execution.recorder.value(me, write ? value : place.peek());
    }
    try {
      if (write) {
        place.plainWrite(me.view, me.site);
        place.poke(value);
        return null;
      }
      place.plainRead(me.view, me.site);
      return place.peek();
    } catch (DataRace race) {
      throw me.execution.race(me, race, place);
    }
  }

  private static Error race(Strand me, Location place, DataRace race, String arguments) {
    if (me.execution.recorder != null) me.execution.recorder.access(me, place, arguments, null, null, AccessMode.PLAIN, null, false, null);
    return me.execution.race(me, race, place);
  }

  private static void record(Strand me, Location place, String arguments, String result, Store seen, AccessMode read, Store made, boolean stale, String note) {
    me.execution.recorder.access(me, place, arguments, result, seen, read, made, stale, note);
  }

  private static String show(Strand me, Object... values) {
    if (me.execution.recorder == null) return null;
    if (values == null) return "null";
    return Arrays.stream(values).map(me.execution.recorder::show).collect(Collectors.joining(", "));
  }
}
