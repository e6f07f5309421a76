package lockstep.interleave.model;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/** Models {@link Thread}: start and join with their happens-before, interrupts, sleep and yield. */
public final class Threads {
  private static final Object IDS = new Object();

  private Threads() {}

  public static void start(Thread thread) {
    Strand me = Strand.current();
    if (me == null) {
      thread.start();
      return;
    }
    if (me.execution.strand(thread) != null) throw new IllegalThreadStateException();
    String given = thread.getName();
    String name = given.isEmpty() || given.startsWith("Thread-") && given.matches("Thread-\\d+") ? "T" + me.execution.strands().size() : given;
    if (!name.equals(given)) thread.setName(name); // the same in every execution
    start(me, thread, name);
    if (me.execution.recorder != null) me.execution.recorder.call(me, thread, name, "", null, null);
  }

  static Strand start(Strand me, Thread thread, String name) {
    return me.execution.start(me, thread, name, () -> {
      try {
        thread.run();
      } catch (Exception e) {
        Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
        if (handler == null || handler instanceof ThreadGroup) throw e;
        handler.uncaughtException(thread, e);
      }
    });
  }

  public static void join(Thread thread) throws InterruptedException {
    join(thread, false);
  }

  public static void join(Thread thread, long millis) throws InterruptedException {
    join(thread, millis > 0);
  }

  public static void join(Thread thread, long millis, int nanos) throws InterruptedException {
    join(thread, millis > 0 || nanos > 0);
  }

  private static void join(Thread thread, boolean timed) throws InterruptedException {
    Strand me = Strand.current();
    if (me == null) {
      thread.join();
      return;
    }
    Strand other = me.execution.strand(thread);
    if (other == null) return; // not started
    join(me, other, timed, true);
    if (me.execution.recorder != null) me.execution.recorder.call(me, thread, other.name, "", null, null);
  }

  /** Waits for the end of another thread; everything it did happened before what follows. */
  public static void join(Strand me, Strand other, boolean timed, boolean interruptible) throws InterruptedException {
    me.execution.live();
    if (interruptible && me.interrupted) throw interrupted(me);
    if (!other.done()) {
      me.execution.await(me, Wait.end(List.of(other), () -> other.done() || interruptible && me.interrupted, timed));
      if (!other.done() && me.interrupted && interruptible) throw interrupted(me);
    }
    if (other.done()) joined(me, other);
    else me.did(4);
  }

  private static void joined(Strand me, Strand other) {
    me.view.learn(other.endMessage);
    me.did(other.history);
    StampedLock.settle(me, other);
  }

  /** Starts all {@code threads} and waits for the last of them to end. An interrupt is noticed only then. */
  public static void together(Strand me, List<Thread> threads) throws InterruptedException {
    me.hosts = true;
    for (Thread thread : threads) {
      me.site = -1;
      start(thread);
    }
    me.site = -1;
    List<Strand> others = threads.stream().map(me.execution::strand).toList();
    me.execution.await(me, Wait.end(others, () -> allDone(others), false));
    me.hosts = false;
    for (Strand other : others) {
      joined(me, other);
      if (me.execution.recorder != null) me.execution.recorder.call(me, other.thread, other.name, "", null, null);
    }
    if (me.interrupted) throw interrupted(me);
  }

  private static boolean allDone(List<Strand> strands) {
    for (int i = 0; i < strands.size(); i++) if (!strands.get(i).done()) return false;
    return true;
  }

  public static boolean join(Thread thread, java.time.Duration duration) throws InterruptedException {
    Strand me = Strand.current();
    Strand other = me == null ? null : me.execution.strand(thread);
    if (other == null) throw new IllegalThreadStateException("Thread not started");
    if (!duration.isNegative() && !duration.isZero()) join(thread, true);
    return !isAlive(thread);
  }

  /** A number that is the same in every execution, as the real one is not. */
  public static long getId(Thread thread) {
    Strand me = Strand.current();
    if (me == null) return thread.getId();
    Map<Thread, Long> ids = me.execution.attached(IDS, k -> new IdentityHashMap<>());
    return ids.computeIfAbsent(thread, t -> 100L + (me.execution.strand(t) == null ? 100 + ids.size() : me.execution.strand(t).id));
  }

  public static long threadId(Thread thread) {
    return getId(thread);
  }

  public static boolean holdsLock(Object monitor) {
    return Monitors.held(monitor);
  }

