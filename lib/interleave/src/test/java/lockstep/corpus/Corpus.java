package lockstep.corpus;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Region;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A collection of classes with one mistake each, and of right ones. Every mistake must be found, and the right ones left in peace. */
abstract class Corpus {
  /** What all locks of the corpus offer. */
  interface Lock {
    void lock();

    void unlock();
  }

  private record Entry(String name, Set<Kind> kinds, Scenario scenario) {}

  private final List<Entry> entries = new ArrayList<>();

  abstract void fill();

  @TestFactory Stream<DynamicTest> verdictsAreRight() {
    fill();
    return entries.stream().map(e -> dynamicTest((e.kinds.isEmpty() ? "right: " : "wrong: ") + e.name, () -> {
      Verdict verdict = Interleave.explore(e.scenario);
      if (e.kinds.isEmpty()) {
        verdict.orThrow();
        assertTrue(verdict.complete() || verdict.preemptions() >= 1, verdict::toString);
      } else {
        assertTrue(!verdict.passed(), "not found: " + verdict);
        assertTrue(e.kinds.contains(verdict.kind()), verdict::toString);
        assertTrue(!verdict.steps().isEmpty(), verdict::toString);
        Verdict again = Interleave.replay(verdict.token(), e.scenario);
        assertTrue(verdict.kind() == again.kind(), "the replay says " + again);
      }
    }));
  }

  /** The same verdicts without skipping equivalent schedules, as far as that many can be run. */
  @TestFactory Stream<DynamicTest> reductionChangesNoVerdict() {
    fill();
    return entries.stream().map(e -> dynamicTest(e.name, () -> {
      Options bounds = Options.standard().preemptions(2).surprises(1).executions(4_000);
      Verdict full = Interleave.explore(bounds.reduce(false), e.scenario);
      Verdict reduced = Interleave.explore(bounds, e.scenario);
      if (full.kind() != null) assertTrue(full.kind() == reduced.kind(), () -> full + "\n" + reduced);
      else if (full.complete() || full.preemptions() == 2) assertTrue(reduced.passed(), () -> full + "\n" + reduced);
    }));
  }

  void wrong(String name, Scenario scenario, Kind first, Kind... others) {
    entries.add(new Entry(name, EnumSet.of(first, others), scenario));
  }

  void right(String name, Scenario scenario) {
    entries.add(new Entry(name, Set.of(), scenario));
  }

  // ---- scenarios ----

  /** Two threads add to a plain counter under the lock. */
  static void count(Lock lock) {
    int[] count = new int[1];
    Action add = () -> {
      lock.lock();
      count[0]++;
      lock.unlock();
    };
    Interleave.together(add, add);
    Interleave.check(count[0] == 2, "two threads added one each, and the sum is " + count[0]);
  }

  /** One takes the lock twice, the other once. */
  static void again(Lock lock) {
    int[] count = new int[1];
    Interleave.together(() -> {
      for (int i = 0; i < 2; i++) {
        lock.lock();
        count[0]++;
        lock.unlock();
      }
    }, () -> {
      lock.lock();
      count[0]++;
      lock.unlock();
    });
    Interleave.check(count[0] == 3, "three additions make " + count[0]);
  }

  /** Nobody meets anybody inside. */
  static void exclude(Lock lock) {
    Region region = new Region();
    Action visit = () -> {
      lock.lock();
      region.enter();
      region.leave();
      lock.unlock();
    };
    Interleave.together(visit, visit);
  }
}
