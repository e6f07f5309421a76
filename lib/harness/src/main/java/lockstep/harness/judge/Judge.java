package lockstep.harness.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import lockstep.harness.Verdict;
import lockstep.harness.child.Job;

/**
 * Judges one answer: looks at it, hands it to a child JVM, listens, and ends with a verdict. It fails closed: whatever
 * goes wrong, no verdict of the child is never a pass.
 */
public final class Judge {

    private final Spec spec;
    private final Consumer<Verdict.Line> live;

    /**
     * A judge for one exercise.
     *
     * @param live hears of each property as soon as it has held or broken
     */
    public Judge(Spec spec, Consumer<Verdict.Line> live) {
        this.spec = spec;
        this.live = live;
    }

    /**
     * Tries the answer.
     *
     * @throws InterruptedException if this thread is interrupted; the child is dead by then
     */
    public Verdict judge(Class<?> type) throws InterruptedException {
        Hearing hearing = new Hearing(spec, live);
        try {
            Job job = job(type);
            Path archive = Archive.ready();
            Verdict verdict = hear(job, hearing, archive);
            if (archive != null && !hearing.isReady()) { // a damaged archive, perhaps; the child had no other reason
                Archive.discard();
                hearing = new Hearing(spec, live);
                verdict = hear(job, hearing, null);
            }
            Archive.makeLater();
            return verdict;
        } catch (Refusal e) {
            return hearing.ruling().refused(e.getMessage());
        } catch (IOException e) {
            return hearing.ruling().failed("No JVM could be started to try your code in: " + e.getMessage());
        }
    }

    private Verdict hear(Job job, Hearing hearing, Path archive) throws IOException, InterruptedException {
        try (ChildProcess child = new ChildProcess(job, CoursePath.of(spec), archive)) {
            return hearing.hear(child);
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
        return Jobs.make(spec, classes);
    }
}
