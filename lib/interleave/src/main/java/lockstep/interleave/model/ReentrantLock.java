package lockstep.interleave.model;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/** Models {@link java.util.concurrent.locks.ReentrantLock}, fair or not, as a {@link Monitor}: who gets it next is left open. */
public class ReentrantLock implements Lock, java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Monitor monitor = new Monitor("the lock", true);
  private final boolean fair;

  public ReentrantLock() {
    this(false);
  }

  public ReentrantLock(boolean fair) {
    this.fair = fair;
  }

  private static Strand me() {
    Strand me = Strand.current();
    if (me == null) throw Refused.call("a ReentrantLock outside of a thread of the scenario");
    return me;
  }

  @Override public void lock() {
    monitor.enter(me());
  }

  @Override public void lockInterruptibly() throws InterruptedException {
    monitor.enter(me(), false, true);
  }

  @Override public boolean tryLock() {
    Strand me = me();
    boolean got = monitor.tryEnter(me);
    if (me.execution.recorder != null) me.execution.recorder.call(me, monitor, "lock", "", String.valueOf(got), null);
    return got;
  }

  @Override public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    if (me().interrupted) throw Threads.interrupted(me());
    if (time <= 0) return tryLock();
    return monitor.enter(me(), true, true) == Wait.End.READY;
  }

  @Override public void unlock() {
    Strand me = me();
    me.execution.live();
    monitor.exit(me);
  }

  @Override public Condition newCondition() {
    return new OnMonitor();
  }

  public boolean isHeldByCurrentThread() {
    return monitor.heldBy(me());
  }

  public boolean isLocked() {
    Strand me = me();
    me.execution.point(me, monitor);
    boolean free = monitor.free(me);
    me.did(free ? 31 : 32);
    return !free;
  }

  public final boolean hasQueuedThreads() {
    return getQueueLength() > 0;
  }

  public final boolean hasQueuedThread(Thread thread) {
    throw Refused.call("ReentrantLock.hasQueuedThread");
  }

  public final int getQueueLength() {
    Strand me = me();
    me.execution.point(me, monitor);
    int queued = monitor.queued(me);
    me.did(queued);
    return queued;
  }

  public boolean hasWaiters(Condition condition) {
    return getWaitQueueLength(condition) > 0;
  }

  public int getWaitQueueLength(Condition condition) {
    if (!monitor.heldBy(me())) throw new IllegalMonitorStateException();
    return monitor.waiting(condition);
  }

  protected Thread getOwner() {
    throw Refused.call("ReentrantLock.getOwner");
  }

  protected Collection<Thread> getQueuedThreads() {
    throw Refused.call("ReentrantLock.getQueuedThreads");
  }

  protected Collection<Thread> getWaitingThreads(Condition condition) {
    throw Refused.call("ReentrantLock.getWaitingThreads");
  }

  public int getHoldCount() {
    return monitor.depth(me());
  }

  public final boolean isFair() {
    return fair;
  }

  /** A condition of this lock. */
  private final class OnMonitor implements Condition {
    @Override public void await() throws InterruptedException {
      monitor.await(me(), this, false, true);
    }

    @Override public void awaitUninterruptibly() {
      try {
        monitor.await(me(), this, false, false);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override public long awaitNanos(long nanos) throws InterruptedException {
      return nanos <= 0 || monitor.await(me(), this, true, true) ? 0 : Math.max(1, nanos / 2);
    }

    @Override public boolean await(long time, TimeUnit unit) throws InterruptedException {
      return time > 0 && !monitor.await(me(), this, true, true);
    }

    @Override public boolean awaitUntil(java.util.Date deadline) throws InterruptedException {
      return !monitor.await(me(), this, true, true);
    }

    @Override public void signal() {
      monitor.signal(me(), this, false);
    }

    @Override public void signalAll() {
      monitor.signal(me(), this, true);
    }
  }
}
