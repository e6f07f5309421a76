package lockstep.interleave.model;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.weave.Places;

/** Models the few methods of {@link System} and its kin that see the world outside: time is virtual, and chance is always the same. */
public final class Systems {
  private Systems() {}

  /** Time passes whenever somebody looks, and faster the longer nothing else happens. */
  public static long nanoTime() {
    Strand me = Strand.current();
    if (me == null) return System.nanoTime();
    me.execution.live();
    return me.execution.look(me);
  }

  public static long currentTimeMillis() {
    return Strand.current() == null ? System.currentTimeMillis() : 1_700_000_000_000L + nanoTime() / 1_000_000;
  }

  /** The same virtual time as an {@code Instant}. */
  public static Instant now() {
    return Strand.current() == null ? Instant.now() : Instant.ofEpochSecond(1_700_000_000L, nanoTime());
  }

  public static void arraycopy(Object from, int at, Object to, int toAt, int length) {
    Strand me = Strand.current();
    if (me != null && from != null && to != null) {
      for (int i = at; i < at + length && i < Array.getLength(from); i++) BlackBox.check(me, from, Places.of(me.execution, from, i), false);
      for (int i = toAt; i < toAt + length && i < Array.getLength(to); i++) BlackBox.check(me, to, Places.of(me.execution, to, i), true);
    }
    System.arraycopy(from, at, to, toAt, length);
  }

  /** Two: so that code which asks whether spinning makes sense is told that it does. */
  public static int availableProcessors(Runtime runtime) {
    return Strand.current() == null ? runtime.availableProcessors() : 2;
  }

  public static double random() {
    Strand me = Strand.current();
    return me == null ? Math.random() : me.chance(1 << 20) / (double) (1 << 20);
  }

  public static void sleep(TimeUnit unit, long time) throws InterruptedException {
    Strand me = Strand.current();
    if (me == null) unit.sleep(time);
    else Threads.sleepNanos(me, unit.toNanos(time));
  }

  public static void timedJoin(TimeUnit unit, Thread thread, long time) throws InterruptedException {
    Threads.join(thread, unit.toMillis(time) + 1);
  }

  public static void timedWait(TimeUnit unit, Object object, long time) throws InterruptedException {
    Monitors.wait(object, unit.toMillis(time) + 1);
  }
}
