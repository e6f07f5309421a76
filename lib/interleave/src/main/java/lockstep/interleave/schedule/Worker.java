package lockstep.interleave.schedule;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A real thread that plays threads of the program. All workers but one wait at any time; handing the turn over is what an execution spends
 * most of its time with. So a worker first spins for its turn, but only while a processor is free for that, and then parks.
 */
final class Worker extends Thread {
  private static final int LONGEST_SPIN = 2_000;
  private static final int SHORTEST_SPIN = 30;
  /** Every so often it spins for long, however that went lately: otherwise it would never learn that times are better. */
  private static final int PROBE = 32;
  private static final int MAX_SPINNING = Runtime.getRuntime().availableProcessors() - 1;
  /** How many spin at present. Counted down by who gives the turn, so that the giver may spin next. */
  private static final AtomicInteger SPINNING = new AtomicInteger();

  private enum Turn { MINE, NOT_MINE, SPINS_FOR_IT, PARKS_FOR_IT }

  /** The thread of the program that this worker plays at present; null if it is idle. See {@link Stage}. */
  Strand strand;
  /** More than 0 while what runs is no part of the program's behaviour, such as the initializer of a class of constants. */
  int hidden;

  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.NOT_MINE);
  private volatile boolean retired;
  private Runnable job;
  /** How long to spin: longer after spinning paid, shorter after it did not, as on a busy machine. */
  private int spins = LONGEST_SPIN;
  private int waits;

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
    switch (turn.getAndSet(Turn.MINE)) {
      case SPINS_FOR_IT -> SPINNING.getAndDecrement();
      case PARKS_FOR_IT -> LockSupport.unpark(this);
      default -> { } // it looks before it waits
    }
  }

  void awaitTurn() {
    if (turn.get() != Turn.MINE && !spin() && turn.compareAndSet(Turn.NOT_MINE, Turn.PARKS_FOR_IT)) {
      while (turn.get() != Turn.MINE) LockSupport.park(this);
    }
    turn.set(Turn.NOT_MINE);
  }

  /** Spins for a while, if a processor is free for that. Returns whether the turn came. */
  private boolean spin() {
    if (SPINNING.getAndIncrement() >= MAX_SPINNING || !turn.compareAndSet(Turn.NOT_MINE, Turn.SPINS_FOR_IT)) {
      SPINNING.getAndDecrement();
      return false;
    }
    int most = ++waits % PROBE == 0 ? LONGEST_SPIN : spins;
    for (int i = 0; i < most && turn.get() != Turn.MINE; i++) Thread.onSpinWait();
    if (turn.compareAndSet(Turn.SPINS_FOR_IT, Turn.NOT_MINE)) {
      SPINNING.getAndDecrement();
      spins = Math.max(SHORTEST_SPIN, spins / 2);
      return false;
    }
    spins = Math.min(LONGEST_SPIN, 2 * spins);
    return true;
  }

  void retire() {
    if (getState() == State.NEW) return;
    retired = true;
    giveTurn();
  }
}
