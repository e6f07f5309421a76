package lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @Test
    void timeoutsAreThoseOfIJava() {
        assertEquals("5000 milliseconds", Settings.timeout("5000").toString());
        assertEquals("30 seconds", Settings.timeout("30 SECONDS").toString());
        assertEquals(2_000, Settings.timeout("2seconds").duration().toMillis());
        assertNull(Settings.timeout(""));
        assertNull(Settings.timeout("-1"));
        assertNull(Settings.timeout("soon"));
    }

    @Test
    void quotesHoldWordsTogether() {
        assertEquals(List.of("-Xlint:all", "-d", "a b", "c\"d"), Settings.words("-Xlint:all  -d \"a b\" c\\\"d"));
        assertEquals(List.of(), Settings.words("  "));
    }

    @Test
    void globsNameFilesInPathsWithBlanks(@TempDir Path folder) throws IOException {
        Path jars = Files.createDirectory(folder.resolve("with blank"));
        Files.createFile(jars.resolve("a.jar"));
        Path script = Files.writeString(folder.resolve("start.jsh"), "int x = 1;");
        Settings settings = Settings.of(Map.of(
                "IJAVA_CLASSPATH", jars + "/*" + File.pathSeparator + folder.resolve("missing/*"),
                "IJAVA_STARTUP_SCRIPTS_PATH", script.toString(),
                "IJAVA_STARTUP_SCRIPT", "int y = 2;"));
        assertEquals(List.of(jars.resolve("a.jar").toAbsolutePath()), settings.classPath());
        assertEquals(List.of("int x = 1;", "int y = 2;"), settings.startup());
    }
}
