package lockstep.interleave.model;

import java.util.concurrent.ThreadFactory;

/** Models {@code Thread.Builder} of Java 21, and its two kinds. */
public interface ThreadBuilder {
  ThreadBuilder name(String name);

  ThreadBuilder name(String prefix, long start);

  ThreadBuilder daemon();

  ThreadBuilder daemon(boolean on);

  ThreadBuilder priority(int priority);

  ThreadBuilder uncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler);

  Thread unstarted(Runnable task);

  Thread start(Runnable task);

  ThreadFactory factory();

  /** The only implementation. */
  final class Made implements ThreadBuilder {
    private final boolean virtual;
    private String name;
    private long next = -1;
    private Thread.UncaughtExceptionHandler handler;

    Made(boolean virtual) {
      this.virtual = virtual;
    }

    @Override public ThreadBuilder name(String fixed) {
      name = java.util.Objects.requireNonNull(fixed);
      next = -1;
      return this;
    }

    @Override public ThreadBuilder name(String prefix, long start) {
      name = java.util.Objects.requireNonNull(prefix);
      next = start;
      return this;
    }

    @Override public ThreadBuilder daemon() {
      return this;
    }

    @Override public ThreadBuilder daemon(boolean on) {
      return this;
    }

    @Override public ThreadBuilder priority(int priority) {
      return this;
    }

    @Override public ThreadBuilder uncaughtExceptionHandler(Thread.UncaughtExceptionHandler given) {
      handler = given;
      return this;
    }

    @Override public Thread unstarted(Runnable task) {
      java.util.Objects.requireNonNull(task);
      String called = name == null ? null : next < 0 ? name : name + next++;
      Thread thread = virtual ? new Threads.Virtual(task, called) : called == null ? new Thread(task)
          : new Thread(task, called);
      if (handler != null) thread.setUncaughtExceptionHandler(handler);
      return thread;
    }

    @Override public Thread start(Runnable task) {
      Thread thread = unstarted(task);
      Threads.start(thread);
      return thread;
    }

    @Override public ThreadFactory factory() {
      return this::unstarted;
    }
  }
}
