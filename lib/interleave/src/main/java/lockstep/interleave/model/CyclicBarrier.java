package lockstep.interleave.model;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.util.concurrent.CyclicBarrier}: what precedes any {@code await} happens before the barrier's action, and that before what follows the others'.
 * Whoever is interrupted or too late breaks it for all.
 */
public class CyclicBarrier {
  private final int parties;
  private final Runnable action;
  private Generation now = new Generation();

  /** Those who wait for each other. */
  private static final class Generation {
    int arrived;
    boolean through;
    boolean broken;
  }

  public CyclicBarrier(int parties) {
    this(parties, null);
  }

  public CyclicBarrier(int parties, Runnable action) {
    if (parties <= 0) throw new IllegalArgumentException();
    this.parties = parties;
    this.action = action;
  }

  public int await() throws InterruptedException, BrokenBarrierException {
    try {
      return await(Box.FOREVER);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  public int await(long time, TimeUnit unit) throws InterruptedException, BrokenBarrierException, TimeoutException {
    return await(unit.toNanos(time));
  }

  private int await(long nanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    Generation mine = now;
    if (mine.broken) throw new BrokenBarrierException();
    int index = parties - ++mine.arrived;
    box.saw(me);
    box.changed(me);
    if (index == 0) last(me, box, mine);
    else others(me, box, mine, nanos);
    box.looked(me);
    Box.log(me, this, "barrier", null, index);
    return index;
  }

  private void last(Strand me, Box box, Generation mine) {
    box.looked(me);
    boolean ran = false;
    try {
      if (action != null) action.run();
      ran = true;
    } finally {
      if (!ran) spoil(me, box, mine);
    }
    mine.through = true;
    now = new Generation();
    box.changed(me);
  }

  private void others(Strand me, Box box, Generation mine, long nanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
    boolean ready;
    try {
      ready = Box.await(me, "the others at a barrier", () -> mine.through || mine.broken, nanos, true);
    } catch (InterruptedException e) {
      spoil(me, box, mine);
      throw e;
    }
    if (mine.through) return;
    if (!ready) {
      spoil(me, box, mine);
      throw new TimeoutException();
    }
    box.looked(me);
    throw new BrokenBarrierException();
  }

  private static void spoil(Strand me, Box box, Generation generation) {
    generation.broken = true;
    box.changed(me);
  }

  public void reset() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (now.arrived > 0) now.broken = true;
    now = new Generation();
    box.changed(me);
    Box.log(me, this, "barrier", null, null);
  }

  public boolean isBroken() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return now.broken;
  }

  public int getNumberWaiting() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return now.broken ? 0 : now.arrived;
  }

  public int getParties() {
    return parties;
  }
}
