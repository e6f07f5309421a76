package lockstep.litmus;

import lockstep.interleave.Interleave;

/**
 * A litmus program: a few threads with a few accesses each, and notes of what they saw. The very same methods are run by interleave, under all schedules,
 * and by jcstress, on hardware and JIT: there is no second copy.
 *
 * <p>A program is a record, whose components are the modes of its accesses: so the JIT takes them for constants, and nothing is left of the choice.
 */
public interface Litmus {
  /** The first thread. */
  void one(Places p);

  default void two(Places p) {
    throw new UnsupportedOperationException("one thread only");
  }

  default void three(Places p) {
    throw new UnsupportedOperationException("two threads only");
  }

  default void four(Places p) {
    throw new UnsupportedOperationException("three threads only");
  }

  /** After all threads have ended. */
  default void end(Places p) {
    // all is noted
  }

  default int threads() {
    return 2;
  }

  /** Has it so many schedules that only those with a few preemptions are explored? */
  default boolean large() {
    return false;
  }

  /** Every outcome that one could think of, allowed or not: for each note the values that it may have. */
  String[] notes();

  /** Runs a program under interleave: to be called in a scenario. */
  static void play(Litmus program) {
    var p = new Places();
    switch (program.threads()) {
      case 1 -> Interleave.together(() -> program.one(p));
      case 2 -> Interleave.together(() -> program.one(p), () -> program.two(p));
      case 3 -> Interleave.together(() -> program.one(p), () -> program.two(p), () -> program.three(p));
      default -> Interleave.together(() -> program.one(p), () -> program.two(p), () -> program.three(p), () -> program.four(p));
    }
    program.end(p);
    Interleave.observe(p.outcome(program.notes().length));
  }
}
