package lockstep.harness.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The child's JVM flags: a small heap, a quick start, and the quick compiler only. A child lives for a second or two, and
 * would spend more than half of its processor time on compiling well what ends soon. What a compiler that takes its time may
 * make of a plain read is not left to chance: a scenario accuses the read, whatever this machine does.
 */
final class Flags {

    /** The child's heap: small enough for two at once on a machine of 1 GB. */
    static final int HEAP_MEGABYTES = 128;

    private Flags() {}

    /** The flags of every child. An archive fits those children only that have the same. */
    static List<String> common() {
        return List.of(
                "-XX:+UseSerialGC", // one thread collects: no helpers to start, fair on one processor
                "-Xms32m",
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-Xshare:auto",
                "-Xlog:disable", // an archive that does not fit is no news
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.awt.headless=true");
    }

    /**
     * A child's flags.
     *
     * @param archive the classes that every child loads, or null
     */
    static List<String> forChild(String classPath, Path archive) {
        List<String> flags = new ArrayList<>(common());
        if (archive != null) {
            flags.add("-XX:SharedArchiveFile=" + archive);
        }
        flags.add("-cp");
        flags.add(classPath);
        return flags;
    }
}
