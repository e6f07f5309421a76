package lockstep.interleave.schedule;

import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.interleave.Options;

/**
 * Runs a program again and again, each time under another schedule: first all those in which no thread is interrupted, then those with one
 * preemption and one surprise, and so on. So the first failure found is one of the simplest. (Musuvathi and Qadeer, <i>Iterative Context
 * Bounding</i>, PLDI 2007.) Then it looks on for a while for a shorter one of the same kind.
 *
 * <p>That a lock of {@code java.util.concurrent.locks} is held while its holder touches plain fields only is seen by nobody but those who look without
 * waiting for it: {@code tryLock}, {@code isLocked} and their like. So giving such a lock back is no step, and costs nothing, until an execution comes by
 * somebody who looks. Then it is one from there on, and the bounds at hand are explored anew; smaller ones need not be, for what they allow these do.
 */
public final class Explorer {
  /** How many more executions are spent on a shorter schedule after the first failure. */
  private static final int SHORTEN = 400;
  private static volatile int begun;

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  private final Options options;
  private final Body program;
  private final TreeMap<String, Integer> outcomes = new TreeMap<>();
  private int executions;
  private long effort;
  private int skipped;
  private boolean unlocksAreSteps;
  private volatile Result result;
  private volatile Throwable broken;
  private volatile int heartbeat;
  private volatile boolean stopped;
  private Crew crew;

  /** How many executions have begun in this JVM: for those who watch whether an exploration comes on. One that fails to end does not count on. */
  public static int begun() {
    return begun;
  }

  private Explorer(Options options, Body program) {
    this.options = options;
    this.program = program;
  }

  /** Explores the schedules of {@code program}, within the bounds. */
  public static Result explore(Options options, Body program) {
    return new Explorer(options, program).onWorker(null);
  }

  /** Runs {@code program} under one schedule. */
  public static Result replay(Options options, Body program, String token) {
    Explorer explorer = new Explorer(options, program);
    explorer.unlocksAreSteps = Token.unlocksAreSteps(token);
    return explorer.onWorker(Token.parse(token));
  }

  /** One at a time in a JVM: two explorations of one class would share its static state. */
  private Result onWorker(int[] token) {
    if (Thread.currentThread() instanceof Worker) {
      throw new IllegalStateException("A scenario cannot explore another: call Interleave.explore outside it.");
    }
    try {
      ONE_AT_A_TIME.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unsupported("The exploration was interrupted.");
    }
    try {
      return alone(token);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private Result alone(int[] token) {
    Worker main = new Worker("main");
    crew = new Crew(main);
    main.assign(null, () -> {
      try {
        result = token == null ? search() : record(token, null, System.nanoTime(), -1, -1, false);
      } catch (Throwable e) {
        broken = e;
      }
      crew.retire();
      main.retire();
    });
    main.giveTurn();
    watch(main);
    if (broken instanceof RuntimeException e) throw e;
    if (broken instanceof Error e) throw e;
    return result;
  }

  /** Waits for the exploration; gives up on one that blocks in something that interleave cannot see. */
  private void watch(Worker main) {
    boolean interrupted = false;
    int last = -1;
    int still = 0;
    while (main.isAlive()) {
      try {
        main.join(1000);
      } catch (InterruptedException e) {
        interrupted = true;
        stopped = true; // it ends after the execution under way
        break;
      }
      still = heartbeat == last ? still + 1 : 0;
      last = heartbeat;
      if (still >= 20) {
        broken = new Unsupported("An execution does not end: the program blocks in something that interleave does not see, or computes without end.\n" + crew.stacks());
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      broken = new Unsupported("The exploration was interrupted.");
    }
  }

  private Result search() {
    long start = System.nanoTime();
    long deadline = start + TimeUnit.MILLISECONDS.toNanos(options.millis());
    Path path = new Path(options.seed());
    Seen seen = new Seen();
    int[] best = null;
    int bestSteps = Integer.MAX_VALUE;
    Failure failure = null;
    int left = SHORTEN;
    boolean complete = false;
    int level = -1;
    int top = Math.max(options.preemptions(), options.surprises());
    for (int next = 0; next <= top && failure == null; next++) {
      int preemptions = Math.min(next, options.preemptions());
      int surprises = Math.min(next, options.surprises());
      path.restart();
      seen.clear();
      boolean done = false;
      while (true) {
        Execution execution = new Execution(options, path, seen, crew, null, unlocksAreSteps);
        heartbeat++;
        begun++; // explorations at the same time may lose some, and that is all right
        execution.run(program);
        executions++;
        effort += execution.steps();
        if (execution.redundant()) skipped++;
        else if (execution.failure() == null) count(execution);
        Failure found = execution.failure();
        if (found != null && (failure == null || found.like(failure) && execution.steps() < bestSteps)) {
          failure = found;
          best = path.taken();
          bestSteps = execution.steps();
        }
        if (failure == null && execution.lookedWhetherBusy() && !unlocksAreSteps && executions < options.executions()) {
          unlocksAreSteps = true;
          path.restart();
          seen.clear();
          continue;
        }
        if (failure != null && (--left <= 0 || failure.kind() == Failure.Kind.UNSUPPORTED || failure.thrown() instanceof VirtualMachineError)) break;
        if (!path.next(preemptions, surprises, crew.deadEnds::get)) {
          done = true;
          break;
        }
        if (stopped || executions >= options.executions() || effort >= options.effort() || System.nanoTime() > deadline) break;
      }
      if (!done) break;
      level = next;
      if (!path.cut()) {
        complete = true;
        break;
      }
    }
    int preemptions = Math.min(level, options.preemptions());
    int surprises = Math.min(level, options.surprises());
    if (failure != null) return record(best, failure, start, preemptions, surprises, complete);
    return new Result(null, null, null, executions, skipped, preemptions, surprises, complete, outcomes, millis(start));
  }

  private void count(Execution execution) {
    if (!execution.outcome().isEmpty()) outcomes.merge(String.join(" ", execution.outcome()), 1, Integer::sum);
  }

  /** Runs one schedule once more, writing it down. It must fail as it did before. */
  private Result record(int[] choices, Failure expected, long start, int preemptions, int surprises, boolean complete) {
    Path path = Path.of(choices);
    Recorder recorder = new Recorder();
    Execution execution = new Execution(options, path, null, crew, recorder, unlocksAreSteps);
    execution.run(program);
    executions++;
    if (execution.failure() != null && execution.failure().thrown() instanceof Path.Misfit misfit) throw new IllegalArgumentException(misfit.getMessage());
    count(execution);
    Failure failure = execution.failure();
    if (expected != null && (failure == null || !failure.like(expected))) {
      failure = expected.kind() == Failure.Kind.UNSUPPORTED ? expected : Failure.of(Failure.Kind.UNSUPPORTED, Path.NOT_THE_SAME, -1);
    }
    return new Result(failure, recorder, Token.of(choices, unlocksAreSteps), executions, skipped, preemptions, surprises, complete, outcomes, millis(start));
  }

  private static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
