package lockstep.interleave.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the scenario says: what must always hold, and what it observed. */
final class Claimed {
  private final List<Invariant> invariants = new ArrayList<>();
  private final List<String> outcome = new ArrayList<>();
  private long history;

  private record Invariant(String what, BooleanSupplier holds) {}

  void always(String what, BooleanSupplier holds) {
    invariants.add(new Invariant(what, holds));
  }

  /** Ends the execution if something does not hold. It is evaluated unseen by the model, so it may read anything. */
  void check(Strand me) {
    if (invariants.isEmpty()) return;
    for (Invariant invariant : invariants) {
      boolean[] holds = new boolean[1];
      me.unseen(() -> holds[0] = invariant.holds.getAsBoolean());
      if (!holds[0]) throw me.execution.fail(Failure.Kind.INVARIANT, invariant.what, me);
    }
  }

  /** Observations stand in one order. */
  void observe(Strand me, String what) {
    outcome.add(what);
    history = me.did(history);
  }

  List<String> outcome() {
    return outcome;
  }
}
