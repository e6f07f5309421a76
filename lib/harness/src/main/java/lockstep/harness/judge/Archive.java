package lockstep.harness.judge;

import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.child.Child;
import lockstep.harness.child.Job;
import lockstep.harness.progress.ProgressFile;
import lockstep.harness.stage.Schedules;
import lockstep.harness.stage.Turbulence;

/**
 * Keeps the classes that every child loads in an archive that the JVM maps at its start (class-data sharing), which
 * saves about a third of a second a check. Made once, in the background, after the first verdict; kept under a name
 * that changes with the JDK and the jars. Everything works without it: it may be missing, stale, damaged, or in a
 * directory that cannot be written.
 */
public final class Archive {

    private static final AtomicBoolean MAKING = new AtomicBoolean();
    private static final String CHECK = "lockstep.harness.child.Rehearsal";

    private Archive() {}

    /** The archive for this JDK and these jars if there is one; otherwise null. */
    static Path ready() {
        try {
            Path file = file();
            return file != null && Files.isRegularFile(file) ? file : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Throws an archive away with which a child did not come up. */
    static void discard() {
        try {
            Path file = file();
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException e) {
            // the next child falls back again
        }
        MAKING.set(true); // not again in this JVM
    }

    /** Makes the archive if it is missing, on a thread of its own; at most one attempt for each JVM. */
    static void makeLater() {
        if (ready() == null && !MAKING.getAndSet(true)) {
            Thread thread = new Thread(Archive::make, "lockstep archive");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }
    }

    /** Makes the archive now, for those who build an image. */
    public static void main(String[] args) {
        System.out.println(make() ? "Made " + ready() : "No archive was made; checks work without.");
    }

    private static boolean make() {
        Path fresh = null;
        Process process = null;
        try {
            Path file = file();
            if (file == null) {
                return false;
            }
            Files.createDirectories(file.getParent());
            deleteLeftOvers(file.getParent());
            fresh = Files.createTempFile(file.getParent(), "making", ".tmp");
            Files.delete(fresh); // the JVM wants to create it itself
            process = new ProcessBuilder(command(fresh)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            DataOutputStream out = new DataOutputStream(process.getOutputStream());
            out.writeUTF(Nonce.fresh());
            rehearsal().write(out);
            boolean done = process.waitFor(60, TimeUnit.SECONDS) && Files.isRegularFile(fresh) && Files.size(fresh) > 0;
            if (done) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return done;
        } catch (IOException | RuntimeException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            delete(fresh);
        }
    }

    private static List<String> command(Path fresh) {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.addAll(Flags.common());
        command.add("-XX:ArchiveClassesAtExit=" + fresh);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, CoursePath.needed()));
        command.add(Child.class.getName());
        return command;
    }

    private static Job rehearsal() throws IOException {
        try {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            Jobs.addCheck(CHECK.replace('.', '/'), classes);
            List<Job.Property> properties = List.of(new Job.Property("plain", 60, 0),
                    new Job.Property("threads", 60, 0), new Job.Property("schedules", 60, 1),
                    new Job.Property("schedule", 60, 1));
            return new Job(CHECK, properties, List.of(), List.of(new Job.Staged(Turbulence.class.getName(), classes),
                    new Job.Staged(Schedules.class.getName(), classes)), Map.of(), false);
        } catch (Refusal e) {
            throw new IOException(e);
        }
    }

    /** Where it is or would be; null where there can be none, as with directories on the class path. */
    private static Path file() throws IOException {
        StringBuilder key = new StringBuilder(System.getProperty("java.home")).append(System.getProperty("java.vm.version"));
        for (String entry : CoursePath.needed()) {
            Path path = Path.of(entry);
            if (!Files.isRegularFile(path)) {
                return null;
            }
            key.append('\n').append(entry).append(Files.size(path)).append(Files.getLastModifiedTime(path));
        }
        Flags.common().forEach(key::append);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.toString().getBytes(StandardCharsets.UTF_8));
            return ProgressFile.home().resolve("cache").resolve("child-" + HexFormat.of().formatHex(hash, 0, 8) + ".jsa");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Files that were being made when the kernel ended, some time ago. */
    private static void deleteLeftOvers(Path directory) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "making*.tmp")) {
            for (Path left : files) {
                if (Files.getLastModifiedTime(left).compareTo(old) < 0) {
                    delete(left);
                }
            }
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // a small file stays behind
        }
    }
}
