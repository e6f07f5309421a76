package lockstep.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a compiler refuses. Each program below marks the lines that must be refused; no other line may be. The compiler
 * runs as a process of its own, since Error Prone needs access to the inside of javac.
 */
class CompileTimeTest {

    @TempDir
    Path folder;

    @Test
    void javacRefusesToMakeAGuard() throws Exception {
        assertRefused(false, """
                import lockstep.guard.*;
                class Use {
                    final GuardLock<Integer> lock = new GuardLock<>(1);
                    Object open() {
                        return lock.lock();
                    }
                    Object make() {
                        return new Guard<>(lock); // REFUSED
                    }
                    abstract class Mine extends Guard<Integer> { // REFUSED
                    }
                    int peek() {
                        return lock.value; // REFUSED
                    }
                    void leak() {
                        lock.lock(); // javac alone does not mind
                    }
                }
                """);
    }

    @Test
    void errorProneRefusesAGuardThatIsNotClosed() throws Exception {
        assertRefused(true, """
                import com.google.errorprone.annotations.MustBeClosed;
                import lockstep.guard.*;
                class Use {
                    final GuardLock<Integer> lock = new GuardLock<>(1);
                    void leak() {
                        Guard<Integer> guard = lock.lock(); // REFUSED
                        guard.set(2);
                        guard.close();
                    }
                    void leakAtOnce() {
                        lock.lock().set(2); // REFUSED
                    }
                    void leakInterruptibly() throws InterruptedException {
                        lock.lockInterruptibly(); // REFUSED
                    }
                    void closed() throws InterruptedException {
                        try (Guard<Integer> guard = lock.lock()) {
                            guard.set(2);
                        }
                        try (var guard = lock.lockInterruptibly()) {
                            guard.set(2);
                        }
                    }
                    @MustBeClosed
                    Guard<Integer> handedOn() {
                        return lock.lock();
                    }
                    int scoped() {
                        return lock.with(v -> v + 1);
                    }
                    void notSeen() {
                        lock.tryLock().get().set(2); // in an Optional, Error Prone does not see the leak
                    }
                }
                """);
    }

    @Test
    void errorProneRefusesAFieldWithoutItsLock() throws Exception {
        StringBuilder program = new StringBuilder("""
                import com.google.errorprone.annotations.concurrent.GuardedBy;
                import lockstep.spin.*;
                """);
        for (String type : List.of("TasLock", "CasLock", "TtasLock", "BackoffLock", "TicketLock", "SpinThenParkLock")) {
            program.append("""
                    class Use$ {
                        final $ lock = new $();
                        @GuardedBy("lock")
                        private int n;
                        int with() {
                            lock.lock();
                            try {
                                return n++;
                            } finally {
                                lock.unlock();
                            }
                        }
                        int without() {
                            return n; // REFUSED
                        }
                    }
                    """.replace("$", type));
        }
        assertRefused(true, program.toString());
    }

    /** What we ask of others' code, our own keeps. */
    @Test
    void errorProneAcceptsThisModule() throws Exception {
        assumeErrorProne();
        Path sources = Path.of("src/main/java");
        assertTrue(Files.isDirectory(sources), "run in the module's folder");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> all = files.filter(f -> f.toString().endsWith(".java")).map(Path::toString).toList();
            assertFalse(all.isEmpty());
            assertEquals("", compile(true, all));
        }
    }

    private void assertRefused(boolean errorProne, String program) throws Exception {
        if (errorProne) {
            assumeErrorProne();
        }
        Path file = Files.writeString(folder.resolve("Use.java"), program);
        String output = compile(errorProne, List.of(file.toString()));
        List<String> lines = program.lines().toList();
        TreeSet<Integer> expected = new TreeSet<>();
        IntStream.range(0, lines.size()).filter(i -> lines.get(i).endsWith("// REFUSED")).forEach(i -> expected.add(i + 1));
        TreeSet<Integer> refused = new TreeSet<>();
        Matcher error = Pattern.compile("Use\\.java:(\\d+): error:").matcher(output);
        while (error.find()) {
            refused.add(Integer.valueOf(error.group(1)));
        }
        assertFalse(expected.isEmpty());
        assertEquals(expected, refused, output);
    }

    /** Maven always brings Error Prone along when it runs tests; an IDE may not, and then these are skipped. */
    private static void assumeErrorProne() {
        boolean there = System.getProperty("java.class.path").contains("error_prone_core");
        assertTrue(there || System.getProperty("lockstep.maven") == null, "Error Prone is missing from the test class path");
        assumeTrue(there);
    }

    private String compile(boolean errorProne, List<String> files) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        if (errorProne) {
            for (String part : List.of("api", "code", "comp", "file", "main", "model", "parser", "processing", "tree", "util")) {
                command.add("-J--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
            }
            for (String part : List.of("code", "comp")) {
                command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
            }
            command.addAll(List.of("-processorpath", classPath, "-XDcompilePolicy=simple", "--should-stop=ifError=FLOW",
                    "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:MustBeClosed:ERROR -Xep:GuardedBy:ERROR"));
        } else {
            command.add("-proc:none");
        }
        command.addAll(List.of("--release", "17", "-cp", classPath, "-d", folder.resolve("out").toString()));
        command.addAll(files);
        Path log = folder.resolve("log");
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int status = javac.waitFor();
        String output = Files.readString(log);
        assertTrue(status == 0 || output.contains("error:"), "javac ended with " + status + ": " + output);
        return output;
    }
}
