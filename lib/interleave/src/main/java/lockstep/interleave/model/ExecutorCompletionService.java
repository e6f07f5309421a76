package lockstep.interleave.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.util.concurrent.ExecutorCompletionService}: what a task did happens before what follows
 * the {@code take} of its future.
 */
public class ExecutorCompletionService<V> implements CompletionService<V> {
  private final Executor executor;
  private final Deque<Future<V>> completed = new ArrayDeque<>();

  public ExecutorCompletionService(Executor executor) {
    this.executor = java.util.Objects.requireNonNull(executor);
  }

  @Override public Future<V> submit(Callable<V> task) {
    FutureTask<V> future = new FutureTask<>(task) {
      @Override protected void done() {
        Strand me = Strand.current();
        Box box = Box.point(me, ExecutorCompletionService.this);
        completed.add(this);
        box.changed(me);
      }
    };
    executor.execute(future);
    return future;
  }

  @Override public Future<V> submit(Runnable task, V result) {
    return submit(Executors.callable(task, result));
  }

  @Override public Future<V> take() throws InterruptedException {
    return next(Box.FOREVER);
  }

  @Override public Future<V> poll() {
    try {
      return next(0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override public Future<V> poll(long time, TimeUnit unit) throws InterruptedException {
    return next(unit.toNanos(time));
  }

  private Future<V> next(long nanos) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (!Box.await(me, "a completed task", () -> !completed.isEmpty(), nanos, nanos > 0)) return null;
    Future<V> first = completed.poll();
    box.looked(me);
    box.changed(me);
    return first;
  }
}
