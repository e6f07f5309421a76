package lockstep.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import lockstep.harness.judge.Catalogue;
import lockstep.harness.judge.Judge;
import lockstep.harness.judge.Spec;
import lockstep.harness.progress.Progress;
import lockstep.harness.progress.ProgressFile;

/**
 * What a notebook calls. Every method prints, and none throws at a learner's slip: an unknown exercise, a class that is
 * none, a file that is not there get a sentence that says what to do.
 */
public final class Lockstep {

    private static final int HINTS = 3;

    private Lockstep() {}

    /** Judges the answer, prints the verdict, and notes it in the progress file. */
    public static void check(String id, Class<?> answer) {
        Verdict verdict = show(id, answer);
        if (verdict != null) {
            note(p -> p.tried(verdict.exercise(), verdict.passed()));
        }
    }

    /** Judges and prints as {@link #check} does, and notes nothing: for classes that show something. */
    public static void judge(String id, Class<?> answer) {
        show(id, answer);
    }

    /**
     * Shows the last failing schedule of an exercise again. It is really run once more, on the class that was judged last:
     * so it also says whether a change has helped.
     */
    public static void replay(String id) {
        replay(id, spec -> Replays.last(spec, out()));
    }

    /**
     * Runs one schedule on a class and shows it.
     *
     * @param schedule its name, as a verdict gives it, such as {@code "everySchedule:3.1"}
     */
    public static void replay(String id, Class<?> answer, String schedule) {
        replay(id, spec -> {
            String no = Slips.about(spec, answer);
            if (no != null) {
                out().println(no);
            } else {
                Replays.named(spec, answer, schedule, out());
            }
        });
    }

    /** The last failing schedule of an exercise as HTML, for {@code display(timeline("2.1"), "text/html")}. */
    public static String timeline(String id) {
        Spec spec = find(id);
        return spec == null ? "" : Replays.html(spec);
    }

    /** Prints the next hint; after the third, all of them. */
    public static void hint(String id) {
        Spec spec = find(id);
        if (spec == null) {
            return;
        }
        int taken = read().get(spec.id()).hints();
        int count = spec.hints().size();
        for (int i = taken < count ? taken : 0; i < (taken < count ? taken + 1 : count); i++) {
            out().println("Hint " + (i + 1) + " of " + count + " for " + spec.id() + ":  " + spec.hints().get(i));
        }
        out().println(taken + 1 < count ? "More: hint(\"" + spec.id() + "\") again."
                : "That is all. The explained answer: solution(\"" + spec.id() + "\").");
        note(p -> p.hinted(spec.id(), Math.min(HINTS, taken + 1)));
    }

    /** Prints the explained solution. */
    public static void solution(String id) {
        Spec spec = find(id);
        if (spec != null) {
            String source = Sources.solution(spec);
            out().println(source != null ? source : "The solution of " + spec.id() + " is not on the class path.");
        }
    }

    /** Prints what is passed, tried and open, by chapter. */
    public static void progress() {
        out().print(new ProgressTable(Colours.wanted()).of(Catalogue.get().all(), read()));
        out().println("Kept in " + file().path());
    }

    /** Forgets an exercise's tries and hints, and prints its starter to begin again with. */
    public static void reset(String id) {
        Spec spec = find(id);
        if (spec != null) {
            note(p -> p.forget(spec.id()));
            String source = Sources.starter(spec);
            out().println("Exercise " + spec.id() + " is as if you had never tried it. Its starter:\n");
            out().println(source != null ? source : "(the starter's source is not on the class path)");
        }
    }

    /** Writes the progress to {@code lockstep-progress.txt} beside the notebook, to carry it away. */
    public static void exportProgress() {
        Carrying.export(file(), out());
    }

    /** Takes in a file written by {@link #exportProgress}; nothing that is there already is lost. */
    public static void importProgress(String path) {
        Carrying.bring(file(), path, out());
    }

    private static Verdict show(String id, Class<?> answer) {
        Spec spec = find(id);
        if (spec == null) {
            return null;
        }
        String no = Slips.about(spec, answer);
        if (no != null) {
            out().println(no);
            return null;
        }
        VerdictText text = new VerdictText(Colours.wanted());
        out().print(text.title(spec.id(), spec.title()));
        out().flush();
        Consumer<Verdict.Line> live = line -> {
            out().print(text.property(line));
            out().flush();
        };
        try {
            Verdict verdict = new Judge(spec, live).judge(answer);
            out().print(text.rest(verdict));
            out().flush();
            Replays.note(answer, verdict);
            Screen.show(verdict.schedule());
            return verdict;
        } catch (InterruptedException e) {
            interrupted();
            return null;
        }
    }

    private interface Replay {
        void of(Spec spec) throws InterruptedException;
    }

    private static void replay(String id, Replay replay) {
        Spec spec = find(id);
        if (spec != null) {
            try {
                replay.of(spec);
            } catch (InterruptedException e) {
                interrupted();
            }
        }
    }

    private static void interrupted() {
        Thread.currentThread().interrupt();
        out().println("\nInterrupted. No verdict; the JVM that tried your code is gone.");
    }

    private static Spec find(String id) {
        Spec spec = Catalogue.get().find(id);
        if (spec == null) {
            out().println(Slips.unknown(id, Catalogue.get().all()));
        }
        return spec;
    }

    private static ProgressFile file() {
        return new ProgressFile(ProgressFile.home(), out()::println);
    }

    private static Progress read() {
        try {
            return file().read();
        } catch (IOException e) {
            out().println("Your progress in " + file().path() + " can't be read: " + e.getMessage());
            return new Progress();
        }
    }

    private static void note(UnaryOperator<Progress> change) {
        try {
            file().update(change);
        } catch (IOException e) {
            Path home = ProgressFile.home();
            out().println("This could not be noted in " + home + " (" + e.getMessage()
                    + "). Set LOCKSTEP_HOME to a directory that you may write to.");
        }
    }

    private static PrintStream out() {
        return System.out;
    }
}
