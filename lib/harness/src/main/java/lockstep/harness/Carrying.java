package lockstep.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import lockstep.harness.progress.Progress;
import lockstep.harness.progress.ProgressFile;

/** Carries progress away and brings it back. */
final class Carrying {

    private static final String NAME = "lockstep-progress.txt";

    private Carrying() {}

    /** Writes it into the working directory. */
    static void export(ProgressFile file, PrintStream out) {
        Path target = Path.of(NAME).toAbsolutePath();
        try {
            if (Files.exists(target) && !Files.readString(target, StandardCharsets.ISO_8859_1)
                    .startsWith("# Lockstep")) {
                out.println("There is a file " + target + " that is none of ours. Rename it, then export again.");
                return;
            }
            Progress progress = file.read();
            ProgressFile.write(target, progress.text());
            out.println("Your progress (" + progress.entries().size() + " exercises) is now in " + target
                    + ". Download it; elsewhere, importProgress(\"" + NAME + "\") takes it in.");
        } catch (IOException e) {
            out.println("Your progress could not be written to " + target + " (" + e.getMessage()
                    + "). It is kept in " + file.path() + ".");
        }
    }

    /** Takes in what such a file holds. */
    static void bring(ProgressFile file, String path, PrintStream out) {
        if (path == null || path.isBlank()) {
            out.println("Say which file: importProgress(\"" + NAME + "\").");
            return;
        }
        try {
            Path source = Path.of(path).toAbsolutePath();
            if (!Files.isRegularFile(source)) {
                out.println("There is no file " + source + ". Upload it beside this notebook and give its name.");
                return;
            }
            Progress brought = Progress.parse(Files.readString(source, StandardCharsets.ISO_8859_1));
            if (brought.entries().isEmpty()) {
                out.println(source + " holds no progress of this course. Nothing was changed.");
                return;
            }
            file.update(p -> p.merge(brought));
            out.println("Taken in: " + brought.entries().size() + " exercises from " + source + "."
                    + (brought.unreadable() == 0 ? "" : " Passed over: " + brought.unreadable() + " unreadable lines."));
        } catch (IOException | InvalidPathException e) {
            out.println(path + " could not be taken in: " + e.getMessage());
        }
    }
}
