package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import lockstep.harness.Verdict.Kind;
import lockstep.harness.judge.Judge;
import lockstep.harness.judge.Spec;
import org.junit.jupiter.api.DynamicTest;

/** Judges many answers that are not right, several at a time. The verdicts are looked at in order. */
final class Crowd {

    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    /**
     * An answer that must not pass.
     *
     * @param kind the verdict that it gets; null for whichever
     * @param says words that the verdict says
     */
    record Case(Class<?> answer, Kind kind, String... says) {

        String name() {
            return answer == null ? "null" : answer.getSimpleName();
        }

        private void expect(Verdict verdict) {
            System.out.println(name() + "\n" + verdict);
            assertFalse(verdict.passed(), verdict::toString);
            if (kind != null) {
                assertEquals(kind, verdict.kind(), verdict::toString);
            }
            String said = verdict.toString().replaceAll("\\s+", " "); // a long line is broken between words, where it happens to end
            for (String words : says) {
                assertTrue(said.contains(words), () -> "should say \"" + words + "\"\n" + verdict);
            }
        }
    }

    private Crowd() {}

    /**
     * A test for each case, and one that none of them has left a process behind.
     *
     * @param alone those that want the whole machine: they are judged one by one, after the others
     */
    static Stream<DynamicTest> tests(Spec spec, List<Case> cases, List<Case> alone) {
        ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "crowd");
            thread.setDaemon(true);
            return thread;
        });
        List<DynamicTest> tests = new ArrayList<>();
        for (Case c : cases) {
            Future<Verdict> verdict = crowd.submit(() -> judge(spec, c));
            tests.add(DynamicTest.dynamicTest(c.name(), () -> c.expect(verdict.get())));
        }
        crowd.shutdown();
        tests.add(DynamicTest.dynamicTest("no process is left behind", Children::assertNone));
        for (Case c : alone) {
            tests.add(DynamicTest.dynamicTest(c.name() + ", alone", () -> {
                c.expect(judge(spec, c));
                Children.assertNone();
            }));
        }
        return tests.stream();
    }

    private static Verdict judge(Spec spec, Case c) throws InterruptedException {
        return new Judge(spec, line -> { }).judge(c.answer());
    }
}
