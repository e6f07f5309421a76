package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import lockstep.answers.Answers;
import lockstep.answers.Sums;
import lockstep.answers.Waiting;
import lockstep.harness.Verdict.Kind;
import lockstep.harness.judge.Catalogue;
import lockstep.harness.judge.Judge;
import org.junit.jupiter.api.Test;

/** Verdicts on the fixture's answers. */
class JudgeTest {

    static Verdict judge(Class<?> answer) throws InterruptedException {
        Verdict verdict = new Judge(Catalogue.get().find("90.1"), line -> { }).judge(answer);
        System.out.println(verdict);
        return verdict;
    }

    /** The judge's verdicts on these answers, one after another. */
    private static List<Kind> kinds(Class<?>... answers) throws InterruptedException {
        Judge judge = new Judge(Catalogue.get().find("90.1"), line -> { });
        return judge.judge(Arrays.asList(answers)).stream().map(Verdict::kind).toList();
    }

    @Test
    void oneAfterAnotherInOneChild() throws Exception {
        assertEquals(List.of(Kind.PASSED, Kind.WRONG, Kind.WRONG, Kind.PASSED),
                kinds(Answers.Right.class, Answers.TestThenSet.class, Answers.TestThenSet.class, Answers.Right.class));
    }

    @Test
    void aChildThatDiesIsReplaced() throws Exception {
        assertEquals(List.of(Kind.HUNG, Kind.HUNG, Kind.WRONG, Kind.CRASHED, Kind.PASSED, Kind.CRASHED),
                kinds(Answers.NeverUnlocks.class, Answers.NeverUnlocks.class, Answers.NeverWaits.class,
                        Answers.Exits.class, Answers.Right.class, Answers.Exits.class));
        Children.assertNone();
    }

    @Test
    void anAnswerThatCannotBeTriedHoldsUpNoOther() throws Exception {
        assertEquals(List.of(Kind.WRONG, Kind.PASSED, Kind.WRONG, Kind.PASSED, Kind.WRONG),
                kinds(null, Answers.Right.class, null, Answers.Right.class, null));
        Children.assertNone();
    }

    @Test
    void whatOnePrintedIsNotTheNextOnes() throws Exception {
        List<Verdict> verdicts = new Judge(Catalogue.get().find("90.1"), line -> { })
                .judge(List.of(Answers.Talks.class, Answers.Talks.class, Answers.TestThenSet.class));
        assertTrue(verdicts.get(0).printed().startsWith("it talks"), verdicts.toString());
        assertEquals(verdicts.get(0).printed(), verdicts.get(1).printed());
        assertEquals("", verdicts.get(2).printed());
    }

    /** Its limit is ten minutes; but nobody is left who could end the wait. */
    @Test
    void aDeadlockIsToldBeforeTheLimit() throws Exception {
        Verdict verdict = new Judge(Catalogue.get().find("90.3"), line -> { }).judge(Waiting.ForEachOther.class);
        assertEquals(Kind.HUNG, verdict.kind());
        assertTrue(verdict.millis() < 300_000, verdict.toString());
    }

    @Test
    void whoWaitsForATimeToComeIsNotHung() throws Exception {
        assertEquals(List.of(Kind.PASSED, Kind.PASSED, Kind.PASSED), new Judge(Catalogue.get().find("90.3"), line -> { })
                .judge(List.of(Waiting.ForANap.class, Waiting.ForATimer.class, Waiting.SpinsForATimer.class))
                .stream().map(Verdict::kind).toList());
    }

    /** Alone with the check for seconds, but each call comes to its end. */
    @Test
    void whoIsCalledAgainAndAgainIsNotHung() throws Exception {
        List<Verdict> verdicts = new Judge(Catalogue.get().find("90.4"), line -> { })
                .judge(List.of(Sums.Right.class, Sums.ComesToNoEnd.class));
        assertEquals(List.of(Kind.PASSED, Kind.HUNG), verdicts.stream().map(Verdict::kind).toList(), verdicts.toString());
    }

    @Test
    void starter() throws Exception {
        Class<?> starter = Class.forName("lockstep.exercises.ch90_fixture.MyLock");
        assertEquals(Kind.NOT_STARTED, judge(starter).kind());
    }

    @Test
    void right() throws Exception {
        assertEquals(Kind.PASSED, judge(Answers.Right.class).kind());
    }

    @Test
    void rightByHandle() throws Exception {
        assertEquals(Kind.PASSED, judge(Answers.RightByHandle.class).kind());
    }

    @Test
    void testThenSet() throws Exception {
        Verdict verdict = judge(Answers.TestThenSet.class);
        assertEquals(Kind.WRONG, verdict.kind());
        assertEquals("excludes", verdict.broken());
    }

    @Test
    void neverWaits() throws Exception {
        Verdict verdict = judge(Answers.NeverWaits.class);
        assertEquals(Kind.WRONG, verdict.kind());
        assertEquals("waits", verdict.broken());
    }

    @Test
    void neverUnlocks() throws Exception {
        Verdict verdict = judge(Answers.NeverUnlocks.class);
        assertEquals(Kind.HUNG, verdict.kind());
        assertTrue(verdict.detail("Stuck").contains("Answers.java line"), verdict.toString());
    }

    @Test
    void throwing() throws Exception {
        assertEquals(Kind.CRASHED, judge(Answers.Throws.class).kind());
    }

    @Test
    void exits() throws Exception {
        Verdict verdict = judge(Answers.Exits.class);
        assertEquals(Kind.CRASHED, verdict.kind());
        assertTrue(verdict.detail("Where").contains("lock()"), verdict.toString());
    }
}
