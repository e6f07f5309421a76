package lockstep.interleave.schedule;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A real thread that plays one thread of the program. All workers but one wait at any time; handing the turn over is what an execution spends
 * most of its time with. So a worker first spins for its turn, but only while a processor is free for that, and then parks.
 */
final class Worker extends Thread {
  private static final int LONGEST_SPIN = 2_000;
  private static final int SHORTEST_SPIN = 30;
  private static final int MAX_SPINNING = Runtime.getRuntime().availableProcessors() - 1;
  private static final AtomicInteger SPINNING = new AtomicInteger();

  /** The thread of the program that this worker plays at present. */
  Strand strand;
  /** More than 0 while what runs is no part of the program's behaviour, such as the initializer of a class of constants. */
  int hidden;

  private volatile boolean turn;
  private volatile boolean parked;
  private volatile boolean retired;
  private Runnable job;
  /** How long to spin: longer after spinning paid, shorter after it did not, as on a busy machine. */
  private int spins = 300;

  Worker(String name) {
    super(null, null, name, 0, false);
    setDaemon(true);
  }

  /** Gives this worker something to do as soon as it has the turn. */
  void assign(Strand strand, Runnable job) {
    this.strand = strand;
    this.job = job;
    if (getState() == State.NEW) start();
  }

  @Override public void run() {
    while (true) {
      awaitTurn();
      if (retired) return;
      job.run();
    }
  }

  void giveTurn() {
    turn = true;
    if (parked) LockSupport.unpark(this);
  }

  void awaitTurn() {
    if (!turn) {
      if (SPINNING.incrementAndGet() <= MAX_SPINNING) {
        for (int i = 0; i < spins && !turn; i++) Thread.onSpinWait();
        spins = turn ? Math.min(LONGEST_SPIN, spins + 10) : Math.max(SHORTEST_SPIN, spins / 2);
      }
      SPINNING.decrementAndGet();
      if (!turn) {
        parked = true;
        while (!turn) LockSupport.park(this);
        parked = false;
      }
    }
    turn = false;
  }

  void retire() {
    if (getState() == State.NEW) return;
    retired = true;
    giveTurn();
  }
}
