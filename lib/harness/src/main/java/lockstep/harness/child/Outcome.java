package lockstep.harness.child;

import lockstep.harness.Trial;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** How one property went. Fails closed: a property that no test reported as passed did not hold. */
final class Outcome implements TestExecutionListener {

    private boolean passed;
    private Throwable failure;

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
