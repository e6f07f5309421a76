package lockstep.notebooks;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The runs of {@link ShippedTest} and {@link ChaptersTest} refuse a notebook that misbehaves. */
class RefusedTest {

    @TestFactory
    Stream<DynamicTest> runsRefuse() {
        return PythonCases.of("reject_runs.py");
    }
}
