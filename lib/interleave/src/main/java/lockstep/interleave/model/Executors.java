package lockstep.interleave.model;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import lockstep.interleave.schedule.Unsupported;

/** Models {@link java.util.concurrent.Executors}, as far as plain thread pools go. */
public final class Executors {
  private Executors() {}

  public static ExecutorService newFixedThreadPool(int threads) {
    return new Pool(threads);
  }

  public static ExecutorService newFixedThreadPool(int threads, ThreadFactory factory) {
    return new Pool(threads);
  }

  public static ExecutorService newSingleThreadExecutor() {
    return new Pool(1);
  }

  public static ExecutorService newCachedThreadPool() {
    return new Pool(Integer.MAX_VALUE);
  }

  public static ExecutorService newVirtualThreadPerTaskExecutor() {
    return new Pool(Integer.MAX_VALUE);
  }

  public static ExecutorService newWorkStealingPool() {
    throw refused("newWorkStealingPool");
  }

  public static java.util.concurrent.ScheduledExecutorService newScheduledThreadPool(int threads) {
    throw refused("newScheduledThreadPool");
  }

  public static java.util.concurrent.ScheduledExecutorService newSingleThreadScheduledExecutor() {
    throw refused("newSingleThreadScheduledExecutor");
  }

  public static <T> Callable<T> callable(Runnable task, T result) {
    return () -> {
      task.run();
      return result;
    };
  }

  private static Unsupported refused(String what) {
    return new Unsupported("interleave does not handle java.util.concurrent.Executors." + what + ".");
  }
}
