package lockstep.seeded;

import lockstep.interleave.Verdict;

/** A program and what the checker said of it once. */
record Judged(Program program, Verdict verdict) {}
