package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import lockstep.answers.Gates;
import lockstep.harness.Crowd.Case;
import lockstep.harness.Verdict.Kind;
import lockstep.harness.judge.Catalogue;
import lockstep.harness.judge.Judge;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import lockstep.harness.judge.Spec;

/** Properties that are scenarios: verdicts, schedules, replays. */
class ScheduleTest {

    private static final Spec SPEC = Catalogue.get().find("90.2");

    private static Verdict judge(Class<?> answer) throws InterruptedException {
        Verdict verdict = new Judge(SPEC, line -> { }).judge(answer);
        System.out.println(verdict);
        Children.assertNone();
        return verdict;
    }

    @TestFactory
    Stream<DynamicTest> wrong() {
        return Crowd.tests(SPEC, List.of(
                new Case(Gates.Opaque.class, Kind.WRONG, "that store has no release", "two threads count to two"),
                new Case(Gates.Polite.class, Kind.HUNG, "T1 spins at Polite:", "T2 spins at Polite:", "wants"),
                new Case(Gates.Throws.class, Kind.WRONG, "Does not hold", "T1: IllegalStateException: no luck", "(Throws:"),
                new Case(Gates.NotModelled.class, Kind.WRONG, "Could not be tried", "new File: it is not modelled", "(NotModelled:"),
                new Case(Gates.Exits.class, Kind.WRONG, "System.exit", "(Exits:"),
                new Case(Gates.ExitsAndCatches.class, Kind.WRONG, "System.exit"),
                new Case(Gates.LoopsBare.class, Kind.HUNG, "goes round and round at Gates.java line", "nothing that another thread could change"),
                new Case(Gates.LoopsInLibrary.class, Kind.HUNG, "runs at Gates.java line"),
                new Case(Gates.CatchesAll.class, Kind.HUNG),
                new Case(Gates.EatsMemory.class, Kind.CRASHED, "used up all memory"),
                new Case(Gates.Recurses.class, Kind.CRASHED, "called itself without end"),
                new Case(Gates.Prints.class, Kind.HUNG, "Gates.java line"),
                new Case(Gates.StartsThousand.class, Kind.WRONG, "more than 15 threads"),
                new Case(Gates.StartsSpinning.class, Kind.HUNG),
                new Case(Gates.StaticThrows.class, Kind.WRONG, "NumberFormatException"),
                new Case(Gates.HalfDone.class, Kind.NOT_STARTED, "waits for your code"),
                new Case(starter(), Kind.NOT_STARTED, "waits for your code")), List.of());
    }

    private static Class<?> starter() {
        try {
            return Class.forName(SPEC.starter());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void right() throws Exception {
        Verdict verdict = judge(Gates.Right.class);
        assertEquals(Kind.PASSED, verdict.kind());
        assertNull(verdict.schedule());
        assertTrue(verdict.detail("Tried").matches("all schedules of 1 scenario \\(1 run\\), "
                + "all schedules of 1 scenario with at most 3 preemptions and 2 weak steps \\(\\d+ runs\\)\\."), verdict.detail("Tried"));
        assertTrue(verdict.detail("Unproven").contains("what the scenarios do not do"), verdict.detail("Unproven"));
    }

    @Test
    void scheduleSpeaksOfTheAnswersOwnLines() throws Exception {
        Verdict verdict = judge(Gates.Opaque.class);
        assertEquals("counts", verdict.broken());
        Schedule schedule = verdict.schedule();
        assertNotNull(schedule);
        assertTrue(schedule.table().contains("shut.setOpaque(false)"), schedule.table());
        assertTrue(schedule.steps().stream().allMatch(s -> s.where().matches("Opaque:\\d+|the check")), schedule.table());
        assertTrue(schedule.steps().stream().anyMatch(s -> s.where().equals("the check")), schedule.table());
        assertTrue(schedule.table().lines().allMatch(l -> l.length() <= 100), schedule.table());
        assertTrue(verdict.toString().contains(schedule.table().lines().skip(1).findFirst().orElseThrow()), "the table is not broken into lines");
        assertFalse(verdict.toString().contains("MyGate"), verdict::toString);
        assertTrue(schedule.html().contains("<svg"), schedule.html());
    }

    @Test
    void sameScheduleEachTime() throws Exception {
        Schedule first = judge(Gates.Polite.class).schedule();
        for (int i = 0; i < 2; i++) {
            assertEquals(first, judge(Gates.Polite.class).schedule());
        }
    }

    @Test
    void replays() throws Exception {
        Schedule found = judge(Gates.Opaque.class).schedule();
        Verdict again = Judge.replaying(SPEC, found.property(), found.token()).judge(Gates.Opaque.class);
        assertEquals(found, again.schedule());
        assertTrue(Judge.replaying(SPEC, found.property(), found.token()).judge(Gates.Right.class).passed(), "under this schedule it is right");
        Verdict misfit = Judge.replaying(SPEC, found.property(), "1.z").judge(Gates.Opaque.class);
        assertTrue(misfit.detail("Thrown").contains(Judge.NO_SUCH_SCHEDULE), misfit::toString);
    }
}
