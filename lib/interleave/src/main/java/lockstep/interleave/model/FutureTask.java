package lockstep.interleave.model;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.interleave.schedule.Abort;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;

/** Models {@link java.util.concurrent.FutureTask}: what the task did happens before what follows {@code get}. */
public class FutureTask<V> implements RunnableFuture<V> {
  private final Callable<V> task;
  private Strand runner;
  private boolean done;
  private boolean cancelled;
  private V result;
  private Throwable thrown;

  public FutureTask(Callable<V> task) {
    this.task = java.util.Objects.requireNonNull(task);
  }

  public FutureTask(Runnable task, V result) {
    this(() -> {
      task.run();
      return result;
    });
    java.util.Objects.requireNonNull(task);
  }

  @Override public void run() {
    if (begin()) {
      V value;
      try {
        value = task.call();
      } catch (Throwable e) {
        setException(own(e));
        return;
      }
      set(value);
    }
  }

  /** Runs the task without keeping its result, to be run again. */
  protected boolean runAndReset() {
    if (!begin()) return false;
    try {
      task.call();
    } catch (Throwable e) {
      setException(own(e));
      return false;
    }
    Strand me = Strand.current();
    Box.point(me, this).changed(me);
    runner = null;
    return !done;
  }

  private boolean begin() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.looked(me);
    if (runner != null || done) return false;
    runner = me;
    box.changed(me);
    return true;
  }

  /** What belongs to the program; what belongs to the exploration goes on its way. */
  static Throwable own(Throwable thrown) {
    if (thrown instanceof Abort || thrown instanceof Unsupported) throw (Error) thrown;
    return thrown;
  }

  protected void set(V value) {
    end(value, null, false);
  }

  protected void setException(Throwable e) {
    end(null, e, false);
  }

  /** Called when the task is over, however it ended. */
  protected void done() {}

  private boolean end(V value, Throwable e, boolean cancel) {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.saw(me);
    if (done) return false;
    result = value;
    thrown = e;
    cancelled = cancel;
    done = true;
    box.changed(me);
    done();
    return true;
  }

  @Override public V get() throws InterruptedException, ExecutionException {
    try {
      return get(Box.FOREVER);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override public V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    return get(unit.toNanos(time));
  }

  private V get(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (!Box.await(me, "the result of a task", () -> done, nanos, true)) throw new TimeoutException();
    box.looked(me);
    Box.log(me, this, "future", null, thrown == null ? Box.show(me, result) : thrown.getClass().getSimpleName());
    if (cancelled) throw new CancellationException();
    if (thrown != null) throw new ExecutionException(thrown);
    return result;
  }

  @Override public boolean cancel(boolean interrupt) {
    if (!end(null, null, true)) return false;
    if (interrupt && runner != null && !runner.done()) Threads.interrupt(Strand.current(), runner);
    return true;
  }

  @Override public boolean isCancelled() {
    return isDone() && cancelled;
  }

  @Override public boolean isDone() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return done;
  }
}
