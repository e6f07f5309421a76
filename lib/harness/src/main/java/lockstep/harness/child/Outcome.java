package lockstep.harness.child;

import java.util.Map;
import java.util.function.Consumer;
import lockstep.harness.Trial;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** How one property went. Fails closed: a property that no test reported as passed did not hold. */
final class Outcome implements TestExecutionListener {

    private final Runnable begins;
    private final Consumer<Map<String, String>> reported;
    private boolean passed;
    private Throwable failure;

    /**
     * An outcome not known yet.
     *
     * @param begins run when the test itself begins, and not JUnit's own preparations
     * @param reported told what the test reports
     */
    Outcome(Runnable begins, Consumer<Map<String, String>> reported) {
        this.begins = begins;
        this.reported = reported;
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        reported.accept(entry.getKeyValuePairs());
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            begins.run();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            failure = result.getThrowable().orElseGet(() -> new AssertionError("The test ended as " + result));
        } else if (test.isTest()) {
            passed = true;
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        failure = new AssertionError("The test was skipped: " + reason);
    }

    /** Adds what an unjoined thread of the trial threw. */
    void sweep() {
        try {
            Trial.sweep();
        } catch (Throwable t) {
            failure = failure == null ? t : failure;
        }
    }

    /** What broke the property, or null if it held. */
    Throwable failure() {
        return failure != null || passed ? failure : new AssertionError("The test was not run");
    }
}
