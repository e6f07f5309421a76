package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.interleave.schedule.Explorer;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A check as Maven or an IDE runs it: all of it, scenarios too, goes to the judge's child. */
class JudgeExtensionTest {

    @Test
    void scenariosAreLeftToTheChild() {
        int begun = Explorer.begun();
        Map<String, Status> seen = new TreeMap<>();
        List<String> said = new ArrayList<>();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass("lockstep.exercises.ch90_fixture.MyGateCheck")).build(),
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        if (test.isTest()) {
                            seen.put(test.getDisplayName(), result.getStatus());
                            result.getThrowable().ifPresent(t -> said.add(t.getMessage()));
                        }
                    }
                });
        assertEquals(begun, Explorer.begun(), "schedules were explored in this JVM, on the starter");
        assertEquals(3, seen.size(), seen::toString);
        assertFalse(seen.containsValue(Status.SUCCESSFUL), seen::toString);
        assertTrue(said.stream().anyMatch(s -> s.startsWith("NOT_STARTED: Exercise 90.2 waits for your code")), said::toString);
    }
}
