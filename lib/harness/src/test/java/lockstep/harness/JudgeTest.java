package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lockstep.answers.Answers;
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

    /** The judge's verdicts on one answer, tried so often. */
    private static List<Kind> kinds(Class<?> answer, int times) throws InterruptedException {
        return new Judge(Catalogue.get().find("90.1"), line -> { }).judge(answer, times).stream().map(Verdict::kind).toList();
    }

    @Test
    void againInOneChild() throws Exception {
        assertEquals(List.of(Kind.PASSED, Kind.PASSED), kinds(Answers.Right.class, 2));
        assertEquals(List.of(Kind.WRONG, Kind.WRONG, Kind.WRONG), kinds(Answers.TestThenSet.class, 3));
        assertEquals(List.of(Kind.WRONG, Kind.WRONG), kinds(null, 2));
    }

    @Test
    void againInANewChild() throws Exception {
        assertEquals(List.of(Kind.HUNG, Kind.HUNG), kinds(Answers.NeverUnlocks.class, 2));
        assertEquals(List.of(Kind.CRASHED, Kind.CRASHED), kinds(Answers.Exits.class, 2));
        assertEquals(List.of(Kind.WRONG, Kind.WRONG), kinds(Answers.NeverWaits.class, 2));
        Children.assertNone();
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
