package lockstep.notebooks;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every notebook from top to bottom in the installed kernel as a learner finds it: every check says "not started yet". */
class ShippedTest {

    @TestFactory
    Stream<DynamicTest> asShipped() {
        return PythonCases.of("run_notebooks.py", "shipped", PythonCases.ROOT);
    }
}
