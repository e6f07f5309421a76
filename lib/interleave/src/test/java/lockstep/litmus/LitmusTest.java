package lockstep.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What interleave finds must be exactly what each program's table allows, but for what the table names as not explored. Anything
 * more would be a false alarm some day, anything less a mistake missed.
 */
class LitmusTest {
  @TestFactory Stream<DynamicTest> outcomesAreExactlyTheAllowedOnes() {
    return Suite.entries().stream().map(entry -> dynamicTest(entry.row().name(), () -> {
      Row row = entry.row();
      Verdict verdict = entry.explore();
      if (row.race()) {
        assertEquals(Failure.Kind.DATA_RACE, verdict.kind(), verdict::toString);
      } else {
        assertNull(verdict.kind(), verdict::toString);
        assertTrue(verdict.complete() || row.program().large() && verdict.preemptions() >= 2, verdict::toString);
        assertEquals(row.explored(), verdict.outcomes(), row.source());
      }
    }));
  }

  /** Skipping equivalent schedules must not lose an outcome: without it, the same set. */
  @TestFactory Stream<DynamicTest> reductionLosesNoOutcome() {
    return Suite.entries().stream().filter(LitmusTest::small).map(entry -> dynamicTest(entry.row().name(), () -> {
      Verdict reduced = entry.explore(Suite.ALL);
      Verdict all = entry.explore(Suite.ALL.reduce(false));
      assertTrue(all.complete(), all::toString);
      assertEquals(all.outcomes(), reduced.outcomes());
      assertTrue(reduced.executions() <= all.executions());
    }));
  }

  /** Without the reduction, three threads take long: one program of each shape will do. */
  private static boolean small(Suite.Entry entry) {
    Row row = entry.row();
    return !row.race() && !row.program().large() && (row.program().threads() < 3 || entry.line() < 2);
  }
}
