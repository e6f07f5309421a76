package lockstep.notebooks;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every notebook from top to bottom in the installed kernel, two notebooks at a time. */
class ChaptersTest {

    /** As a learner finds them: every check says "not started yet". */
    @TestFactory
    Stream<DynamicTest> asShipped() {
        return PythonCases.of("run_notebooks.py", "shipped", PythonCases.ROOT);
    }

    /** With the solutions in the exercise cells, each kernel held to one processor: every check passes. Writes target/cells.md. */
    @TestFactory
    Stream<DynamicTest> solvedOnOneProcessor() {
        return PythonCases.of("run_notebooks.py", "solved", PythonCases.ROOT,
                PythonCases.ROOT.resolve("notebooks/target/cells.md"));
    }
}
