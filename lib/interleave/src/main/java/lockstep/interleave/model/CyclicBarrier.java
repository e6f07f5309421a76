package lockstep.interleave.model;

import java.util.concurrent.BrokenBarrierException;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;
import lockstep.interleave.schedule.Wait;

/** Models {@link java.util.concurrent.CyclicBarrier}: what precedes any {@code await} happens before what follows the others'. */
public class CyclicBarrier {
  private final int parties;
  private final Runnable action;
  private int arrived;
  private int generation;

  public CyclicBarrier(int parties) {
    this(parties, null);
  }

  public CyclicBarrier(int parties, Runnable action) {
    if (parties <= 0) throw new IllegalArgumentException();
    this.parties = parties;
    this.action = action;
  }

  public int await() throws InterruptedException, BrokenBarrierException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.changed(me);
    int index = parties - ++arrived;
    int mine = generation;
    if (index == 0) {
      box.looked(me);
      if (action != null) action.run();
      arrived = 0;
      generation++;
      box.changed(me);
    } else {
      me.execution.await(me, new Wait("the others at a barrier", null, () -> generation != mine || me.interrupted, false, false));
      if (generation == mine) throw new Unsupported("interleave does not handle an interrupt at a CyclicBarrier.");
    }
    box.looked(me);
    if (me.execution.recorder != null) me.execution.recorder.call(me, this, "barrier", "", String.valueOf(index), null);
    return index;
  }

  public int getParties() {
    return parties;
  }
}
