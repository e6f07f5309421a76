package lockstep.interleave.model;

import java.util.concurrent.Callable;
import lockstep.interleave.schedule.Strand;

/** Models {@link java.util.concurrent.ForkJoinPool} as a {@link Pool} that always has a thread left. */
public class ForkJoinPool extends Pool {
  private static final Object COMMON = new Object();
  private final int parallelism;

  public ForkJoinPool() {
    this(2);
  }

  public ForkJoinPool(int parallelism) {
    super(ANY, Thread::new);
    if (parallelism <= 0) throw new IllegalArgumentException();
    this.parallelism = parallelism;
  }

  /** One in each execution. */
  public static ForkJoinPool commonPool() {
    Strand me = Strand.current();
    return me == null ? new ForkJoinPool() : me.execution.attached(COMMON, k -> new ForkJoinPool());
  }

  public <T> T invoke(ForkJoinTask<T> task) {
    return submit(task).join();
  }

  public void execute(ForkJoinTask<?> task) {
    super.execute(task::execute);
  }

  public <T> ForkJoinTask<T> submit(ForkJoinTask<T> task) {
    super.execute(task::execute);
    return task;
  }

  @Override public ForkJoinTask<?> submit(Runnable task) {
    return submit(ForkJoinTask.adapt(task));
  }

  @Override public <T> ForkJoinTask<T> submit(Runnable task, T result) {
    return submit(ForkJoinTask.adapt(task, result));
  }

  @Override public <T> ForkJoinTask<T> submit(Callable<T> task) {
    return submit(ForkJoinTask.adapt(task));
  }

  public int getParallelism() {
    return parallelism;
  }

  public static int getCommonPoolParallelism() {
    return 2;
  }
}
