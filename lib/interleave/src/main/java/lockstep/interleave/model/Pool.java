package lockstep.interleave.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;
import lockstep.interleave.schedule.Wait;

/** A pool of threads with one queue: what precedes the submission of a task happens before the task. */
final class Pool extends AbstractExecutorService {
  private final int most;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final List<Strand> workers = new ArrayList<>();
  private int idle;
  private boolean shutdown;

  Pool(int most) {
    if (most <= 0) throw new IllegalArgumentException();
    this.most = most;
  }

  @Override public void execute(Runnable task) {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (shutdown) throw new RejectedExecutionException();
    queue.add(java.util.Objects.requireNonNull(task));
    box.changed(me);
    if (workers.size() < most && idle < queue.size()) {
      workers.add(Threads.start(me, new Thread(this::work), "pool-" + (workers.size() + 1)));
    }
  }

  private void work() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    while (true) {
      if (queue.isEmpty()) {
        if (shutdown) return;
        idle++;
        me.execution.await(me, Wait.idle("a task", () -> !queue.isEmpty() || shutdown));
        idle--;
        continue;
      }
      Runnable task = queue.poll();
      box.looked(me);
      box.changed(me);
      task.run();
      Box.point(me, this);
    }
  }

  @Override public void shutdown() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    shutdown = true;
    box.changed(me);
  }

  @Override public List<Runnable> shutdownNow() {
    throw new Unsupported("interleave does not handle ExecutorService.shutdownNow.");
  }

  @Override public boolean isShutdown() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return shutdown;
  }

  @Override public boolean isTerminated() {
    boolean terminated = isShutdown() && workers.stream().allMatch(Strand::done);
    Strand.current().did(terminated ? 15 : 16);
    return terminated;
  }

  @Override public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
    Strand me = Strand.current();
    Box.point(me, this);
    for (Strand worker : workers) {
      Threads.join(me, worker, true, true);
      if (!worker.done()) return false;
    }
    return true;
  }

  @Override protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
    return new FutureTask<>(task);
  }

  @Override protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
    return new FutureTask<>(task, value);
  }

  @Override public <T> T invokeAny(Collection<? extends Callable<T>> tasks) {
    throw new Unsupported("interleave does not handle ExecutorService.invokeAny.");
  }
}
