package lockstep.interleave.model;

import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/** Models {@link java.util.concurrent.Semaphore}: what precedes a {@code release} happens before what follows a later {@code acquire}. */
public class Semaphore {
  private int permits;

  public Semaphore(int permits) {
    this.permits = permits;
  }

  public Semaphore(int permits, boolean fair) {
    this(permits);
  }

  public void acquire() throws InterruptedException {
    acquire(1, false, true);
  }

  public void acquire(int count) throws InterruptedException {
    acquire(count, false, true);
  }

  public void acquireUninterruptibly() {
    acquireUninterruptibly(1);
  }

  public void acquireUninterruptibly(int count) {
    try {
      acquire(count, false, false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  public boolean tryAcquire(int count) {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.looked(me);
    boolean enough = permits >= count;
    if (enough) permits -= count;
    if (enough) box.changed(me);
    log(me, String.valueOf(enough));
    return enough;
  }

  public boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException {
    return acquire(1, true, true);
  }

  public boolean tryAcquire(int count, long time, TimeUnit unit) throws InterruptedException {
    return acquire(count, true, true);
  }

  private boolean acquire(int count, boolean timed, boolean interruptible) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    while (permits < count) {
      if (interruptible && me.interrupted) throw Threads.interrupted(me);
      Wait.End end = me.execution.await(me, new Wait("a semaphore with " + permits + " permits", null, () -> permits >= count || interruptible && me.interrupted, timed, false));
      if (end == Wait.End.TIMEOUT) {
        me.did(12);
        return false;
      }
    }
    permits -= count;
    box.looked(me);
    box.changed(me);
    log(me, null);
    return true;
  }

  public void release() {
    release(1);
  }

  public void release(int count) {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    permits += count;
    box.changed(me);
    log(me, null);
  }

  public int availablePermits() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return permits;
  }

  private void log(Strand me, String result) {
    if (me.execution.recorder != null) me.execution.recorder.call(me, this, "semaphore", "", result, null);
  }
}
