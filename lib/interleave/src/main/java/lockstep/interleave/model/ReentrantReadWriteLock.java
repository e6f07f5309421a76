package lockstep.interleave.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/**
 * Models {@link java.util.concurrent.locks.ReentrantReadWriteLock}. A write unlock happens before every later lock; a read unlock before every later write lock, and
 * not before a later read lock. Who of those who wait gets it next is left open.
 */
public class ReentrantReadWriteLock implements ReadWriteLock, java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Map<Strand, Integer> readers = new HashMap<>();
  private final boolean fair;
  private Strand writer;
  private int depth;
  private int queued;
  private Message writes;
  private Message reads;
  private long writeHistory;
  private long readHistory;
  private final ReadLock readLock = new ReadLock(this);
  private final WriteLock writeLock = new WriteLock(this);
  private final List<Waiter> waiters = new ArrayList<>();

  /** Somebody in {@code await}. */
  private static final class Waiter {
    final Condition condition;
    boolean signalled;

    Waiter(Condition condition) {
      this.condition = condition;
    }
  }

  public ReentrantReadWriteLock() {
    this(false);
  }

  public ReentrantReadWriteLock(boolean fair) {
    this.fair = fair;
  }

  @Override public ReadLock readLock() {
    return readLock;
  }

  @Override public WriteLock writeLock() {
    return writeLock;
  }

  private static Strand me() {
    Strand me = Strand.current();
    if (me == null) throw Refused.call("a ReentrantReadWriteLock outside of a thread of the scenario");
    return me;
  }

  // ---- looking at it, which orders nothing ----

  private Strand look() {
    Strand me = me();
    me.execution.point(me, this);
    me.execution.looksWhetherBusy(me);
    me.did(writeHistory + readHistory + 31L * readers.size() + queued + depth);
    return me;
  }

  public final boolean isFair() {
    return fair;
  }

  public boolean isWriteLocked() {
    look();
    return writer != null;
  }

  public boolean isWriteLockedByCurrentThread() {
    return writer == me();
  }

  public int getReadLockCount() {
    look();
    return readers.values().stream().mapToInt(n -> n).sum();
  }

  public int getReadHoldCount() {
    return readers.getOrDefault(me(), 0);
  }

  public int getWriteHoldCount() {
    return writer == me() ? depth : 0;
  }

  public final boolean hasQueuedThreads() {
    return getQueueLength() > 0;
  }

  public final int getQueueLength() {
    look();
    return queued;
  }

  public final boolean hasQueuedThread(Thread thread) {
    throw Refused.call("ReentrantReadWriteLock.hasQueuedThread");
  }

  public boolean hasWaiters(Condition condition) {
    return getWaitQueueLength(condition) > 0;
  }

  public int getWaitQueueLength(Condition condition) {
    if (writer != me()) throw new IllegalMonitorStateException();
    return (int) waiters.stream().filter(w -> w.condition == condition && !w.signalled).count();
  }

  protected Thread getOwner() {
    throw Refused.call("ReentrantReadWriteLock.getOwner");
  }

  protected Collection<Thread> getQueuedThreads() {
    throw Refused.call("ReentrantReadWriteLock.getQueuedThreads");
  }

  protected Collection<Thread> getQueuedReaderThreads() {
    throw Refused.call("ReentrantReadWriteLock.getQueuedReaderThreads");
  }

  protected Collection<Thread> getQueuedWriterThreads() {
    throw Refused.call("ReentrantReadWriteLock.getQueuedWriterThreads");
  }

  protected Collection<Thread> getWaitingThreads(Condition condition) {
    throw Refused.call("ReentrantReadWriteLock.getWaitingThreads");
  }

  // ---- the two halves ----

  /** What both halves share: how to wait. */
  private abstract static class Half implements Lock, java.io.Serializable {
    private static final long serialVersionUID = 1L;
    final ReentrantReadWriteLock both;

    Half(ReentrantReadWriteLock both) {
      this.both = both;
    }

    abstract boolean free(Strand me);

    abstract void take(Strand me);

    abstract String name();

    Wait.End acquire(boolean timed, boolean interruptible) throws InterruptedException {
      Strand me = me();
      me.execution.point(me, both);
      if (timed) me.execution.looksWhetherBusy(me);
      if (interruptible && me.interrupted) throw Threads.interrupted(me);
      while (!free(me)) {
        both.queued++;
        Wait.End end = me.execution.await(me, new Wait("the " + name() + holders(), () -> free(me) || interruptible && me.interrupted, timed, false));
        both.queued--;
        if (interruptible && me.interrupted) throw Threads.interrupted(me);
        if (end == Wait.End.TIMEOUT) {
          me.did(9);
          return end;
        }
      }
      take(me);
      log(me, null);
      return Wait.End.READY;
    }

    private String holders() {
      if (both.writer != null) return ", write-locked by " + both.writer.name;
      return both.readers.isEmpty() ? "" : ", read-locked by " + String.join(", ", both.readers.keySet().stream().map(s -> s.name).sorted().toList());
    }

    void log(Strand me, Object result) {
      Box.log(me, both, name(), null, result);
    }

    @Override public void lock() {
      try {
        acquire(false, false);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override public void lockInterruptibly() throws InterruptedException {
      acquire(false, true);
    }

    @Override public boolean tryLock() {
      Strand me = me();
      me.execution.point(me, both);
      me.execution.looksWhetherBusy(me);
      boolean free = free(me);
      if (free) take(me);
      else me.did(~(both.writeHistory + both.readHistory));
      log(me, free);
      return free;
    }

    @Override public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
      return time <= 0 ? tryLock() : acquire(true, true) == Wait.End.READY;
    }
  }

  /** The half that many may hold. */
  public static class ReadLock extends Half {
    protected ReadLock(ReentrantReadWriteLock lock) {
      super(lock);
    }

    @Override boolean free(Strand me) {
      return both.writer == null || both.writer == me;
    }

    @Override void take(Strand me) {
      both.readers.merge(me, 1, Integer::sum);
      me.view.learn(both.writes);
      me.did(both.writeHistory);
    }

    @Override String name() {
      return "readLock";
    }

    @Override public void unlock() {
      Strand me = me();
      me.execution.live();
      if (!both.readers.containsKey(me)) throw new IllegalMonitorStateException("attempt to unlock read lock, not locked by current thread");
      if (!me.execution.unlocking(me, this)) me.execution.halting(me);
      both.readers.computeIfPresent(me, (s, n) -> n == 1 ? null : n - 1);
      both.reads = Message.join(both.reads, me.view.publish());
      both.readHistory += me.did(10);
      me.execution.changed(me);
      log(me, null);
    }

    @Override public Condition newCondition() {
      throw new UnsupportedOperationException();
    }
  }

  /** The half that one alone may hold. */
  public static class WriteLock extends Half {
    protected WriteLock(ReentrantReadWriteLock lock) {
      super(lock);
    }

    @Override boolean free(Strand me) {
      return both.writer == me || both.writer == null && both.readers.isEmpty();
    }

    @Override void take(Strand me) {
      both.writer = me;
      both.depth++;
      me.view.learn(both.writes);
      me.view.learn(both.reads);
      me.did(both.writeHistory + both.readHistory);
    }

    @Override String name() {
      return "writeLock";
    }

    @Override public void unlock() {
      Strand me = me();
      me.execution.live();
      if (both.writer != me) throw new IllegalMonitorStateException();
      if (both.depth > 1 || !me.execution.unlocking(me, this)) me.execution.halting(me);
      if (--both.depth == 0) release(me);
      log(me, null);
    }

    private void release(Strand me) {
      both.depth = 0;
      both.writer = null;
      both.writes = Message.join(both.writes, me.view.publish());
      both.writeHistory = me.did(both.writeHistory);
      me.execution.changed(me);
    }

    public boolean isHeldByCurrentThread() {
      return both.writer == me();
    }

    public int getHoldCount() {
      return both.getWriteHoldCount();
    }

    @Override public Condition newCondition() {
      return new OnWriteLock();
    }

    /** A condition of the writing half. */
    private final class OnWriteLock implements Condition {
      private boolean await(boolean timed, boolean interruptible) throws InterruptedException {
        Strand me = me();
        if (both.writer != me) throw new IllegalMonitorStateException();
        if (interruptible && me.interrupted) throw Threads.interrupted(me);
        me.execution.unlocking(me, both);
        Waiter waiter = new Waiter(this);
        both.waiters.add(waiter);
        int held = both.depth;
        release(me);
        Wait.End end = me.execution.await(me, new Wait("a signal on the writeLock", () -> waiter.signalled || interruptible && me.interrupted, timed, true));
        boolean interrupted = interruptible && me.interrupted && !waiter.signalled;
        both.waiters.remove(waiter);
        me.did(end.ordinal());
        while (!free(me)) me.execution.await(me, Wait.until("the writeLock", () -> free(me)));
        take(me);
        both.depth = held;
        log(me, interrupted ? "interrupted" : end == Wait.End.SPURIOUS ? "wakes up for no reason, as it may" : end == Wait.End.TIMEOUT ? "time-out" : "wakes up");
        if (interrupted) throw Threads.interrupted(me);
        return end == Wait.End.TIMEOUT;
      }

      @Override public void await() throws InterruptedException {
        await(false, true);
      }

      @Override public void awaitUninterruptibly() {
        try {
          await(false, false);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }

      @Override public long awaitNanos(long nanos) throws InterruptedException {
        return nanos <= 0 || await(true, true) ? 0 : Math.max(1, nanos / 2);
      }

      @Override public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return time > 0 && !await(true, true);
      }

      @Override public boolean awaitUntil(java.util.Date deadline) throws InterruptedException {
        return !await(true, true);
      }

      @Override public void signal() {
        signal(false);
      }

      @Override public void signalAll() {
        signal(true);
      }

      private void signal(boolean all) {
        Strand me = me();
        me.execution.point(me, both);
        if (both.writer != me) throw new IllegalMonitorStateException();
        List<Waiter> waiting = both.waiters.stream().filter(w -> w.condition == this && !w.signalled).toList();
        if (!waiting.isEmpty()) {
          if (all) waiting.forEach(w -> w.signalled = true);
          else waiting.get(me.execution.any(me, waiting.size())).signalled = true;
          me.execution.changed(me);
        }
        both.writeHistory = me.did(both.writeHistory);
        log(me, null);
      }
    }
  }
}
