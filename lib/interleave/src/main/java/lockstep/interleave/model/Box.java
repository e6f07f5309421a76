package lockstep.interleave.model;

import java.util.function.BooleanSupplier;
import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/**
 * A thread-safe library object from outside: each call is one step. What a thread did before it changed the object happens before what another one
 * does after it looked at it, as java.util.concurrent documents of its collections and synchronizers.
 *
 * <p>Outside of an execution, as in an invariant or in a sequential specification, the calls have no order to keep: there the thread is null.
 */
final class Box {
  /** A wait that does not end by itself. */
  static final long FOREVER = Long.MAX_VALUE;

  private Message released;
  private long history;

  /** {@code me} is about to look at the object. */
  static Box point(Strand me, Object object) {
    if (me == null) return new Box();
    Box box = me.execution.attached(object, o -> new Box());
    me.execution.point(me, box);
    return box;
  }

  static Box of(Strand me, Object object) {
    return me.execution.attached(object, o -> new Box());
  }

  /** {@code me} looked at it. */
  void looked(Strand me) {
    if (me == null) return;
    me.view.learn(released);
    me.did(history);
  }

  /** {@code me} saw what state it is in, which orders nothing: as in a {@code tryAcquire} that fails. */
  void saw(Strand me) {
    if (me != null) me.did(history);
  }

  /** {@code me} changed it. */
  void changed(Strand me) {
    if (me == null) return;
    released = Message.join(released, me.view.publish());
    history = me.did(history);
    me.execution.changed(me);
  }

  /**
   * Waits until {@code ready}; false if {@code nanos} ran out first.
   *
   * @param what what is waited for, in words
   * @param nanos at most 0 is no wait at all, {@link #FOREVER} has no end; any other time may run out whenever the schedule says so
   */
  static boolean await(Strand me, String what, BooleanSupplier ready, long nanos, boolean interruptible) throws InterruptedException {
    if (me == null) {
      if (ready.getAsBoolean()) return true;
      throw Refused.call("waiting for " + what + " outside of a thread of the scenario");
    }
    if (interruptible && me.interrupted) throw Threads.interrupted(me);
    while (!ready.getAsBoolean()) {
      if (nanos <= 0) return late(me);
      Wait.End end = me.execution.await(me, new Wait(what, () -> ready.getAsBoolean() || interruptible && me.interrupted, nanos != FOREVER, false));
      if (ready.getAsBoolean()) break;
      if (interruptible && me.interrupted) throw Threads.interrupted(me);
      if (end == Wait.End.TIMEOUT) return late(me);
    }
    return true;
  }

  private static boolean late(Strand me) {
    me.did(12);
    return false;
  }

  /** The same for those who do not listen to interrupts. */
  static void await(Strand me, String what, BooleanSupplier ready) {
    try {
      await(me, what, ready, FOREVER, false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the call down, if this run is to be shown. */
  static void log(Strand me, Object on, String subject, Object arguments, Object result) {
    if (me != null && me.execution.recorder != null) {
      me.execution.recorder.call(me, on, subject, arguments == null ? "" : String.valueOf(arguments), result == null ? null : String.valueOf(result), null);
    }
  }

  /** A value as the report shows it. */
  static String show(Strand me, Object value) {
    return me == null || me.execution.recorder == null ? "" : me.execution.recorder.show(value);
  }
}
