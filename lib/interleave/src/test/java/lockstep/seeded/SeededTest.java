package lockstep.seeded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Judges every program of the corpus; with {@code -Dseeded.times=20} twenty times each, and always the same. With
 * {@code -Dseeded.only=Name} just those whose name
 * begins so, with their reports. What was found goes to {@code target/seeded.md}.
 */
class SeededTest {
  private static final List<Class<?>> GROUPS =
      List.of(Publication.class, SpinLocks.class, Counters.class, Monitors.class, Deadlocks.class, Gates.class,
          Buffers.class, Exclusion.class, QueueLocks.class, Parking.class, Stacks.class, Queues.class, Deques.class,
              Snapshots.class, Sets.class, Reclamation.class, Library.class);
  private static final int TIMES = Integer.getInteger("seeded.times", 1);
  private static final String ONLY = System.getProperty("seeded.only", "");
  private static final List<Judged> JUDGED = new ArrayList<>();

  static List<Program> programs() {
    return GROUPS.stream().flatMap(group -> Arrays.stream(group.getDeclaredClasses())).filter(Program::is)
        .map(Program::of).toList();
  }

  @TestFactory
  Stream<DynamicTest> everyProgramIsJudgedAsItDeserves() {
    return programs().stream().filter(p -> p.name().startsWith(ONLY))
        .map(p -> DynamicTest.dynamicTest(p.name(), () -> judge(p)));
  }

  private static void judge(Program program) {
    Verdict first = null;
    for (int i = 0; i < TIMES; i++) {
      Verdict verdict = Interleave.explore(program.options(), program.type());
      if (first == null) first = verdict;
      JUDGED.add(Judged.of(program, verdict));
      assertEquals(first.kind(), verdict.kind(), "another verdict the next time");
      assertEquals(first.executions(), verdict.executions(), "another number of executions the next time");
      assertEquals(first.token(), verdict.token(), "another schedule the next time");
    }
    if (!ONLY.isEmpty()) System.out.println(program.name() + ": " + first);
    if (program.known() != null) {
      assertTrue(program.isKnownToSay(first.kind()), "The fault is mended: take away @Known(" + program.known().why()
          + ")\n" + first);
      assertFalse(program.deserves(first), "This is no fault: " + first);
    } else {
      assertTrue(program.deserves(first), program.expectation() + ", but: " + first);
      assertTrue(program.wrong() || first.complete() || first.preemptions() >= 1, "too large to be called right: "
          + first.coverage());
    }
  }

  @Test
  void theCorpusIsLargeEnough() {
    List<Program> all = programs();
    assertEquals(all.size(), all.stream().map(Program::name).distinct().count(), "names are unique");
    List<Program> wrong = all.stream().filter(Program::wrong).toList();
    assertTrue(wrong.size() >= 150 && all.size() - wrong.size() >= 100, wrong.size() + " wrong of " + all.size());
    assertTrue(wrong.stream().map(Program::kind).distinct().count() >= 25, "kinds of mistakes");
  }

  @AfterAll
  static void summary() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/seeded.md"), Summary.of(JUDGED, TIMES));
  }
}
