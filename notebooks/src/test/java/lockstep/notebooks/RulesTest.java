package lockstep.notebooks;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What must be true of the course's files, and that each of these rules can fail. */
class RulesTest {

    @TestFactory
    Stream<DynamicTest> rulesHold() {
        return PythonCases.of("check_rules.py", PythonCases.ROOT);
    }

    @TestFactory
    Stream<DynamicTest> rulesRefuse() {
        return PythonCases.of("reject_rules.py", PythonCases.FIXTURES);
    }
}