  // ---- threads of Java 21 ----

  /** To the program it is like any other thread, only that it says so. */
  static final class Virtual extends Thread {
    Virtual(Runnable task, String name) {
      super(null, task, name == null ? "" : name);
      setDaemon(true);
    }
  }

  public static boolean isVirtual(Thread thread) {
    return thread instanceof Virtual;
  }

  public static Thread startVirtualThread(Runnable task) {
    return ofVirtual().start(task);
  }

  public static ThreadBuilder ofVirtual() {
    return new ThreadBuilder.Made(true);
  }

  public static ThreadBuilder ofPlatform() {
    return new ThreadBuilder.Made(false);
  }

  public static Thread currentThread() {
    Strand me = Strand.current();
    return me == null ? Thread.currentThread() : me.thread;
  }

  public static void yield() {
    Strand me = Strand.current();
    if (me == null) Thread.yield();
    else log(me);
  }

  public static void onSpinWait() {
    Strand me = Strand.current();
    if (me == null) Thread.onSpinWait();
    else log(me);
  }

  private static void log(Strand me) {
    me.execution.live();
    if (me.execution.recorder != null) me.execution.recorder.call(me, null, "Thread", "", null, null);
  }

  public static void sleep(long millis) throws InterruptedException {
    Strand me = Strand.current();
    if (me == null) Thread.sleep(millis);
    else sleepNanos(me, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  public static void sleep(long millis, int nanos) throws InterruptedException {
    sleep(millis);
  }

  public static void sleep(java.time.Duration duration) throws InterruptedException {
    sleep(duration.toMillis());
  }

  /** Others go on; but sleeping orders nothing, so the sleeper may as well be back at once. */
  static void sleepNanos(Strand me, long nanos) throws InterruptedException {
    Execution x = me.execution;
    if (me.interrupted) throw interrupted(me);
    log(me);
    x.time.pass(nanos);
    x.yield(me);
    if (me.interrupted) throw interrupted(me);
    me.did(6);
  }

  static InterruptedException interrupted(Strand me) {
    me.interrupted = false;
    me.view.learn(me.interruption); // JLS 17.4.4
    me.flag = me.did(7);
    return new InterruptedException();
  }

  public static void interrupt(Thread thread) {
    Strand me = Strand.current();
    if (me == null) {
      thread.interrupt();
      return;
    }
    Strand other = me.execution.strand(thread);
    if (other != null) interrupt(me, other);
  }

  static void interrupt(Strand me, Strand other) {
    me.execution.point(me, null);
    other.interrupted = true;
    other.interruption = me.view.publish();
    other.flag = me.did(other.flag);
    me.execution.changed(me);
    if (me.execution.recorder != null) me.execution.recorder.call(me, other.thread, other.name, "", null, null);
  }

  public static boolean isInterrupted(Thread thread) {
    Strand me = Strand.current();
    if (me == null) return thread.isInterrupted();
    Strand other = me.execution.strand(thread);
    if (other == null) return false;
    me.execution.point(me, other);
    me.did(other.flag);
    if (other.interrupted) me.view.learn(other.interruption);
    return other.interrupted;
  }

  public static boolean interrupted() {
    Strand me = Strand.current();
    if (me == null) return Thread.interrupted();
    me.execution.point(me, me);
    me.flag = me.did(me.flag);
    boolean was = me.interrupted;
    if (was) me.view.learn(me.interruption);
    me.interrupted = false;
    return was;
  }

  public static boolean isAlive(Thread thread) {
    Strand me = Strand.current();
    if (me == null) return thread.isAlive();
    Strand other = me.execution.strand(thread);
    if (other == null) return false;
    me.execution.point(me, other);
    if (other.done()) me.view.learn(other.endMessage);
    me.did(other.done() ? other.history : 8);
    return !other.done();
  }

  public static Thread.State getState(Thread thread) {
    Strand me = Strand.current();
    if (me == null) return thread.getState();
    Strand other = me.execution.strand(thread);
    if (other == null) return Thread.State.NEW;
    me.execution.statesAsked();
    me.execution.point(me, other);
    Thread.State state = other.done() ? Thread.State.TERMINATED : other.timedWaiting() ? Thread.State.TIMED_WAITING
        : other.waiting() ? Thread.State.WAITING : Thread.State.RUNNABLE;
    me.did(other.history + state.ordinal());
    return state;
  }
}
