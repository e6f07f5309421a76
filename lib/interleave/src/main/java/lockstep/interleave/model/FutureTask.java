package lockstep.interleave.model;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;
import lockstep.interleave.schedule.Wait;

/** Models {@link java.util.concurrent.FutureTask}: what the task did happens before what follows {@code get}. */
public class FutureTask<V> implements RunnableFuture<V> {
  private final Callable<V> task;
  private boolean started;
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
  }

  @Override public void run() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.looked(me);
    if (started || done) return;
    started = true;
    box.changed(me);
    try {
      result = task.call();
    } catch (Exception | AssertionError e) {
      thrown = e;
    }
    if (Box.point(me, this) != box) throw new IllegalStateException();
    done = true;
    box.changed(me);
  }

  @Override public V get() throws InterruptedException, ExecutionException {
    try {
      return get(false);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override public V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    return get(true);
  }

  private V get(boolean timed) throws InterruptedException, ExecutionException, TimeoutException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (!done) {
      Wait.End end = me.execution.await(me, new Wait("the result of a task", null, () -> done || me.interrupted, timed, false));
      if (!done && me.interrupted) throw Threads.interrupted(me);
      if (end == Wait.End.TIMEOUT) {
        me.did(14);
        throw new TimeoutException();
      }
    }
    box.looked(me);
    if (me.execution.recorder != null) me.execution.recorder.call(me, this, "future", "", me.execution.recorder.show(result), null);
    if (cancelled) throw new CancellationException();
    if (thrown != null) throw new ExecutionException(thrown);
    return result;
  }

  @Override public boolean cancel(boolean interrupt) {
    if (interrupt && started) throw new Unsupported("interleave does not handle Future.cancel(true) of a task under way.");
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.looked(me);
    if (done || started) return false;
    cancelled = true;
    done = true;
    box.changed(me);
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
