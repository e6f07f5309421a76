package lockstep.harness.progress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The file of one learner. Every change takes a lock on a file beside it, reads, changes, writes a new file, forces it
 * to disk and moves it into place in one step: two kernels lose nothing of each other's, and a crash leaves the old file
 * or the new one.
 *
 * <p>A file that holds anything unreadable is set aside under another name, never deleted; what could be read goes on.
 */
public final class ProgressFile {

    private static final String NAME = "progress.txt";
    private static final Object HERE = new Object();

    private final Path directory;
    private final Consumer<String> say;

    /**
     * The file in this directory.
     *
     * @param say hears a sentence when a damaged file was set aside
     */
    public ProgressFile(Path directory, Consumer<String> say) {
        this.directory = directory;
        this.say = say;
    }

    /** The learner's directory: system property {@code lockstep.home}, or variable LOCKSTEP_HOME, or ~/.lockstep. */
    public static Path home() {
        String property = System.getProperty("lockstep.home", "");
        String variable = System.getenv().getOrDefault("LOCKSTEP_HOME", "");
        if (!property.isBlank()) {
            return Path.of(property);
        }
        return variable.isBlank() ? Path.of(System.getProperty("user.home"), ".lockstep") : Path.of(variable);
    }

    /** Where it is. */
    public Path path() {
        return directory.resolve(NAME);
    }

    /** What it holds; empty if there is none yet. */
    public Progress read() throws IOException {
        if (!Files.exists(path())) {
            return new Progress();
        }
        Progress progress = parse();
        return progress.unreadable() == 0 ? progress : update(same -> same); // which sets the damaged file aside
    }

    /** Changes what it holds. */
    public Progress update(UnaryOperator<Progress> change) throws IOException {
        Files.createDirectories(directory);
        synchronized (HERE) {
            try (FileChannel lockFile = FileChannel.open(directory.resolve("progress.lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(lockFile)) {
                Progress changed = change.apply(readOrSetAside());
                write(path(), changed.text());
                return changed;
            }
        }
    }

    /** Writes a file so that at every moment either the old one is there or the new one, whole. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "progress", ".tmp");
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Progress readOrSetAside() throws IOException {
        if (!Files.exists(path())) {
            return new Progress();
        }
        Progress progress = parse();
        if (progress.unreadable() > 0) {
            Path aside = directory.resolve("progress-damaged.txt");
            for (int i = 2; Files.exists(aside); i++) {
                aside = directory.resolve("progress-damaged-" + i + ".txt");
            }
            Files.copy(path(), aside);
            write(path(), progress.text());
            say.accept("Your progress file was damaged. It is kept as " + aside + "; "
                    + (progress.entries().isEmpty() ? "nothing in it could be read, so you start afresh."
                    : progress.entries().size() + " of its lines could be read and go on."));
        }
        return progress;
    }

    /** A damaged file may hold bytes that are no UTF-8: read as Latin-1, every file is some text. */
    private Progress parse() throws IOException {
        return Progress.parse(Files.readString(path(), StandardCharsets.ISO_8859_1));
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) { // the harness loaded twice in one JVM
                try {
                    Thread.sleep(5);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while waiting for the progress file", interrupted);
                }
            }
        }
    }
}
