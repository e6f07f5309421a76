package lockstep.interleave.weave;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Array;
import lockstep.interleave.memory.AccessMode;
import lockstep.interleave.memory.DataRace;
import lockstep.interleave.memory.Location;
import lockstep.interleave.model.Access;
import lockstep.interleave.model.BlackBox;
import lockstep.interleave.model.Monitors;
import lockstep.interleave.model.StampedLock;
import lockstep.interleave.schedule.Recorder;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;

/** What woven code calls. Outside an execution each hook does nothing but what the program itself would have done. */
public final class Hooks {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  private Hooks() {}

  /** What follows happens at this site. */
  public static void at(int site) {
    Strand me = Strand.current();
    if (me != null) me.site = site;
  }

  /** A static use of a class whose static state is fresh in every execution. */
  public static void use(int statics, int site) {
    Statics.of(statics).use(Strand.current(), site);
  }

  /** The same, by name. */
  public static void use(Class<?> type) {
    if (!(type.getClassLoader() instanceof WeavingLoader loader)) return;
    for (ClassFacts f = loader.facts(type.getName().replace('.', '/')); f != null; f = loader.facts(f.superName)) {
      if (!loader.fresh(f)) continue;
      Strand me = Strand.current();
      Statics.of(Statics.number(loader, f.name)).use(me, me == null ? -1 : me.site);
      return;
    }
  }

  /** A jump backward. */
  public static void round() {
    Strand me = Strand.current();
    if (me != null) me.execution.round(me);
  }

  public static void refuse(String what) {
    if (Strand.current() != null) throw new Unsupported("interleave does not handle " + what);
  }

  // ---- plain fields and elements: checked, not scheduled ----

  public static void read(Object object, int site) {
    Strand me = Strand.current();
    if (me != null && object != null) plain(me, object, Places.of((Woven) object, Site.of(site).field()), site, false);
  }

  public static void write(Object object, int site) {
    Strand me = Strand.current();
    if (me != null && object != null) plain(me, object, Places.of((Woven) object, Site.of(site).field()), site, true);
  }

  public static void readStatic(int site) {
    Strand me = Strand.current();
    if (me != null) plain(me, null, Places.ofStatic(me, site), site, false);
  }

  public static void writeStatic(int site) {
    Strand me = Strand.current();
    if (me != null) plain(me, null, Places.ofStatic(me, site), site, true);
  }

  public static void readElement(Object array, int index, int site) {
    Strand me = Strand.current();
    if (me != null && array != null && index >= 0 && index < Array.getLength(array)) plain(me, array, Places.of(me.execution, array, index), site, false);
  }

  public static void writeElement(Object array, int index, int site) {
    Strand me = Strand.current();
    if (me != null && array != null && index >= 0 && index < Array.getLength(array)) plain(me, array, Places.of(me.execution, array, index), site, true);
  }

  private static void plain(Strand me, Object owner, Location place, int site, boolean write) {
    me.execution.live();
    me.site = site;
    if (!write && StampedLock.optimistic(me)) StampedLock.point(me, place);
    Recorder recorder = me.execution.recorder;
    if (recorder != null) recorder.plain(me, place, write);
    try {
      if (write) place.plainWrite(me.view, site);
      else if (StampedLock.optimistic(me)) place.optimisticRead(me.view);
      else place.plainRead(me.view, me.throughFinal.isEmpty() ? null : me.throughFinal.get(owner), site);
    } catch (DataRace race) {
      if (!write && StampedLock.forgives(me, race, place)) return;
      throw me.execution.race(me, race, place);
    }
  }

  private static void seen(Object value) {
    Strand me = Strand.current();
    if (me != null && me.execution.recorder != null) me.execution.recorder.value(me, value);
  }

  private static boolean recording() {
    Strand me = Strand.current();
    return me != null && me.execution.recorder != null;
  }

  public static void value(int value) {
    if (recording()) seen(value);
  }

  public static void value(boolean value) {
    if (recording()) seen(value);
  }

  public static void value(char value) {
    if (recording()) seen(value);
  }

  public static void value(long value) {
    if (recording()) seen(value);
  }

  public static void value(float value) {
    if (recording()) seen(value);
  }

  public static void value(double value) {
    if (recording()) seen(value);
  }

  public static void value(Object value) {
    if (recording()) seen(value);
  }

  // ---- final fields (JLS 17.5) ----

