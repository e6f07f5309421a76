package lockstep.seeded;

import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure;

/** A program and what the checker said of it once. (Not the verdict itself: that keeps the whole schedule.) */
record Judged(Program program, Failure.Kind kind, String coverage, int executions, long millis) {

  static Judged of(Program program, Verdict verdict) {
    return new Judged(program, verdict.kind(), verdict.coverage(), verdict.executions(), verdict.millis());
  }

  boolean passed() {
    return kind == null;
  }

  boolean asDeserved() {
    return program.deserves(kind);
  }
}
