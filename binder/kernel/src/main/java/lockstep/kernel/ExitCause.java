package lockstep.kernel;

/** Says why a process has ended, from its exit code. */
final class ExitCause {

    /** The agent's own code for a memory that stays full. */
    private static final int MEMORY_FULL = 87;

    private ExitCause() {}

    static String of(int code) {
        if (code == MEMORY_FULL) {
            return "(its memory was full)";
        }
        if (code == 128 + 9) {
            return "(it was killed; often that is the machine running out of memory)";
        }
        if (code > 128 && code < 128 + 65) {
            return "(by signal " + (code - 128) + ")";
        }
        return "(exit code " + code + ")";
    }
}
