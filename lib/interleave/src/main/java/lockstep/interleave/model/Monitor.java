package lockstep.interleave.model;

import java.util.ArrayList;
import java.util.List;
import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/**
 * A lock that a thread may take several times, with waiting on conditions: what {@code synchronized} and ReentrantLock share. Each unlock happens before
 * every later lock (JLS 17.4.4).
 */
final class Monitor {
  private final String name;
  /** May others look whether it is held, without waiting for it? */
  private final boolean canBeTried;
  private Strand owner;
  private int depth;
  private int queued;
  private Message released;
  private long history;
  private int newsAtTake;
  private int storesAtTake;
  private boolean seenHeld;
  private final List<Waiter> waiters = new ArrayList<>();

  /** Somebody in {@code wait} or {@code await}. */
  private static final class Waiter {
    final Object condition;
    boolean signalled;

    Waiter(Object condition) {
      this.condition = condition;
    }
  }

  Monitor(String name, boolean canBeTried) {
    this.name = name;
    this.canBeTried = canBeTried;
  }

  boolean heldBy(Strand me) {
    return owner == me;
  }

  /** Says whether it is free to somebody who only looks. */
  boolean free(Strand me) {
    me.execution.looksWhetherBusy(me);
    seenHeld |= owner != null;
    return owner == null;
  }

  int depth(Strand me) {
    return owner == me ? depth : 0;
  }

  /** How many wait on the condition. */
  int waiting(Object condition) {
    return (int) waiters.stream().filter(w -> w.condition == condition && !w.signalled).count();
  }

  /** How many wait for the lock. */
  int queued(Strand me) {
    me.execution.looksWhetherBusy(me);
    seenHeld = true;
    return queued;
  }

  void enter(Strand me) {
    me.execution.point(me, this);
    while (owner != null && owner != me) queue(me, false, false);
    take(me, 1);
    log(me, "");
  }

  private String what(Strand me) {
    return name + (owner == null ? "" : ", held by " + owner.name);
  }

  /** Takes it if nobody else has it. */
  boolean tryEnter(Strand me) {
    me.execution.point(me, this);
    me.execution.looksWhetherBusy(me);
    boolean free = owner == null || owner == me;
    if (free) take(me, 1);
    else me.did(history + 1);
    seenHeld |= !free;
    return free;
  }

  /** Waits for it, until interrupted or too late. */
  Wait.End enter(Strand me, boolean timed, boolean interruptible) throws InterruptedException {
    me.execution.point(me, this);
    if (timed) me.execution.looksWhetherBusy(me);
    while (owner != null && owner != me) {
      if (interruptible && me.interrupted) throw Threads.interrupted(me);
      Wait.End end = queue(me, timed, interruptible);
      if (end == Wait.End.TIMEOUT) {
        me.did(history + 2);
        seenHeld |= owner != null;
        return end;
      }
    }
    if (interruptible && me.interrupted) throw Threads.interrupted(me);
    take(me, 1);
    return Wait.End.READY;
  }

  private Wait.End queue(Strand me, boolean timed, boolean interruptible) {
    queued++;
    Wait.End end = me.execution.await(me, new Wait(what(me), () -> owner == null || interruptible && me.interrupted, timed, false));
    queued--;
    return end;
  }

  private void take(Strand me, int times) {
    if (owner == null) {
      newsAtTake = me.execution.news();
      storesAtTake = me.view.plainStores();
      seenHeld = false;
    }
    owner = me;
    depth += times;
    me.view.learn(released);
    history = me.did(history);
  }

  void exit(Strand me) {
    check(me);
    boolean step = canBeTried && depth == 1 && me.execution.unlocking(me, this);
    if (!step) me.execution.halting(me);
    if (--depth == 0) release(me);
    log(me, "");
  }

  private void check(Strand me) {
    if (owner != me) throw new IllegalMonitorStateException(name + " is not held by " + me.name);
  }

  private void release(Strand me) {
    depth = 0;
    owner = null;
    released = me.view.publish();
    history = me.did(history);
    // Who only looked at something inside, and was not seen there by anybody who will look again, leaves no news behind. (Who is blocked
    // needs none.) Else threads that look in turn, each under the lock, would keep each other going round.
    boolean looked = me.execution.news() == newsAtTake && me.view.plainStores() == storesAtTake;
    if (seenHeld || !looked) me.execution.changed(me);
  }

  /** Gives the lock up, waits for a signal, takes it again. True if the time ran out. */
  boolean await(Strand me, Object condition, boolean timed, boolean interruptible) throws InterruptedException {
    check(me);
    if (interruptible && me.interrupted) throw Threads.interrupted(me);
    if (canBeTried) me.execution.unlocking(me, this);
    Waiter waiter = new Waiter(condition);
    waiters.add(waiter);
    int held = depth;
    release(me);
    Wait.End end = me.execution.await(me, new Wait("a signal on " + name, () -> waiter.signalled || interruptible && me.interrupted, timed, true));
    boolean interrupted = interruptible && me.interrupted && !waiter.signalled;
    waiters.remove(waiter);
    me.did(end.ordinal());
    while (owner != null) queue(me, false, false);
    take(me, held);
    if (me.execution.recorder != null) {
      me.execution.recorder.call(me, this, name, "", interrupted ? "interrupted" : "wakes up", end == Wait.End.SPURIOUS ? "wakes up for no reason, as it may"
          : end == Wait.End.TIMEOUT ? "time-out" : null);
    }
    if (interrupted) throw Threads.interrupted(me);
    return end == Wait.End.TIMEOUT;
  }

  /** Wakes one of those who wait on the condition, or all. Java leaves open which one. */
  void signal(Strand me, Object condition, boolean all) {
    Execution x = me.execution;
    x.point(me, this);
    check(me);
    List<Waiter> waiting = new ArrayList<>();
    for (Waiter w : waiters) if (w.condition == condition && !w.signalled) waiting.add(w);
    if (!waiting.isEmpty()) {
      if (all) for (Waiter w : waiting) w.signalled = true;
      else waiting.get(x.any(me, waiting.size())).signalled = true;
      x.changed(me);
    }
    history = me.did(history);
    log(me, waiting.isEmpty() ? "nobody waits" : null);
  }

  private void log(Strand me, String note) {
    if (me.execution.recorder != null) me.execution.recorder.call(me, this, name, "", null, note == null || note.isEmpty() ? null : note);
  }
}