  /** A constructor of a class with final references ends: what they refer to is frozen as it is now. */
  public static void freeze(Object object) {
    Strand me = Strand.current();
    if (me != null) me.execution.freeze(me, object);
  }

  /** A constructor passes its object on before its end: whoever gets it so is promised nothing of its final fields (JLS 17.5.1). */
  public static void leak(Object object) {
    Strand me = Strand.current();
    if (me != null) me.execution.leak(me, object);
  }

  /** A constructor writes a final field. To those who may have the object already it is a plain one. */
  public static void writeFinal(Object object, int site) {
    Strand me = Strand.current();
    if (me != null && me.execution.leaked(object)) plain(me, object, Places.of((Woven) object, Site.of(site).field()), site, true);
  }

  /** A final field is read, whose value cannot change. */
  public static void readFinal(Object object, int site) {
    Strand me = Strand.current();
    if (me != null && me.execution.early(me, object)) readEarly(me, object, site);
  }

  /** A final field is read that refers to something which can change. */
  public static void readFinalReference(Object object, int site) {
    Strand me = Strand.current();
    if (me == null) return;
    me.frozen = null;
    if (me.execution.early(me, object)) readEarly(me, object, site);
    else me.frozen = me.execution.frozen(me, object);
  }

  private static void readEarly(Strand me, Object object, int site) {
    Location place = Places.of((Woven) object, Site.of(site).field());
    plain(me, object, place, site, false);
    if (me.execution.recorder != null) me.execution.recorder.value(me, place.peek());
  }

  /** What was read from a final field. If nothing orders its making before this, the freeze alone makes its contents visible. */
  public static void finalValue(Object value) {
    Strand me = Strand.current();
    if (me == null || me.frozen == null || value == null) return;
    me.throughFinal.put(value, me.frozen);
    me.frozen = null;
  }

  // ---- volatile fields ----

  public static Object getVolatile(Object object, int site) {
    at(site);
    FieldRef field = Site.of(site).field();
    if (Strand.current() == null) return ((Woven) java.util.Objects.requireNonNull(object)).lockstep$load(field.index());
    return Access.get(Places.of((Woven) java.util.Objects.requireNonNull(object), field), AccessMode.VOLATILE);
  }

  public static void setVolatile(Object object, Object value, int site) {
    at(site);
    FieldRef field = Site.of(site).field();
    if (Strand.current() == null) ((Woven) java.util.Objects.requireNonNull(object)).lockstep$store(field.index(), value);
    else Access.set(Places.of((Woven) java.util.Objects.requireNonNull(object), field), value, AccessMode.VOLATILE);
  }

  public static Object getVolatileStatic(int site) {
    at(site);
    return Access.get(Places.ofStatic(Strand.current(), site), AccessMode.VOLATILE);
  }

  public static void setVolatileStatic(Object value, int site) {
    at(site);
    Access.set(Places.ofStatic(Strand.current(), site), value, AccessMode.VOLATILE);
  }

  // ---- monitors ----

  public static void enter(Object monitor, int site) {
    at(site);
    Monitors.enter(monitor);
  }

  public static void exit(Object monitor, int site) {
    at(site);
    Monitors.exit(monitor);
  }

  public static void enterMethod(Object monitor, int site) {
    at(site);
    Monitors.enter(monitor);
    Strand me = Strand.current();
    if (me != null) me.monitors.push(monitor);
  }

  public static void exitMethod() {
    Strand me = Strand.current();
    if (me != null && !me.execution.over()) Monitors.exit(me.monitors.pop());
  }

  // ---- static initializers that run once for all ----

  public static void beginInitializer() {
    Strand.hide();
  }

  public static void endInitializer() {
    Strand.show();
  }

  // ---- library objects ----

  public static void enterBox(Object[] arguments, String method, boolean isStatic) {
    Strand me = Strand.current();
    if (me != null) BlackBox.enter(me, arguments, method, isStatic);
  }

  /** A library object is made as a copy of another. */
  public static void copied(Object original) {
    Strand me = Strand.current();
    if (me != null && original != null) BlackBox.copied(me, original);
  }

  public static void leaveBox(Object result) {
    Strand me = Strand.current();
    if (me != null) BlackBox.leave(me, result, true);
  }

  public static void breakBox() {
    Strand me = Strand.current();
    if (me != null) BlackBox.leave(me, null, false);
  }

  public static PrintStream printer(PrintStream real) {
    Strand me = Strand.current();
    return me == null || me.execution.recorder != null || real != System.out && real != System.err ? real : NOWHERE;
  }
}
