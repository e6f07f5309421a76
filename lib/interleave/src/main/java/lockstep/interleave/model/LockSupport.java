package lockstep.interleave.model;

import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/**
 * Models {@link java.util.concurrent.locks.LockSupport}: one permit a thread. {@code park} takes it or waits for it, and may return for no reason at all.
 * It orders nothing.
 */
public final class LockSupport {
  private static final long FOR_EVER = -1;

  private LockSupport() {}

  public static void park() {
    park(FOR_EVER);
  }

  public static void park(Object blocker) {
    park(FOR_EVER);
  }

  public static void parkNanos(long nanos) {
    if (nanos > 0) park(nanos);
  }

  public static void parkNanos(Object blocker, long nanos) {
    if (nanos > 0) park(nanos);
  }

  public static void parkUntil(long deadline) {
    park(Math.max(0, deadline - Systems.currentTimeMillis()) * 1_000_000);
  }

  public static void parkUntil(Object blocker, long deadline) {
    parkUntil(deadline);
  }

  public static void setCurrentBlocker(Object blocker) {
    // for debuggers
  }

  public static Object getBlocker(Thread thread) {
    return null;
  }

  private static void park(long nanos) {
    Strand me = Strand.current();
    if (me == null) return;
    Execution x = me.execution;
    x.point(me, null);
    Wait.End end = Wait.End.READY;
    if (!me.permit && !me.interrupted) end = x.await(me, new Wait("a permit (unpark)", () -> me.permit || me.interrupted, nanos != FOR_EVER, true));
    if (end == Wait.End.TIMEOUT) x.time.pass(Math.min(nanos, 1L << 50));
    // Nothing in Java says that unpark happens before the return of park: the state that park waits for must carry the order itself.
    me.permit = false;
    me.did(me.flag + end.ordinal());
    if (x.recorder != null) {
      x.recorder.call(me, null, "LockSupport", "", "returns", end == Wait.End.SPURIOUS ? "for no reason, as it may" : end == Wait.End.TIMEOUT ? "time-out" : null);
    }
  }

  public static void unpark(Thread thread) {
    Strand me = Strand.current();
    if (me == null || thread == null) return;
    Execution x = me.execution;
    x.point(me, null);
    Strand other = x.strand(thread);
    if (other != null) {
      other.permit = true;
      other.flag = me.did(other.flag);
      x.changed(me);
    }
    if (x.recorder != null) x.recorder.call(me, thread, "LockSupport", other == null ? "" : other.name, null, null);
  }
}
