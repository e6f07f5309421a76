package lockstep.harness.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lockstep.harness.progress.ProgressFile;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes the archive of the children's classes before the first test, once for all test JVMs: the children start faster, and no test
 * meets the process that makes it. Where there can be no archive, as with classes in directories, the tests run without.
 */
public final class ArchiveFirst implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("lockstep.home") == null || Archive.ready() != null) {
            return; // without a home for the tests, this may be Maven's own JVM, which looks for them
        }
        Path home = ProgressFile.home();
        try {
            Files.createDirectories(home);
            try (FileChannel one = FileChannel.open(home.resolve("archive.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = one.lock()) {
                if (Archive.ready() == null) {
                    Archive.main(new String[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
