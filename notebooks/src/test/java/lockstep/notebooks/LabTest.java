package lockstep.notebooks;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** binder/lab where something is missing: each failure is one sentence that says what to do. */
class LabTest {

    @TestFactory
    Stream<DynamicTest> lab() {
        return PythonCases.of("lab_cases.py", PythonCases.ROOT);
    }
}
