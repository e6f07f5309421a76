package lockstep.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The kernels, tried through a real Jupyter client: a test for each case of {@code kernel_cases.py}.
 *
 * <p>The installed kernelspec {@code java} is tried, whichever kernel it starts. Where the environment
 * variable {@code IJAVA_ZIP} names IJava's release, both kernels are: the same cases, with the known
 * differences of IJava asserted as such.
 *
 * <p>System properties: {@code lockstep.python}, a Python with jupyter_client, and
 * {@code lockstep.jupyter.path}, the directory in which {@code kernels/java} lies.
 */
class KernelTest {

    private static final Path ROOT = Path.of(System.getProperty("lockstep.root", "..")).toAbsolutePath().normalize();
    private static final String PYTHON =
            System.getProperty("lockstep.python", ROOT.resolve("binder/.venv/bin/python").toString());
    private static final String JUPYTER =
            System.getProperty("lockstep.jupyter.path", ROOT.resolve("binder/.venv/share/jupyter").toString());
    private static final Pattern LINE = Pattern.compile("\\{\"case\": \"(\\w+)\", \"ok\": (true|false), \"said\": \"(.*)\", \"seconds\": .*");

    @TestFactory
    Stream<DynamicTest> installedKernel() throws IOException {
        return cases("installed");
    }

    /** Whichever kernel is installed: the course's own is tried in any case. */
    @TestFactory
    Stream<DynamicTest> ownKernel() throws IOException {
        assumeTrue(ijavaZip() != null, "the installed kernel is the course's own");
        return cases("lockstep");
    }

    @TestFactory
    Stream<DynamicTest> ijava() throws IOException {
        assumeTrue(ijavaZip() != null, "IJAVA_ZIP names no release of IJava");
        return cases("ijava");
    }

    private static String ijavaZip() {
        String zip = System.getenv("IJAVA_ZIP");
        return zip == null || zip.isBlank() ? null : zip;
    }

    /** The cases as they are reported, two running at a time, and at the end one test more: that none is missing. */
    private static Stream<DynamicTest> cases(String kernel) throws IOException {
        List<String> expected = new ArrayList<>();
        try (BufferedReader names = read(start(kernel, "--list"))) {
            names.lines().forEach(expected::add);
        }
        assertTrue(expected.size() > 30, "the list of cases: " + expected);
        Process process = start(kernel);
        BufferedReader report = read(process);
        List<String> reported = new ArrayList<>();
        Iterator<String> lines = report.lines().iterator();
        Stream<DynamicTest> tests = Stream.iterate(next(lines), line -> line != null, line -> next(lines))
                .map(line -> test(line, reported));
        return Stream.concat(tests, Stream.of(dynamicTest("every case was tried", () -> {
            assertEquals(new TreeSet<>(expected), new TreeSet<>(reported));
            assertEquals(expected.size(), reported.size());
            assertEquals(0, process.waitFor());
        }))).onClose(process::destroy);
    }

    private static String next(Iterator<String> lines) {
        return lines.hasNext() ? lines.next() : null;
    }

    private static DynamicTest test(String line, List<String> reported) {
        Matcher match = LINE.matcher(line);
        if (!match.matches()) {
            return dynamicTest("unreadable", () -> assertEquals("a case's report", line));
        }
        reported.add(match.group(1));
        String said = match.group(3).replace("\\n", "\n");
        if (!said.isEmpty()) {
            System.out.println("    " + match.group(1) + ": " + said);
        }
        return dynamicTest(match.group(1), () -> assertEquals("true", match.group(2), match.group(1) + ": " + said));
    }

    private static Process start(String kernel, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON,
                ROOT.resolve("notebooks/src/test/python/kernel_cases.py").toString(), "--kernel", kernel));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JUPYTER_PATH", JUPYTER + File.pathSeparator);
        return builder.start();
    }

    private static BufferedReader read(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
