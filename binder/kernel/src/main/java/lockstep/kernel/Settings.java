package lockstep.kernel;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the environment says. The variables are IJava's, so that one kernelspec's {@code env} serves both
 * kernels: {@code IJAVA_CLASSPATH}, {@code IJAVA_COMPILER_OPTS}, {@code IJAVA_STARTUP_SCRIPTS_PATH},
 * {@code IJAVA_STARTUP_SCRIPT} and {@code IJAVA_TIMEOUT}. One is ours: {@code LOCKSTEP_CELL_OPTS} holds
 * further options for the Java process that runs the cells, {@code -Xmx1g} say.
 *
 * @param classPath jars and directories that cells may use
 * @param compilerOptions options for the compiler
 * @param startup source to be run before the first cell
 * @param timeout how long one statement may take; null for ever
 * @param cellOptions options for the process that runs the cells
 */
record Settings(List<Path> classPath, List<String> compilerOptions, List<String> startup, Timeout timeout,
        List<String> cellOptions) {

    /** A time as the user wrote it. */
    record Timeout(long amount, TimeUnit unit) {

        Duration duration() {
            return Duration.of(amount, unit.toChronoUnit());
        }

        @Override
        public String toString() {
            return amount + " " + unit.name().toLowerCase();
        }
    }

    private static final Pattern TIMEOUT = Pattern.compile("\\s*(-?\\d+)\\W*([A-Za-z]+)?\\s*");
    private static final Pattern WORD = Pattern.compile("(?:\\\\.|\"(?:\\\\.|[^\"\\\\])*\"|[^\\s\"\\\\])+");

    static Settings of(Map<String, String> env) {
        List<String> startup = new ArrayList<>();
        for (Path script : matching(env.getOrDefault("IJAVA_STARTUP_SCRIPTS_PATH", ""))) {
            startup.add(read(script));
        }
        startup.add(env.getOrDefault("IJAVA_STARTUP_SCRIPT", ""));
        startup.removeIf(String::isBlank);
        return new Settings(
                matching(env.getOrDefault("IJAVA_CLASSPATH", "")),
                words(env.getOrDefault("IJAVA_COMPILER_OPTS", "")),
                startup,
                timeout(env.getOrDefault("IJAVA_TIMEOUT", "")),
                words(env.getOrDefault("LOCKSTEP_CELL_OPTS", "")));
    }

    /** The files that a list of globs names, in its order. What does not exist is left out. */
    static List<Path> matching(String globs) {
        List<Path> found = new ArrayList<>();
        for (String glob : globs.split(Pattern.quote(File.pathSeparator))) {
            if (glob.isBlank()) {
                continue;
            }
            try {
                new GlobFinder(glob).computeMatchingPaths().forEach(path -> found.add(path.toAbsolutePath()));
            } catch (IOException | RuntimeException e) {
                System.err.println("lockstep kernel: nothing found at " + glob + " (" + e + ")");
            }
        }
        return found;
    }

    /** Words between blanks; quotes hold a word with blanks together. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find();) {
            words.add(word.group().replaceAll("(?<!\\\\)\"", "").replaceAll("\\\\(.)", "$1"));
        }
        return words;
    }

    /** {@code 5000} is milliseconds, {@code 30 SECONDS} what it says; nothing, nought or less is for ever. */
    static Timeout timeout(String text) {
        Matcher match = TIMEOUT.matcher(text);
        if (!match.matches()) {
            if (!text.isBlank()) {
                System.err.println("lockstep kernel: IJAVA_TIMEOUT is not a time: " + text);
            }
            return null;
        }
        long amount = Long.parseLong(match.group(1));
        TimeUnit unit = match.group(2) == null
                ? TimeUnit.MILLISECONDS : TimeUnit.valueOf(match.group(2).toUpperCase());
        return amount > 0 ? new Timeout(amount, unit) : null;
    }

    private static String read(Path script) {
        try {
            return Files.isRegularFile(script) ? Files.readString(script) : "";
        } catch (IOException e) {
            System.err.println("lockstep kernel: cannot read " + script + " (" + e + ")");
            return "";
        }
    }
}
