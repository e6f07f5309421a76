package lockstep.harness.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lockstep.harness.Verdict;
import lockstep.harness.child.Job;
import lockstep.interleave.junit.InterleavedExtension;

/**
 * Judges one answer: looks at it, hands it to a child JVM, listens, and ends with a verdict. It fails closed: whatever
 * goes wrong, no verdict of the child is never a pass.
 */
public final class Judge {

    /** Part of what is thrown when a schedule is replayed on code that it was not found with. */
    public static final String NO_SUCH_SCHEDULE = "the token does not fit";

    /** No scenario of a check should need this: on any machine the number of executions decides, and the verdict is the same. */
    private static final String MILLIS = "30000";

    private final Spec spec;
    private final Consumer<Verdict.Line> live;
    private final Map<String, String> parameters;
    private String name = "";

    /**
     * A judge for one exercise.
     *
     * @param live hears of each property as soon as it has held or broken
     */
    public Judge(Spec spec, Consumer<Verdict.Line> live) {
        this(spec, live, Map.of(InterleavedExtension.MILLIS, MILLIS));
    }

    private Judge(Spec spec, Consumer<Verdict.Line> live, Map<String, String> parameters) {
        this.spec = spec;
        this.live = live;
        this.parameters = parameters;
    }

    /**
     * A judge that tries one scenario of an exercise under one schedule.
     *
     * @param property the method name of the scenario
     * @param token the schedule
     */
    public static Judge replaying(Spec spec, String property, String token) {
        return new Judge(spec.only(property), line -> { }, Map.of(InterleavedExtension.REPLAY, token));
    }

    /**
     * Tries the answer.
     *
     * @throws InterruptedException if this thread is interrupted; the child is dead by then
     */
    public Verdict judge(Class<?> type) throws InterruptedException {
        return judge(type, 1).get(0);
    }

    /**
     * Tries the answer so many times, as a proof does. A child goes on to the next try, with all classes of answer and
     * check loaded anew, as long as nothing of the answer has outlived the last one; else a new child does.
     *
     * @param times how many tries; 1 or more
     * @return that many verdicts
     * @throws InterruptedException if this thread is interrupted; the child is dead by then
     */
    public List<Verdict> judge(Class<?> type, int times) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        name = type == null ? "" : type.getSimpleName();
        try {
            Job job = job(type);
            while (verdicts.size() < times) {
                hear(job.times(times - verdicts.size()), verdicts, Archive.ready());
            }
            Archive.makeLater();
        } catch (Refusal e) {
            verdicts.addAll(Collections.nCopies(times, hearing(false).ruling().refused(e.getMessage())));
        } catch (IOException e) {
            Verdict failed = hearing(false).ruling().failed("No JVM could be started to try your code in: " + e.getMessage());
            verdicts.addAll(Collections.nCopies(times - verdicts.size(), failed));
        }
        return verdicts;
    }

    /** Adds the verdicts of one child: at least one. */
    private void hear(Job job, List<Verdict> verdicts, Path archive) throws IOException, InterruptedException {
        try (ChildProcess child = new ChildProcess(job, CoursePath.of(spec), archive)) {
            Hearing hearing = hearing(false);
            Verdict verdict = hearing.hear(child);
            if (archive != null && !hearing.isReady()) { // a damaged archive, perhaps; the child had no other reason
                Archive.discard();
                hear(job, verdicts, null);
                return;
            }
            verdicts.add(verdict);
            for (int left = job.rounds() - 1; left > 0 && child.goesOn(); left--) {
                verdicts.add(hearing(true).hear(child));
            }
        }
    }

    private Hearing hearing(boolean ready) {
        Hearing hearing = new Hearing(spec, live, ready);
        hearing.ruling().named(name);
        return hearing;
    }

    private Job job(Class<?> type) throws Refusal {
        if (type == null) {
            throw new Refusal("There is no class to check: null was given.");
        }
        Class<?> starter;
        try {
            starter = Class.forName(spec.starter(), false, Catalogue.loader());
        } catch (ClassNotFoundException e) {
            throw new Refusal("The course's starter " + spec.starter() + " is not on the class path.");
        }
        Answer answer = Answer.collect(type);
        Inspection.of(answer);
        new Contract(starter, type).check();
        Map<String, byte[]> classes = Renamer.rename(answer, spec.starter().replace('.', '/'),
                spec.check().replace('.', '/'));
        return Jobs.make(spec, classes, parameters);
    }
}
