package lockstep.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Progress;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * One class of the library under every schedule within the bounds. A test lists its scenarios, which the class must pass;
 * mutants of the class, each with the scenario that must find it and how; and what the class promises of progress.
 *
 * <p>Scenarios are lambdas of the test class itself. For a mutant the test class is loaded a second time, by a loader that
 * finds the mutant in place of the class.
 *
 * <p>To see the verdicts, and each mutant's failing schedule: {@code -DargLine=-Dlockstep.show=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Schedules { // public, like its methods, for the test class that is loaded twice

    /** Bounded by executions alone: a limit in time would let a slow machine decide. No program here needs so many steps. */
    public static final Options BOUNDS = Options.standard().steps(2_000).millis(300_000);

    /** For three threads, of which there are many more schedules. */
    public static final Options THREE = BOUNDS.preemptions(2).surprises(0);

    private final Class<?> type;
    private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
    private final Map<String, Options> bounds = new LinkedHashMap<>();
    private final List<DynamicTest> mutants = new ArrayList<>();
    private final List<DynamicTest> progress = new ArrayList<>();

    /** The class that this is about. */
    public Schedules(Class<?> type) {
        this.type = type;
    }

    /** A program that must end well under every schedule. */
    public final void scenario(String name, Scenario scenario) {
        scenario(name, BOUNDS, scenario);
    }

    public final void scenario(String name, Options within, Scenario scenario) {
        assertEquals(null, scenarios.put(name, scenario), name);
        bounds.put(name, within);
    }

    /** The class with one mistake in it, to be found by that scenario as a failure of that kind. */
    public final void mutant(String what, String before, String after, String scenario, Kind... kinds) {
        mutant(what, m -> m.edit(type, before, after), scenario, kinds);
    }

    public final void mutant(String what, Consumer<Mutant> edits, String scenario, Kind... kinds) {
        mutants.add(dynamicTest(what, () -> assertFound(scenario, Set.of(kinds), edits)));
    }

    /** What the threads of a scenario need from each other. */
    public final void progress(String name, Progress.Level expected, Scenario scenario) {
        progress(name, BOUNDS, expected, scenario);
    }

    public final void progress(String name, Options within, Progress.Level expected, Scenario scenario) {
        progress.add(dynamicTest(name + ": " + expected, () -> {
            Progress seen = Interleave.progress(within, scenario);
            assertEquals(expected, seen.level(), seen::toString);
            if (expected != Progress.Level.BLOCKING) {
                assertCovered(seen.verdict());
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> everySchedule() {
        assertTrue(scenarios.size() >= 2);
        return scenarios.keySet().stream().map(name -> dynamicTest(name, () -> {
            Verdict verdict = Interleave.explore(bounds.get(name), scenarios.get(name)).orThrow();
            show(name, verdict);
            assertCovered(verdict);
        }));
    }

    @TestFactory
    Stream<DynamicTest> mutants() {
        assertTrue(mutants.size() >= 3);
        return mutants.stream();
    }

    @TestFactory
    Stream<DynamicTest> progress() {
        assertFalse(progress.isEmpty());
        return progress.stream();
    }

    /** That the search went as far as it was asked to, and was not cut short by its budget. */
    private static void assertCovered(Verdict verdict) {
        assertTrue(verdict.complete() || verdict.preemptions() == verdict.options().preemptions(), verdict::toString);
        assertTrue(verdict.coverage().startsWith("all schedules"), verdict::toString);
    }

    /** That the scenario finds the mutant, as a failure of one of these kinds, and again by the token of its schedule. */
    final void assertFound(String scenario, Set<Kind> kinds, Consumer<Mutant> edits) throws ReflectiveOperationException {
        assertNotNull(scenarios.get(scenario), "no such scenario: " + scenario);
        Mutant mutant = new Mutant();
        edits.accept(mutant);
        // The same scenario, in a copy of this class that has the mutant where we have the class.
        Class<?> test = Class.forName(getClass().getName(), true, mutant.loader(getClass()));
        Schedules other = (Schedules) test.getDeclaredConstructor().newInstance();
        Scenario same = other.scenarios.get(scenario);
        Verdict verdict = Interleave.explore(bounds.get(scenario), same);
        show(scenario, verdict);
        assertFalse(verdict.passed(), () -> "not found: " + verdict);
        assertTrue(kinds.contains(verdict.kind()), verdict::toString);
        Verdict again = Interleave.replay(bounds.get(scenario), verdict.token(), same);
        assertEquals(verdict.kind(), again.kind(), () -> "the replay says " + again);
    }

    private void show(String scenario, Verdict verdict) {
        if (Boolean.getBoolean("lockstep.show")) {
            System.out.println(type.getSimpleName() + ", " + scenario + ": " + verdict);
        }
    }
}
