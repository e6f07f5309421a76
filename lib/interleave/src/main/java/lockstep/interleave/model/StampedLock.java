package lockstep.interleave.model;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import lockstep.interleave.memory.DataRace;
import lockstep.interleave.memory.Location;
import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.util.concurrent.locks.StampedLock}. Locks order as a {@link ReentrantReadWriteLock} does; a stamp
 * for optimistic reading orders what the last write
 * unlock released. What is read between {@code tryOptimisticRead} and {@code validate} may race: a stamp that is no
 * longer valid forgives it, one that is valid, or never asked
 * about, does not. A stamp of 0 was never valid: trying again, or taking the lock, is answer enough to it.
 */
public class StampedLock implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private static final long WRITING = 128;
  private static final long READERS = 127;

  /** How often it was write-locked and unlocked, in steps of 128: odd while it is write-locked. */
  private long version = 256;
  private int readers;
  private Message writes;
  private Message reads;
  private long history;

  public StampedLock() {}

  private static Strand me() {
    Strand me = Strand.current();
    if (me == null) throw Refused.call("a StampedLock outside of a thread of the scenario");
    return me;
  }

  private Strand point() {
    Strand me = me();
    me.execution.point(me, this);
    return me;
  }

  /** A point of somebody who does not wait for the lock, and so may notice that it is busy. */
  private Strand look() {
    Strand me = point();
    me.execution.looksWhetherBusy(me);
    return me;
  }

  /** Before a lock is given back. */
  private void unlocking(Strand me) {
    if (!me.execution.unlocking(me, this)) me.execution.halting(me);
  }

  // ---- locking ----

  private boolean writing() {
    return (version & WRITING) != 0;
  }

  private boolean free() {
    return !writing() && readers == 0;
  }

  private long takeWrite(Strand me, String subject) {
    forget(me);
    version += WRITING;
    me.view.learn(writes);
    me.view.learn(reads);
    history = me.did(history);
    Box.log(me, this, subject, null, version);
    return version;
  }

  private long takeRead(Strand me) {
    forget(me);
    if (readers >= READERS) throw Refused.call("so many readers of a StampedLock");
    readers++;
    me.view.learn(writes);
    me.did(history);
    Box.log(me, this, "lock", null, version + readers);
    return version + readers;
  }

  private long failed(Strand me) {
    me.did(~history);
    Box.log(me, this, "lock", null, 0);
    return 0;
  }

  public long writeLock() {
    Strand me = point();
    Box.await(me, "the write lock of a StampedLock", this::free);
    return takeWrite(me, "lock");
  }

  public long tryWriteLock() {
    Strand me = look();
    return free() ? takeWrite(me, "lock") : failed(me);
  }

  public long tryWriteLock(long time, TimeUnit unit) throws InterruptedException {
    Strand me = look();
    return Box.await(me, "the write lock of a StampedLock", this::free, unit.toNanos(time), true)
        ? takeWrite(me, "lock") : failed(me);
  }

  public long writeLockInterruptibly() throws InterruptedException {
    Strand me = point();
    Box.await(me, "the write lock of a StampedLock", this::free, Box.FOREVER, true);
    return takeWrite(me, "lock");
  }

  public long readLock() {
    Strand me = point();
    Box.await(me, "the read lock of a StampedLock", () -> !writing());
    return takeRead(me);
  }

  public long tryReadLock() {
    Strand me = look();
    return writing() ? failed(me) : takeRead(me);
  }

  public long tryReadLock(long time, TimeUnit unit) throws InterruptedException {
    Strand me = look();
    return Box.await(me, "the read lock of a StampedLock", () -> !writing(), unit.toNanos(time), true) ? takeRead(me)
        : failed(me);
  }

  public long readLockInterruptibly() throws InterruptedException {
    Strand me = point();
    Box.await(me, "the read lock of a StampedLock", () -> !writing(), Box.FOREVER, true);
    return takeRead(me);
  }

  public void unlockWrite(long stamp) {
    Strand me = me();
    me.execution.live();
    if (stamp != version || !writing()) throw new IllegalMonitorStateException();
    unlocking(me);
    releaseWrite(me);
  }

  private void releaseWrite(Strand me) {
    version += WRITING;
    writes = Message.join(writes, me.view.publish());
    history = me.did(history);
    me.execution.changed(me);
    Box.log(me, this, "lock", null, null);
  }

  public void unlockRead(long stamp) {
    Strand me = me();
    me.execution.live();
    boolean mine = (stamp & READERS) != 0 && (stamp & ~READERS) == version && readers > 0;
    if (!mine) throw new IllegalMonitorStateException();
    unlocking(me);
    releaseRead(me);
  }

  private void releaseRead(Strand me) {
    readers--;
    reads = Message.join(reads, me.view.publish());
    history += me.did(10);
    me.execution.changed(me);
    Box.log(me, this, "lock", null, null);
  }

  public void unlock(long stamp) {
    if ((stamp & WRITING) != 0) unlockWrite(stamp);
    else unlockRead(stamp);
  }

  public boolean tryUnlockWrite() {
    Strand me = look();
    if (!writing()) return false;
    releaseWrite(me);
    return true;
  }

  public boolean tryUnlockRead() {
    Strand me = look();
    if (readers == 0) return false;
    releaseRead(me);
    return true;
  }

  // ---- optimistic reading ----

  /** The optimistic reading of a thread: what it has read by a race so far. */
  private static final class Optimism {
    /** Did it begin with a stamp of 0, as a writer was inside? */
    final boolean hopeless;
    DataRace race;
    Location place;

    Optimism(boolean hopeless) {
      this.hopeless = hopeless;
    }
  }

  /** Begins anew, or takes the lock after all: what was read on a stamp of 0 is not used. */
  private static void forget(Strand me) {
    if (optimistic(me) && me.locals.get(Optimism.class) instanceof Optimism optimism && optimism.hopeless) me.locals.remove(Optimism.class);
  }

  public long tryOptimisticRead() {
    Strand me = look();
    forget(me);
    settle(me, me);
    me.locals.put(Optimism.class, new Optimism(writing()));
    if (writing()) return failed(me);
    me.view.learn(writes);
    me.did(history);
    Box.log(me, this, "lock", null, version);
    return version;
  }

  public boolean validate(long stamp) {
    Strand me = point();
    boolean valid = stamp != 0 && (stamp & ~READERS) == version;
    me.did(history + version);
    Box.log(me, this, "lock", stamp, valid);
    if (valid) settle(me, me);
    me.locals.remove(Optimism.class);
    return valid;
  }

  /** Is the thread reading optimistically? */
  public static boolean optimistic(Strand reader) {
    return !reader.locals.isEmpty() && reader.locals.containsKey(Optimism.class);
  }

  /** Then a writer may come between any two of its loads. */
  public static void point(Strand reader, Location place) {
    reader.execution.point(reader, place);
    long others = 0;
    for (Strand s : reader.execution.strands()) others = others * 31 + s.history;
    reader.did(others);
  }

  /** If it is, it may yet turn out that it does not use what it read. */
  public static boolean forgives(Strand reader, DataRace race, Location place) {
    if (!optimistic(reader) || !(reader.locals.get(Optimism.class) instanceof Optimism optimism)) return false;
    if (optimism.race == null) {
      optimism.race = race;
      optimism.place = place;
    }
    return true;
  }

  /** What {@code reader} has read by a race and never validated is a data race after all. */
  public static void settle(Strand me, Strand reader) {
    if (!optimistic(reader) || !(reader.locals.get(Optimism.class) instanceof Optimism optimism)) return;
    reader.locals.remove(Optimism.class);
    if (optimism.race != null) throw me.execution.race(reader, optimism.race, optimism.place);
  }

  // ---- from one mode to another ----

  public long tryConvertToWriteLock(long stamp) {
    Strand me = look();
    if ((stamp & ~READERS) != version) return failed(me);
    if ((stamp & WRITING) != 0) return stamp;
    boolean reading = (stamp & READERS) != 0;
    if (reading ? readers != 1 : readers != 0) return failed(me);
    if (reading) readers = 0;
    return takeWrite(me, "lock");
  }

  public long tryConvertToReadLock(long stamp) {
    Strand me = point();
    if ((stamp & ~READERS) != version) return failed(me);
    if ((stamp & READERS) != 0) return stamp;
    if (writing()) releaseWrite(me);
    return takeRead(me);
  }

  public long tryConvertToOptimisticRead(long stamp) {
    Strand me = point();
    if ((stamp & ~READERS) != version) return failed(me);
    if (writing()) releaseWrite(me);
    else if ((stamp & READERS) != 0) releaseRead(me);
    settle(me, me);
    me.locals.put(Optimism.class, new Optimism(false));
    return version;
  }

  // ---- looking at it, which orders nothing ----

  public boolean isWriteLocked() {
    look().did(history + version + readers);
    return writing();
  }

  public boolean isReadLocked() {
    return getReadLockCount() > 0;
  }

  public int getReadLockCount() {
    look().did(history + version + readers);
    return readers;
  }

  public static boolean isWriteLockStamp(long stamp) {
    return (stamp & (WRITING | READERS)) == WRITING;
  }

  public static boolean isReadLockStamp(long stamp) {
    return (stamp & READERS) != 0;
  }

  public static boolean isLockStamp(long stamp) {
    return (stamp & (WRITING | READERS)) != 0;
  }

  public static boolean isOptimisticReadStamp(long stamp) {
    return stamp != 0 && (stamp & (WRITING | READERS)) == 0;
  }

  // ---- as locks of the usual kind ----

  private final class AsLock implements Lock {
    private final boolean write;

    AsLock(boolean write) {
      this.write = write;
    }

    @Override public void lock() {
      if (write) writeLock();
      else readLock();
    }

    @Override public void lockInterruptibly() throws InterruptedException {
      if (write) writeLockInterruptibly();
      else readLockInterruptibly();
    }

    @Override public boolean tryLock() {
      return (write ? tryWriteLock() : tryReadLock()) != 0;
    }

    @Override public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
      return (write ? tryWriteLock(time, unit) : tryReadLock(time, unit)) != 0;
    }

    @Override public void unlock() {
      Strand me = me();
      me.execution.live();
      if (write ? !writing() : readers == 0) throw new IllegalMonitorStateException();
      unlocking(me);
      if (write) releaseWrite(me);
      else releaseRead(me);
    }

    @Override public Condition newCondition() {
      throw new UnsupportedOperationException();
    }
  }

  public Lock asReadLock() {
    return new AsLock(false);
  }

  public Lock asWriteLock() {
    return new AsLock(true);
  }

  public ReadWriteLock asReadWriteLock() {
    return new ReadWriteLock() {
      @Override public Lock readLock() {
        return asReadLock();
      }

      @Override public Lock writeLock() {
        return asWriteLock();
      }
    };
  }
}
