package lockstep.interleave.model;

import lockstep.interleave.schedule.Strand;

/** Models {@code synchronized}, {@code wait} and {@code notify}: one {@link Monitor} for each object that is used so. */
public final class Monitors {
  private Monitors() {}

  /** The monitor of an object is remembered apart from what else is remembered of it. */
  private static Monitor of(Strand me, Object object) {
    if (object == null) throw new NullPointerException();
    return me.execution.monitor(object, o -> new Monitor("the monitor of " + simple(o), false));
  }

  static boolean held(Object object) {
    Strand me = Strand.current();
    return me == null ? Thread.holdsLock(object) : of(me, object).heldBy(me);
  }

  public static void enter(Object object) {
    Strand me = Strand.current();
    if (me != null) of(me, object).enter(me);
  }

  /** Never throws at the end of an execution: javac guards an exit with a handler that would run it again for ever. */
  public static void exit(Object object) {
    Strand me = Strand.current();
    if (me == null || me.execution.over()) return;
    of(me, object).exit(me);
  }

  public static void wait(Object object) throws InterruptedException {
    await(object, false);
  }

  public static void wait(Object object, long millis) throws InterruptedException {
    await(object, millis > 0);
  }

  public static void wait(Object object, long millis, int nanos) throws InterruptedException {
    await(object, millis > 0 || nanos > 0);
  }

  private static void await(Object object, boolean timed) throws InterruptedException {
    Strand me = Strand.current();
    if (me != null) of(me, object).await(me, object, timed, true);
  }

  public static void notify(Object object) {
    Strand me = Strand.current();
    if (me != null) of(me, object).signal(me, object, false);
  }

  public static void notifyAll(Object object) {
    Strand me = Strand.current();
    if (me != null) of(me, object).signal(me, object, true);
  }

  private static String simple(Object object) {
    return object instanceof Class<?> type ? type.getSimpleName() + ".class" : object.getClass().getSimpleName();
  }
}
