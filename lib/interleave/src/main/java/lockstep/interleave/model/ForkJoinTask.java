package lockstep.interleave.model;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.util.concurrent.ForkJoinTask}: a fork happens before the task, and that before what follows its
 * join. A forked task is run by a thread of its own, or
 * by whoever joins it first.
 */
public abstract class ForkJoinTask<V> implements Future<V>, java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private boolean started;
  private boolean done;
  private boolean cancelled;
  private Throwable thrown;

  public ForkJoinTask() {}

  public abstract V getRawResult();

  protected abstract void setRawResult(V value);

  /** Does the work; true if that completes the task. */
  protected abstract boolean exec();

  public final ForkJoinTask<V> fork() {
    Strand me = Strand.current();
    Box.point(me, this).changed(me);
    Threads.start(me, new Thread(this::execute), "fork-" + me.execution.strands().size());
    return this;
  }

  /** Runs the task, unless somebody has begun to. */
  final void execute() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.looked(me);
    if (started || done) return;
    started = true;
    box.changed(me);
    Throwable failed = null;
    try {
      exec();
    } catch (Throwable e) {
      failed = FutureTask.own(e);
    }
    Box.point(me, this);
    thrown = failed;
    done = true;
    box.changed(me);
  }

  public final V invoke() {
    execute();
    return join();
  }

  public final V join() {
    Strand me = Strand.current();
    if (!started) execute();
    Box box = Box.point(me, this);
    Box.await(me, "a forked task", () -> done);
    box.looked(me);
    Box.log(me, this, "task", null, Box.show(me, getRawResult()));
    if (cancelled) throw new CancellationException();
    if (thrown instanceof RuntimeException e) throw e;
    if (thrown instanceof Error e) throw e;
    return getRawResult();
  }

  @Override public final V get() throws InterruptedException, ExecutionException {
    try {
      return get(Box.FOREVER);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override public final V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException,
      TimeoutException {
    return get(unit.toNanos(time));
  }

  private V get(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (!Box.await(me, "a forked task", () -> done, nanos, true)) throw new TimeoutException();
    box.looked(me);
    if (cancelled) throw new CancellationException();
    if (thrown != null) throw new ExecutionException(thrown);
    return getRawResult();
  }

  public static void invokeAll(ForkJoinTask<?> first, ForkJoinTask<?> second) {
    second.fork();
    first.invoke();
    second.join();
  }

  public static void invokeAll(ForkJoinTask<?>... tasks) {
    for (int i = 1; i < tasks.length; i++) tasks[i].fork();
    if (tasks.length > 0) tasks[0].invoke();
    for (int i = 1; i < tasks.length; i++) tasks[i].join();
  }

  public static <T extends ForkJoinTask<?>> Collection<T> invokeAll(Collection<T> tasks) {
    invokeAll(tasks.toArray(new ForkJoinTask<?>[0]));
    return tasks;
  }

  public static ForkJoinTask<?> adapt(Runnable task) {
    return adapt(Executors.callable(task));
  }

  public static <T> ForkJoinTask<T> adapt(Runnable task, T result) {
    return adapt(Executors.callable(task, result));
  }

  public static <T> ForkJoinTask<T> adapt(Callable<? extends T> task) {
    java.util.Objects.requireNonNull(task);
    return new RecursiveTask<>() {
      @Override protected T compute() {
        try {
          return task.call();
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new RuntimeException(e);
        }
      }
    };
  }

  @Override public boolean cancel(boolean interrupt) {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    box.saw(me);
    if (done || started) return cancelled;
    cancelled = true;
    done = true;
    box.changed(me);
    return true;
  }

  private boolean look() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return done;
  }

  @Override public final boolean isDone() {
    return look();
  }

  @Override public final boolean isCancelled() {
    return look() && cancelled;
  }

  public final boolean isCompletedNormally() {
    return look() && !cancelled && thrown == null;
  }

  public final boolean isCompletedAbnormally() {
    return look() && (cancelled || thrown != null);
  }
}
