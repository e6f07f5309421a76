package lockstep.harness.judge;

import java.io.IOException;
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

    /**
     * Steps for each scenario of a check: some tenths of a second, once the JVM is warm. Only answers that do something new
     * with each look come so far (counting it, say): for them every schedule is long, and there is no end of schedules. It is
     * 15 times what any mistake known here takes.
     */
    private static final String EFFORT = "300000";

    private final Spec spec;
    private final Consumer<Verdict.Line> live;
    private final Map<String, String> parameters;

    /**
     * A judge for one exercise.
     *
     * @param live hears of each property as soon as it has held or broken
     */
    public Judge(Spec spec, Consumer<Verdict.Line> live) {
        this(spec, live, Map.of(InterleavedExtension.MILLIS, MILLIS, InterleavedExtension.EFFORT, EFFORT));
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
        return judge(Collections.singletonList(type)).get(0);
    }

    /**
     * Tries one answer after another, as a proof does. A child goes on to the next one, with all classes of answer and
     * check loaded anew, as long as nothing of the last one lives on; else a new child does. The same answer may come
     * several times.
     *
     * @return their verdicts, in the same order
     * @throws InterruptedException if this thread is interrupted; the child is dead by then
     */
    public List<Verdict> judge(List<? extends Class<?>> types) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Children children = new Children(CoursePath.of(spec))) {
            for (Class<?> type : types) {
                verdicts.add(judge(type, verdicts.size() < types.size() - 1, children));
            }
        }
        Archive.makeLater();
        return verdicts;
    }

    private Verdict judge(Class<?> type, boolean more, Children children) throws InterruptedException {
        String name = type == null ? "" : type.getSimpleName();
        try {
            Job job = job(type).andMore(more);
            Hearing hearing;
            Verdict verdict;
            do {
                ChildProcess child = children.take(job);
                hearing = new Hearing(spec, live, name, children.isWarm());
                verdict = hearing.hear(child);
            } while (!hearing.isReady() && children.dropArchive());
            return verdict;
        } catch (Refusal e) {
            return new Ruling(spec, name).refused(e.getMessage());
        } catch (IOException e) {
            return new Ruling(spec, name).failed("No JVM could be started to try your code in: " + e.getMessage());
        }
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
