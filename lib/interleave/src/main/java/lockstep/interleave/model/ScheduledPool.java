package lockstep.interleave.model;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;

/**
 * A pool for tasks that run once, later. How much later is left open, and orders nothing: a task may run at once, or
 * when everything else is over.
 */
final class ScheduledPool extends Pool implements ScheduledExecutorService {
  ScheduledPool(int most, ThreadFactory factory) {
    super(most, factory);
  }

  private static final class Later<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final long nanos;

    Later(Callable<V> task, long nanos) {
      super(task);
      this.nanos = nanos;
    }

    @Override public void run() {
      Strand me = Strand.current();
      if (nanos > 0) me.execution.yield(me);
      super.run();
    }

    @Override public long getDelay(TimeUnit unit) {
      return unit.convert(nanos, TimeUnit.NANOSECONDS);
    }

    @Override public int compareTo(Delayed other) {
      return Long.compare(nanos, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  @Override public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    Later<V> later = new Later<>(task, unit.toNanos(delay));
    execute(later);
    return later;
  }

  @Override public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return schedule(Executors.callable(task), delay, unit);
  }

  @Override public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
    throw Refused.call("ScheduledExecutorService.scheduleAtFixedRate: it never ends");
  }

  @Override public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long period, TimeUnit unit) {
    throw Refused.call("ScheduledExecutorService.scheduleWithFixedDelay: it never ends");
  }
}
