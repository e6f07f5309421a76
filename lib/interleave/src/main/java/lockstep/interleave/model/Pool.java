package lockstep.interleave.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/** A pool of threads with one queue: what precedes the submission of a task happens before the task. */
class Pool extends AbstractExecutorService {
  /** As many threads as there are tasks: as many as one execution may have. */
  static final int ANY = Integer.MAX_VALUE;

  private final int most;
  private final ThreadFactory factory;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final List<Strand> workers = new ArrayList<>();
  private int idle;
  private boolean shutdown;

  Pool(int most, ThreadFactory factory) {
    if (most <= 0) throw new IllegalArgumentException();
    this.most = most;
    this.factory = java.util.Objects.requireNonNull(factory);
  }

  @Override public void execute(Runnable task) {
    Strand me = Strand.current();
    if (me == null) throw Refused.call("a thread pool outside of a thread of the scenario");
    Box box = Box.point(me, this);
    if (shutdown) throw new RejectedExecutionException();
    queue.add(java.util.Objects.requireNonNull(task));
    box.changed(me);
    if (workers.size() < most && idle < queue.size()) {
      Thread thread = factory.newThread(this::work);
      if (thread == null) return;
      workers.add(Threads.start(me, thread, thread.getName().matches("Thread-\\d+") ? "pool-" + (workers.size() + 1) : thread.getName()));
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
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    shutdown = true;
    List<Runnable> left = new ArrayList<>(queue);
    queue.clear();
    box.changed(me);
    for (Strand worker : workers) if (!worker.done()) Threads.interrupt(me, worker);
    return left;
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
    return shutdown;
  }

  @Override protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
    return new FutureTask<>(task);
  }

  @Override protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
    return new FutureTask<>(task, value);
  }

  @Override public <T> T invokeAny(Collection<? extends Callable<T>> tasks) {
    throw Refused.call("ExecutorService.invokeAny");
  }

  @Override public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long time, TimeUnit unit) {
    throw Refused.call("ExecutorService.invokeAny");
  }

  @Override public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long time, TimeUnit unit) {
    throw Refused.call("ExecutorService.invokeAll with a time limit");
  }
}
