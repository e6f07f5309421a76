package lockstep.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lockstep.harness.Verdict;
import lockstep.harness.judge.Judge;
import lockstep.harness.judge.Spec;

/**
 * Measures how long a learner waits for a verdict: every exercise's solution, starter and wrong versions, one after the
 * other, from the call to the verdict, with the start of the child JVM.
 *
 * <pre>mvn -q -Pbench -pl solutions -am -DskipTests package        (-Dexercise=2.1 for one exercise alone)</pre>
 */
public final class Bench {

    private static final int TIMES = 3;

    private Bench() {}

    private record Timed(String what, Verdict.Kind kind, long millis) {}

    public static void main(String[] args) throws Exception {
        List<Timed> all = new ArrayList<>();
        for (int round = 0; round <= TIMES; round++) {
            for (Spec spec : Versions.exercises()) {
                for (Versions.Version version : Versions.of(spec)) {
                    Verdict verdict = new Judge(spec, line -> { }).judge(version.type());
                    if (round > 0) { // the first warms up, and lets the archive be made
                        all.add(new Timed(spec.id() + " " + version.name(), verdict.kind(), verdict.millis()));
                    }
                }
            }
        }
        System.out.printf("JDK %s, %d processors, %d verdicts%n", System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(), all.size());
        System.out.printf("%-16s %8s %10s %8s  %s%n", "verdict", "number", "median s", "worst s", "the worst");
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            List<Timed> some = all.stream().filter(t -> t.kind() == kind)
                    .sorted(Comparator.comparingLong(Timed::millis)).toList();
            if (!some.isEmpty()) {
                Timed worst = some.get(some.size() - 1);
                System.out.printf(Locale.ROOT, "%-16s %8d %10.2f %8.2f  %s%n", kind, some.size(),
                        some.get(some.size() / 2).millis() / 1000.0, worst.millis() / 1000.0, worst.what());
            }
        }
    }
}
