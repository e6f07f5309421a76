package lockstep.harness.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The child's JVM flags: a small heap, a quick start, and no speed-up that would hide a missing {@code volatile}. */
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
                "-XX:+UseCountedLoopSafepoints", // so that a thread in a long loop can always be looked at
                "-XX:LoopStripMiningIter=1",
                "-XX:-CreateCoredumpOnCrash",
                // A hot loop of answer or check is compiled before it goes on, however busy the machine: so a plain read
                // in it goes blind in every run or in none.
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=BackgroundCompilation,lockstep.exercises.*::*,false",
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
