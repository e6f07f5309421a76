package lockstep.harness;

/** Whether to write ANSI colours: in a notebook always; elsewhere unless NO_COLOR is set or no terminal is there. */
final class Colours {

    private Colours() {}

    static boolean wanted() {
        String asked = System.getProperty("lockstep.color", "");
        if (!asked.isEmpty()) {
            return Boolean.parseBoolean(asked);
        }
        boolean cell = StackWalker.getInstance().walk(s -> s.anyMatch(f -> f.getClassName().startsWith("REPL.")));
        String noColor = System.getenv("NO_COLOR");
        return cell || System.console() != null && (noColor == null || noColor.isEmpty());
    }
}
