package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** Looks for processes that the judge should have ended. */
final class Children {

    private Children() {}

    /** Fails if a child of this JVM lives on; gives the operating system a moment to bury it. */
    static void assertNone() throws InterruptedException {
        for (int i = 0; i < 500 && !alive().isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertEquals(List.of(), alive(), "processes left behind");
    }

    private static List<ProcessHandle> alive() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }
}
