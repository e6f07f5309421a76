package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lockstep.harness.progress.Progress;
import lockstep.harness.progress.ProgressFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The progress file: two kernels, a crash, damage, and the way to another machine and back. */
class ProgressTest {

    @TempDir
    Path home;

    private final List<String> said = new ArrayList<>();

    private ProgressFile file() {
        return new ProgressFile(home, said::add);
    }

    /** Writes entries x.0, x.1, … into a directory: all of so many, or without end. */
    public static void main(String[] args) throws IOException {
        ProgressFile file = new ProgressFile(Path.of(args[0]), System.out::println);
        int count = Integer.parseInt(args[2]);
        for (int i = 0; count < 0 || i < count; i++) {
            String id = args[1] + "." + (count < 0 ? i % 50 : i);
            file.update(p -> p.tried(id, true));
        }
    }

    @Test
    void survivesARestart() throws IOException {
        file().update(p -> p.tried("2.1", false));
        file().update(p -> p.tried("2.1", true));
        file().update(p -> p.tried("2.1", false));
        file().update(p -> p.hinted("2.2", 2));
        Progress read = file().read();
        assertTrue(read.get("2.1").passed(), "a pass stays a pass");
        assertEquals(3, read.get("2.1").tries());
        assertEquals(2, read.get("2.2").hints());
        assertTrue(Files.readString(file().path()).startsWith(Progress.HEADER));
    }

    @Test
    void twoKernelsLoseNothingOfEachOther() throws Exception {
        List<Process> kernels = List.of(kernel("7", 40), kernel("8", 40));
        for (Process kernel : kernels) {
            assertTrue(kernel.waitFor(120, TimeUnit.SECONDS));
        }
        assertEquals(80, file().read().entries().size());
    }

    @Test
    void aKillInMidWriteLosesNothing() throws Exception {
        file().update(p -> p.tried("1.1", true));
        for (int round = 0; round < 3; round++) {
            Process kernel = kernel("9", -1);
            while (file().read().entries().size() < 2) {
                Thread.sleep(5);
            }
            Thread.sleep(37 * (round + 1));
            kernel.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            Progress read = file().read();
            assertEquals(0, read.unreadable());
            assertTrue(read.get("1.1").passed());
        }
        assertEquals(List.of(), said, "no file was found damaged");
    }

    @Test
    void aDamagedFileIsSetAside() throws IOException {
        file().update(p -> p.tried("2.1", true));
        byte[] good = Files.readAllBytes(file().path());
        byte[] bad = new byte[good.length + 40];
        System.arraycopy(good, 0, bad, 0, good.length);
        for (int i = good.length; i < bad.length; i++) {
            bad[i] = (byte) (i * 37 | 0x80);
        }
        Files.write(file().path(), bad);
        assertTrue(file().read().get("2.1").passed(), "the good lines go on");
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("damaged") && said.get(0).contains("progress-damaged.txt"), said.get(0));
        assertEquals(bad.length, Files.size(home.resolve("progress-damaged.txt")), "nothing of it is deleted");
        file().read();
        assertEquals(1, said.size(), "said once");
    }

    @Test
    void exercisesOfAnotherVersionAreKept() throws IOException {
        file().update(p -> p.tried("99.9", true));
        file().update(p -> p.tried("90.1", false));
        assertTrue(file().read().get("99.9").passed());
        assertFalse(file().read().get("90.1").passed());
    }

    @Test
    void exportAndImport() throws IOException {
        file().update(p -> p.tried("2.1", true));
        ProgressFile other = new ProgressFile(home.resolve("elsewhere"), said::add);
        other.update(p -> p.tried("2.1", false).tried("3.1", false));
        String told = printed(out -> Carrying.bring(other, file().path().toString(), out));
        assertTrue(told.startsWith("Taken in: 1 exercises"), told);
        assertTrue(other.read().get("2.1").passed());
        assertEquals(1, other.read().get("3.1").tries());
    }

    @Test
    void importSaysWhatIsWrong() throws IOException {
        assertTrue(printed(out -> Carrying.bring(file(), "nowhere.txt", out)).startsWith("There is no file"));
        assertTrue(printed(out -> Carrying.bring(file(), null, out)).startsWith("Say which file"));
        assertTrue(printed(out -> Carrying.bring(file(), "a\0b", out)).contains("could not be taken in"));
        Path junk = Files.writeString(home.resolve("junk.txt"), "this is\nno progress\n");
        assertTrue(printed(out -> Carrying.bring(file(), junk.toString(), out)).contains("holds no progress"));
        assertFalse(Files.exists(file().path()));
    }

    @Test
    void tempFilesDoNotPileUp() throws IOException {
        for (int i = 0; i < 5; i++) {
            file().update(p -> p.tried("2.1", true));
        }
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(List.of("progress.lock", "progress.txt"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    private Process kernel(String name, int count) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), ProgressTest.class.getName(),
                home.toString(), name, "" + count).inheritIO().start();
    }

    private static String printed(Consumer<PrintStream> action) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        action.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
