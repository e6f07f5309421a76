package lockstep.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import lockstep.harness.Verdict;
import lockstep.harness.judge.Catalogue;
import lockstep.harness.judge.Judge;
import lockstep.harness.judge.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Judges the solution, the starter, other right answers and every wrong version of every exercise, several times each
 * and several at a time, and writes what it saw to {@code target/proof.md}.
 *
 * <p>{@code -Dexercise=2.1} runs one exercise only; {@code -Dproof.times=20} runs each version so many times.
 */
class ProofTest {

    private static final int TIMES = Integer.getInteger("proof.times", 3);

    /** More than there are processors: many a version only waits, and a verdict must be the same on a busy machine. */
    private static final int AT_ONCE = 3 * Runtime.getRuntime().availableProcessors();

    /**
     * About so many tries in one child JVM, as long as no answer ends it: of one version, or of several if each is tried
     * less often. The first is as a learner's, the others run code that is warm.
     */
    private static final int PER_CHILD = 20;

    private static final List<Seen> SEEN = Collections.synchronizedList(new ArrayList<>());

    /** A version and the verdicts it got. */
    record Seen(Versions.Version version, List<Verdict> verdicts) {

        Seen(Versions.Version version) {
            this(version, new ArrayList<>());
        }
    }

    @TestFactory
    Stream<DynamicTest> everyVersionGetsItsVerdict() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "proof");
            thread.setDaemon(true);
            return thread;
        });
        List<DynamicTest> tests = new ArrayList<>();
        for (Spec spec : Versions.exercises()) {
            List<Seen> all = Versions.of(spec).stream().map(Seen::new).toList();
            SEEN.addAll(all);
            int some = Math.max(1, PER_CHILD / TIMES);
            for (int i = 0; i < all.size(); i += some) {
                List<Seen> together = all.subList(i, Math.min(i + some, all.size()));
                Future<?> tries = crowd.submit(() -> {
                    judge(spec, together);
                    return null;
                });
                for (Seen seen : together) {
                    tests.add(DynamicTest.dynamicTest(spec.id() + " " + seen.version().name(), () -> {
                        if (seen == all.get(0)) {
                            System.out.println("Proof of " + spec.id() + ": " + all.size() + " versions, " + TIMES + " times each");
                        }
                        tries.get();
                        assertEquals(seen.version().tries(TIMES), seen.verdicts().size());
                        seen.verdicts().forEach(verdict -> expect(seen.version(), verdict));
                    }));
                }
            }
        }
        crowd.shutdown();
        return tests.stream();
    }

    @Test
    void everyExerciseIsComplete() throws Exception {
        for (Spec spec : Versions.exercises()) {
            assertEquals(3, spec.hints().size(), spec.id() + " has three hints");
            assertTrue(spec.properties().size() >= 2, spec.id() + " has at least two properties");
            long wrong = Versions.of(spec).stream().filter(v -> v.wrong() != null).count();
            assertTrue(wrong >= 5, spec.id() + " has at least five wrong versions; found " + wrong);
        }
    }

    @Test
    void everyWrongVersionBelongsToAnExercise() throws Exception {
        for (Class<?> type : Versions.wrongClasses()) {
            Wrong wrong = type.getAnnotation(Wrong.class);
            Spec spec = Catalogue.get().find(wrong.exercise());
            assertTrue(spec != null, type.getName() + " names no exercise: " + wrong.exercise());
            for (String method : wrong.breaks()) {
                assertTrue(spec.properties().stream().anyMatch(p -> p.method().equals(method)),
                        type.getName() + " names no property of the check: " + method);
            }
        }
    }

    @Test
    void everyRightVersionBelongsToAnExercise() throws Exception {
        for (Class<?> type : Versions.rightClasses()) {
            String exercise = type.getAnnotation(Right.class).exercise();
            assertTrue(Catalogue.get().find(exercise) != null, type.getName() + " names no exercise: " + exercise);
        }
    }

    @AfterAll
    static void writeTheTable() throws Exception {
        Path file = Path.of("target", "proof.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, ProofTable.of(List.copyOf(SEEN), TIMES, AT_ONCE));
        System.out.println("The proof's table is in " + file.toAbsolutePath());
    }

    /** Judges each of these so often, one after another. */
    private static void judge(Spec spec, List<Seen> together) throws InterruptedException {
        List<Seen> order = together.stream()
                .flatMap(seen -> Collections.nCopies(seen.version().tries(TIMES), seen).stream()).toList();
        List<Verdict> verdicts = new Judge(spec, line -> { })
                .judge(order.stream().<Class<?>>map(seen -> seen.version().type()).toList());
        for (int i = 0; i < order.size(); i++) {
            order.get(i).verdicts().add(verdicts.get(i));
        }
    }

    private static void expect(Versions.Version version, Verdict verdict) {
        assertTrue(version.expect().contains(verdict.kind()),
                () -> "expected " + version.expect() + " for " + version.name() + ", got\n" + verdict);
        if (!version.breaks().isEmpty()) {
            assertTrue(version.breaks().contains(verdict.broken()),
                    () -> "expected " + version.breaks() + " to break, got " + verdict.broken() + "\n" + verdict);
        }
    }
}
