package lockstep.interleave.schedule;

import java.util.List;
import lockstep.interleave.memory.DataRace;
import lockstep.interleave.memory.Location;

/**
 * What went wrong in one execution.
 *
 * @param kind the kind of wrong
 * @param what one sentence
 * @param strand the thread that saw it; -1 if no one thread did
 * @param race the data race, if it is one
 * @param place where the data race is
 * @param thrown what the program threw, if it did
 * @param stuck for each thread that cannot finish, where it stands
 */
public record Failure(Kind kind, String what, int strand, DataRace race, Location place, Throwable thrown, List<Stuck> stuck) {

  /** The kinds of wrong. */
  public enum Kind {
    /** Two accesses that nothing orders, one of them plain, one of them a store. */
    DATA_RACE,
    /** An assertion failed, or another exception left a thread. */
    EXCEPTION,
    /** Something that must always hold did not. */
    INVARIANT,
    /** Two threads were inside at once. */
    EXCLUSION,
    /** No order of the operations explains what they returned. */
    NOT_LINEARIZABLE,
    /** No thread can ever change anything again: all wait, or spin on values that nobody will change. */
    DEADLOCK,
    /** Threads keep changing things for ever, and none gets anywhere. */
    LIVELOCK,
    /** Some threads go on for ever while another one waits. */
    STARVATION,
    /** One thread was stopped for good, and others that need nothing from it cannot finish. */
    BLOCKING,
    /** The program does something that interleave does not model: no verdict. */
    UNSUPPORTED
  }

  /**
   * A thread that cannot go on.
   *
   * @param strand its number
   * @param name its name
   * @param site where it stands
   * @param how "waits for …", "spins", "was stopped"
   */
  public record Stuck(int strand, String name, int site, String how) {}

  static Failure of(Kind kind, String what, int strand) {
    return new Failure(kind, what, strand, null, null, null, List.of());
  }

  /** Is it the same mistake, as far as one can tell without looking at the schedule? */
  boolean like(Failure other) {
    return kind == other.kind;
  }
}
