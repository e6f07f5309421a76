package lockstep.interleave.model;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;
import lockstep.interleave.schedule.Wait;

/**
 * Models {@link java.util.concurrent.locks.ReentrantReadWriteLock}. A write unlock happens before every later lock; a read unlock before every later write lock, and
 * not before a later read lock.
 */
public class ReentrantReadWriteLock implements ReadWriteLock {
  private final Map<Strand, Integer> readers = new HashMap<>();
  private Strand writer;
  private int depth;
  private Message writes;
  private Message reads;
  private long writeHistory;
  private long readHistory;
  private final ReadLock readLock = new ReadLock();
  private final WriteLock writeLock = new WriteLock();

  public ReentrantReadWriteLock() {}

  public ReentrantReadWriteLock(boolean fair) {
    this();
  }

  @Override public ReadLock readLock() {
    return readLock;
  }

  @Override public WriteLock writeLock() {
    return writeLock;
  }

  public boolean isWriteLockedByCurrentThread() {
    return writer == me();
  }

  private static Strand me() {
    Strand me = Strand.current();
    if (me == null) throw new Unsupported("A lock of the program is used outside of an execution.");
    return me;
  }

  /** What both halves share: how to wait. */
  private abstract class Half implements Lock {
    abstract boolean free(Strand me);

    abstract void take(Strand me);

    abstract String name();

    private Wait.End acquire(boolean timed, boolean interruptible) throws InterruptedException {
      Strand me = me();
      me.execution.point(me, this);
      while (!free(me)) {
        if (interruptible && me.interrupted) throw Threads.interrupted(me);
        Wait.End end = me.execution.await(me, new Wait(name(), null, () -> free(me) || interruptible && me.interrupted, timed, false));
        if (end == Wait.End.TIMEOUT) {
          me.did(9);
          return end;
        }
      }
      take(me);
      log(me, null);
      return Wait.End.READY;
    }

    void log(Strand me, String result) {
      if (me.execution.recorder != null) me.execution.recorder.call(me, ReentrantReadWriteLock.this, name(), "", result, null);
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
      me.execution.point(me, this);
      boolean free = free(me);
      if (free) take(me);
      else me.did(writeHistory + readHistory);
      log(me, String.valueOf(free));
      return free;
    }

    @Override public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
      return acquire(true, true) == Wait.End.READY;
    }

    @Override public Condition newCondition() {
      throw new Unsupported("interleave does not handle conditions of a ReentrantReadWriteLock.");
    }
  }

  /** The half that many may hold. */
  public class ReadLock extends Half {
    @Override boolean free(Strand me) {
      return writer == null || writer == me;
    }

    @Override void take(Strand me) {
      readers.merge(me, 1, Integer::sum);
      me.view.learn(writes);
      me.did(writeHistory);
    }

    @Override String name() {
      return "readLock";
    }

    @Override public void unlock() {
      Strand me = me();
      me.execution.live();
      me.execution.halting(me);
      if (!readers.containsKey(me)) throw new IllegalMonitorStateException("attempt to unlock read lock, not locked by current thread");
      readers.computeIfPresent(me, (s, n) -> n == 1 ? null : n - 1);
      reads = Message.join(reads, me.view.publish());
      readHistory += me.did(10);
      me.execution.changed(me);
      log(me, null);
    }
  }

  /** The half that one alone may hold. */
  public class WriteLock extends Half {
    @Override boolean free(Strand me) {
      return writer == me || writer == null && readers.isEmpty();
    }

    @Override void take(Strand me) {
      writer = me;
      depth++;
      me.view.learn(writes);
      me.view.learn(reads);
      me.did(writeHistory + readHistory);
    }

    @Override String name() {
      return "writeLock";
    }

    @Override public void unlock() {
      Strand me = me();
      me.execution.live();
      me.execution.halting(me);
      if (writer != me) throw new IllegalMonitorStateException();
      if (--depth == 0) {
        writer = null;
        writes = Message.join(writes, me.view.publish());
        writeHistory = me.did(writeHistory);
        me.execution.changed(me);
      }
      log(me, null);
    }

    public boolean isHeldByCurrentThread() {
      return writer == me();
    }
  }
}
