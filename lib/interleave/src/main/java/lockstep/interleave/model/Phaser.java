package lockstep.interleave.model;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.util.concurrent.Phaser}, without tiers: what precedes an arrival happens before {@code onAdvance},
 * and that before what follows the wait for the
 * phase to advance.
 */
public class Phaser {
  private int parties;
  private int unarrived;
  private int phase;
  private boolean terminated;

  public Phaser() {
    this(0);
  }

  public Phaser(int parties) {
    if (parties < 0 || parties > 65535) throw new IllegalArgumentException("Illegal number of parties");
    this.parties = parties;
    this.unarrived = parties;
  }

  public int register() {
    return bulkRegister(1);
  }

  public int bulkRegister(int more) {
    if (more < 0) throw new IllegalArgumentException();
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.saw(me);
    if (!terminated) {
      parties += more;
      unarrived += more;
      box.changed(me);
    }
    return log(me, phase());
  }

  public int arrive() {
    Strand me = Strand.current();
    return log(me, arrive(me, Box.point(me, this), 0));
  }

  public int arriveAndDeregister() {
    Strand me = Strand.current();
    return log(me, arrive(me, Box.point(me, this), 1));
  }

  public int arriveAndAwaitAdvance() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    int mine = arrive(me, box, 0);
    if (mine < 0) return mine;
    Box.await(me, "the others of phase " + mine, () -> phase != mine || terminated);
    box.looked(me);
    return log(me, phase());
  }

  private int arrive(Strand me, Box box, int leaving) {
    box.saw(me);
    if (terminated) return phase();
    if (unarrived <= 0) throw new IllegalStateException("Attempted arrival of unregistered party for " + this);
    int mine = phase;
    unarrived--;
    parties -= leaving;
    box.changed(me);
    if (unarrived == 0) {
      box.looked(me);
      boolean end = onAdvance(phase, parties);
      phase = phase + 1 & Integer.MAX_VALUE;
      unarrived = parties;
      if (end) terminated = true;
      box.changed(me);
    }
    return mine;
  }

  public int awaitAdvance(int from) {
    try {
      return awaitAdvance(from, Box.FOREVER, false);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  public int awaitAdvanceInterruptibly(int from) throws InterruptedException {
    try {
      return awaitAdvance(from, Box.FOREVER, true);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  public int awaitAdvanceInterruptibly(int from, long time, TimeUnit unit) throws InterruptedException,
      TimeoutException {
    return awaitAdvance(from, unit.toNanos(time), true);
  }

  private int awaitAdvance(int from, long nanos, boolean interruptible) throws InterruptedException, TimeoutException {
    if (from < 0) return from;
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    boolean over = Box.await(me, "the end of phase " + from, () -> phase != from || terminated, nanos, interruptible);
    if (!over) throw new TimeoutException();
    box.looked(me);
    return log(me, phase());
  }

  /** What the last to arrive does; true ends the phaser. */
  protected boolean onAdvance(int phase, int registeredParties) {
    return registeredParties == 0;
  }

  public void forceTermination() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    terminated = true;
    box.changed(me);
  }

  private int phase() {
    return terminated ? phase | Integer.MIN_VALUE : phase;
  }

  public final int getPhase() {
    looked();
    return phase();
  }

  public int getRegisteredParties() {
    looked();
    return parties;
  }

  public int getArrivedParties() {
    looked();
    return parties - unarrived;
  }

  public int getUnarrivedParties() {
    looked();
    return unarrived;
  }

  public boolean isTerminated() {
    looked();
    return terminated;
  }

  public Phaser getParent() {
    return null;
  }

  public Phaser getRoot() {
    return this;
  }

  private void looked() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
  }

  private int log(Strand me, int result) {
    Box.log(me, this, "phaser", null, result);
    return result;
  }
}
