package lockstep.harness.judge;

import java.util.ArrayList;
import java.util.List;

/** The child's JVM flags: a small heap, a quick start, and no speed-up that would hide a missing {@code volatile}. */
final class Flags {

    /** The child's heap: small enough for two at once on a machine of 1 GB. */
    static final int HEAP_MEGABYTES = 128;

    private Flags() {}

    static List<String> forChild(String classPath) {
        List<String> flags = new ArrayList<>();
        flags.add("-XX:+UseSerialGC");
        flags.add("-Xms32m");
        flags.add("-Xmx" + HEAP_MEGABYTES + "m");
        flags.add("-Xshare:auto");
        flags.add("-Xlog:disable");
        flags.add("-XX:-UsePerfData");
        flags.add("-XX:+UseCountedLoopSafepoints"); // so that a stuck thread can always be looked at
        flags.add("-XX:LoopStripMiningIter=1");
        flags.add("-XX:-CreateCoredumpOnCrash");
        // A hot loop of answer or check is compiled before it goes on, however busy the machine: so a plain read in it
        // goes blind in every run or in none.
        flags.add("-XX:CompileCommand=quiet");
        flags.add("-XX:CompileCommand=BackgroundCompilation,lockstep.exercises.*::*,false");
        flags.add("-Djava.awt.headless=true");
        flags.add("-cp");
        flags.add(classPath);
        return flags;
    }
}
