package lockstep.notebooks;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every notebook from top to bottom in the installed kernel, with the solutions in the exercise cells, two notebooks at a
 * time, each kernel held to one processor: every check passes. Writes target/cells.md, with times; nothing runs beside it.
 */
class ChaptersTest {

    @TestFactory
    Stream<DynamicTest> solvedOnOneProcessor() {
        return PythonCases.of("run_notebooks.py", "solved", PythonCases.ROOT,
                PythonCases.ROOT.resolve("notebooks/target/cells.md"));
    }
}
