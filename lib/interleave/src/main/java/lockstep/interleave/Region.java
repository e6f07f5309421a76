package lockstep.interleave;

import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Strand;

/**
 * A place where only one thread may be at a time, for scenarios: two inside at once end the execution as a failure. It orders nothing itself.
 *
 * <pre>{@code
 * lock.lock();
 * region.enter();
 * region.leave();
 * lock.unlock();
 * }</pre>
 */
public final class Region {
  private Strand inside;

  /**
   * Goes in. Others have their chance before the next step of this thread.
   *
   * @throws IllegalStateException outside a scenario
   */
  public void enter() {
    Strand me = Interleave.inside("Region.enter");
    if (inside != null) {
      throw me.execution.fail(Failure.Kind.EXCLUSION, me.name + " enters while " + inside.name + " is still inside.", me);
    }
    inside = me;
    note(me, "enters the critical region");
    me.did(41);
    me.execution.changed(me);
    me.execution.point(me, null); // so that others have their chance while this one is inside
  }

  /**
   * Goes out again.
   *
   * @throws IllegalStateException outside a scenario
   */
  public void leave() {
    Strand me = Interleave.inside("Region.leave");
    me.execution.live();
    inside = null;
    me.did(42);
    note(me, "leaves it");
  }

  private static void note(Strand me, String what) {
    if (me.execution.recorder != null) me.execution.recorder.note(me, what);
  }
}
