package lockstep.interleave.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import lockstep.interleave.memory.Clock;
import lockstep.interleave.memory.Message;
import lockstep.interleave.memory.View;

/** One thread of the program under test, in one execution. */
public final class Strand {
  enum State { RUNNABLE, WAITING, SPINNING, HALTED, DONE }

  public final int id;
  public final Execution execution;
  /** What it knows of the other threads. */
  public final View view;
  /** The program's own Thread object; for the main thread, its worker. */
  public final Thread thread;
  public final String name;
  /** Who plays it; null before it has the turn for the first time. */
  Worker worker;
  /** Its whole part, from beginning to end, for the one who plays it; gives who goes next, or null if it is all over. */
  Supplier<Strand> part;
  /** Does it wait for all the threads that it starts, and do nothing else until the last has ended? Then it is their host: see {@link Stage}. */
  public boolean hosts;
  /** The thread that started this one and does nothing until it has ended; null if there is none such. */
  Strand host;

  // scheduling
  State state = State.RUNNABLE;
  Wait wait;
  Wait.End end;
  final SpinWatch spin = new SpinWatch();
  boolean insisting;
  int unchanged;
  long newsSeen;
  int round;
  int idleRounds;
  int streak;
  /** When it last changed anything, in steps of the execution. */
  int lastChange;
  /** How many points it has come to. */
  int points;
  /** Names all that this thread has done: equal in equivalent executions. */
  public long history;

  /** The site of the call or access under way. */
  public int site = -1;
  /** More than 0 while a call runs as one step. */
  public int atomic;
  /** How many of these calls are static initializers. */
  public int initializing;
  /** Why it must not wait now, if {@link #atomic}. */
  public String atomicReason;

  // what java.lang.Thread and LockSupport know of a thread
  public boolean interrupted;
  public boolean permit;
  /** What whoever interrupted this thread knew. */
  public Message interruption;
  public Message endMessage;
  /** Names the last change of the interrupt flag or the permit. */
  public long flag;
  public final Map<Object, Object> locals = new HashMap<>();
  /** The monitors of the synchronized methods under way. */
  public final Deque<Object> monitors = new ArrayDeque<>();
  /** The calls of black boxes under way. */
  public final Deque<Object> boxes = new ArrayDeque<>();
  /** What was reached through a final field by a race, and what its maker knew when the constructor ended. */
  public final Map<Object, Clock> throughFinal = new IdentityHashMap<>(0);
  /** For the read of a final field under way. */
  public Clock frozen;
  private long chance;

  Strand(int id, Execution execution, Thread thread, String name) {
    this.id = id;
    this.execution = execution;
    this.thread = thread;
    this.name = name;
    this.view = new View(id);
    this.history = Seen.mix(77, id);
    this.chance = id + 1;
  }

  /** The strand that the calling thread plays; null outside an execution, where modelled operations simply happen. */
  public static Strand current() {
    return Thread.currentThread() instanceof Worker worker && worker.hidden == 0 ? worker.strand : null;
  }

  /** What a thread is called in the program, where it plays one of its threads. */
  public static String nameOf(Thread thread) {
    Strand strand = thread instanceof Worker worker ? worker.strand : null;
    return strand == null ? thread.getName() : strand.name;
  }

  /** From here on what the calling thread does is not seen, until {@link #show}. */
  public static void hide() {
    if (Thread.currentThread() instanceof Worker worker) worker.hidden++;
  }

  public static void show() {
    if (Thread.currentThread() instanceof Worker worker) worker.hidden--;
  }

  public boolean done() {
    return state == State.DONE;
  }

  public boolean halted() {
    return state == State.HALTED;
  }

  public boolean waiting() {
    return state == State.WAITING;
  }

  /** Does it wait for other threads' ends, and for nothing else? */
  boolean joining() {
    return state == State.WAITING && !wait.on().isEmpty() && !wait.timed();
  }

  public boolean timedWaiting() {
    return state == State.WAITING && wait.timed();
  }

  /** Can it go on, as far as it is up to others? */
  boolean enabled(int news) {
    return switch (state) {
      case RUNNABLE -> true;
      case WAITING -> wait.ready().getAsBoolean();
      case SPINNING -> newsSeen != news;
      default -> false;
    };
  }

  /** Names where this thread stands, for the hash of the whole situation. */
  long situation(int news) {
    return Seen.mix(history, (long) points << 8 | state.ordinal() << 1 | (newsSeen == news ? 1 : 0));
  }

  /** Adds a step to this thread's history; {@code dependsOn} names what the step saw. Returns the step's name. */
  public long did(long dependsOn) {
    history = Seen.mix(history, dependsOn ^ (long) site << 40);
    return history;
  }

  /** A number that looks random and is the same in every execution. */
  public int chance(int bound) {
    chance = Seen.mix(chance, 99);
    return (int) Long.remainderUnsigned(chance, bound);
  }

  /** Runs {@code action} as the machine itself would, unseen by the model. */
  void unseen(Runnable action) {
    worker.hidden++;
    try {
      action.run();
    } finally {
      worker.hidden--;
    }
  }

  @Override public String toString() {
    return name;
  }
}
