package lockstep.interleave.model;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Models {@link java.util.concurrent.Executors}: every pool is a {@link Pool}. */
public final class Executors {
  private Executors() {}

  public static ThreadFactory defaultThreadFactory() {
    return Thread::new;
  }

  public static ExecutorService newFixedThreadPool(int threads) {
    return new Pool(threads, Thread::new);
  }

  public static ExecutorService newFixedThreadPool(int threads, ThreadFactory factory) {
    return new Pool(threads, factory);
  }

  public static ExecutorService newSingleThreadExecutor() {
    return new Pool(1, Thread::new);
  }

  public static ExecutorService newSingleThreadExecutor(ThreadFactory factory) {
    return new Pool(1, factory);
  }

  public static ExecutorService newCachedThreadPool() {
    return new Pool(Pool.ANY, Thread::new);
  }

  public static ExecutorService newCachedThreadPool(ThreadFactory factory) {
    return new Pool(Pool.ANY, factory);
  }

  public static ExecutorService newVirtualThreadPerTaskExecutor() {
    return new Pool(Pool.ANY, Thread::new);
  }

  public static ExecutorService newThreadPerTaskExecutor(ThreadFactory factory) {
    return new Pool(Pool.ANY, factory);
  }

  public static ExecutorService newWorkStealingPool() {
    return new Pool(Pool.ANY, Thread::new);
  }

  public static ExecutorService newWorkStealingPool(int parallelism) {
    return new Pool(parallelism, Thread::new);
  }

  public static ScheduledExecutorService newScheduledThreadPool(int threads) {
    return newScheduledThreadPool(threads, Thread::new);
  }

  public static ScheduledExecutorService newScheduledThreadPool(int threads, ThreadFactory factory) {
    return new ScheduledPool(Math.max(1, threads), factory);
  }

  public static ScheduledExecutorService newSingleThreadScheduledExecutor() {
    return newScheduledThreadPool(1, Thread::new);
  }

  public static ScheduledExecutorService newSingleThreadScheduledExecutor(ThreadFactory factory) {
    return newScheduledThreadPool(1, factory);
  }

  public static ExecutorService unconfigurableExecutorService(ExecutorService executor) {
    return java.util.Objects.requireNonNull(executor);
  }

  public static ScheduledExecutorService unconfigurableScheduledExecutorService(ScheduledExecutorService executor) {
    return java.util.Objects.requireNonNull(executor);
  }

  public static <T> Callable<T> callable(Runnable task, T result) {
    java.util.Objects.requireNonNull(task);
    return () -> {
      task.run();
      return result;
    };
  }

  public static Callable<Object> callable(Runnable task) {
    return callable(task, null);
  }
}
