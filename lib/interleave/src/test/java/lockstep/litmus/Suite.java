package lockstep.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;

/**
 * All litmus programs with all their modes.
 *
 * <p>Sources, as the tables abbreviate them. JLS: <i>Java Language Specification</i>, 17.4. VarHandle: the API documentation of
 * {@link java.lang.invoke.VarHandle}. L: Doug Lea, <i>Using JDK 9 Memory Order Modes</i>. BP: Bender and Palsberg,
 * <i>A Formalization of Java's Concurrent Access Modes</i>, OOPSLA 2019. RC11: Lahav et al., <i>Repairing Sequential Consistency
 * in C/C++11</i>, PLDI 2017, whose relaxed, release/acquire and SC accesses and fences the VarHandle modes follow. M: Maranget,
 * Sarkar, Sewell, <i>A Tutorial Introduction to the ARM and POWER Relaxed Memory Models</i>, for the names of the shapes.
 * P: Peterson, <i>Myths About the Mutual Exclusion Problem</i>, 1981. D: Dijkstra, <i>Cooperating Sequential Processes</i>, 1965.
 */
final class Suite {
  /** Without bounds that matter: everything is explored. */
  static final Options ALL = Options.standard().preemptions(40).surprises(40).executions(400_000).millis(60_000);

  /** For the large ones: all that is allowed is found with as much; the profile litmus explores more, lest something forbidden be found. */
  static final Options SOME = Options.standard().preemptions(2).surprises(2).executions(400_000).millis(60_000);

  /** One program: which shape, which line of its table. */
  record Entry(int shape, int line) {
    Row row() {
      return rows(shape)[line];
    }

    Verdict explore() {
      return explore(row().program().large() ? SOME : ALL);
    }

    Verdict exploreMore() {
      return explore(row().program().large() ? SOME.preemptions(4).surprises(3) : ALL);
    }

    Verdict explore(Options options) {
      return Interleave.explore(options, scenario(shape, line));
    }
  }

  private Suite() {}

  static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int shape = 0; shape < shapes().size(); shape++) {
      for (int line = 0; line < rows(shape).length; line++) entries.add(new Entry(shape, line));
    }
    return entries;
  }

  private static Scenario scenario(int shape, int line) {
    return () -> Litmus.play(rows(shape)[line].program());
  }

  private static Row[] rows(int shape) {
    return shapes().get(shape).get();
  }

  private static List<Supplier<Row[]>> shapes() {
    return List.of(SB::rows, MP::rows, MPGuarded::rows, LB::rows, CoRR::rows, CoWW::rows, CoWR::rows, CoRW::rows,
        TwoPlusTwoW::rows, R::rows, S::rows, WRC::rows, IRIW::rows, Peterson::rows, Dekker::rows, SBUpdate::rows,
        Handshake::rows, Updates::rows, ReleaseSequence::rows, LaterStore::rows, LaterVolatile::rows);
  }
}
