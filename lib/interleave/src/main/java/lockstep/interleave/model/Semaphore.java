package lockstep.interleave.model;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;

/** Models {@link java.util.concurrent.Semaphore}: what precedes a {@code release} happens before what follows a later {@code acquire}. Who gets it next is left open. */
public class Semaphore implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final boolean fair;
  private int permits;
  private int waiting;

  public Semaphore(int permits) {
    this(permits, false);
  }

  public Semaphore(int permits, boolean fair) {
    this.permits = permits;
    this.fair = fair;
  }

  public void acquire() throws InterruptedException {
    acquire(1);
  }

  public void acquire(int count) throws InterruptedException {
    acquire(count, Box.FOREVER, true);
  }

  public void acquireUninterruptibly() {
    acquireUninterruptibly(1);
  }

  public void acquireUninterruptibly(int count) {
    try {
      acquire(count, Box.FOREVER, false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  public boolean tryAcquire(int count) {
    positive(count);
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    boolean enough = permits >= count;
    if (!enough) box.saw(me);
    if (enough) {
      box.looked(me);
      permits -= count;
      box.changed(me);
    }
    Box.log(me, this, "semaphore", argument(count), enough);
    return enough;
  }

  public boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException {
    return acquire(1, unit.toNanos(time), true);
  }

  public boolean tryAcquire(int count, long time, TimeUnit unit) throws InterruptedException {
    return acquire(count, unit.toNanos(time), true);
  }

  private boolean acquire(int count, long nanos, boolean interruptible) throws InterruptedException {
    positive(count);
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    waiting++;
    boolean got;
    try {
      got = Box.await(me, "a semaphore with " + permits + (permits == 1 ? " permit" : " permits"), () -> permits >= count, nanos, interruptible);
    } finally {
      waiting--;
    }
    if (got) {
      permits -= count;
      box.looked(me);
      box.changed(me);
    }
    Box.log(me, this, "semaphore", argument(count), nanos == Box.FOREVER ? null : got);
    return got;
  }

  public void release() {
    release(1);
  }

  public void release(int count) {
    positive(count);
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    permits += count;
    box.changed(me);
    Box.log(me, this, "semaphore", argument(count), null);
  }

  public int availablePermits() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    Box.log(me, this, "semaphore", null, permits);
    return permits;
  }

  public int drainPermits() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.looked(me);
    int all = permits;
    permits = 0;
    box.changed(me);
    Box.log(me, this, "semaphore", null, all);
    return all;
  }

  protected void reducePermits(int reduction) {
    positive(reduction);
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    permits -= reduction;
    box.changed(me);
  }

  public boolean isFair() {
    return fair;
  }

  public final boolean hasQueuedThreads() {
    return getQueueLength() > 0;
  }

  public final int getQueueLength() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return waiting;
  }

  protected Collection<Thread> getQueuedThreads() {
    throw Refused.call("Semaphore.getQueuedThreads");
  }

  private static void positive(int count) {
    if (count < 0) throw new IllegalArgumentException();
  }

  private static Object argument(int count) {
    return count == 1 ? null : count;
  }
}
