package lockstep.harness;

import java.util.function.Consumer;
import lockstep.harness.judge.Catalogue;
import lockstep.harness.judge.Judge;
import lockstep.harness.judge.Spec;

/** What a notebook calls. Each method prints; none throws at a learner's slip. */
public final class Lockstep {

    private Lockstep() {}

    /** Judges the answer, prints the verdict, and notes it in the progress file. */
    public static void check(String id, Class<?> answer) {
        show(id, answer);
    }

    /** Judges and prints as {@link #check} does, and notes nothing: for classes that show something. */
    public static void judge(String id, Class<?> answer) {
        show(id, answer);
    }

    private static void show(String id, Class<?> answer) {
        Spec spec = Catalogue.get().find(id);
        if (spec == null) {
            System.out.println("There is no exercise \"" + id + "\".");
            return;
        }
        VerdictText text = new VerdictText(true);
        System.out.print(text.title(spec.id(), spec.title()));
        Consumer<Verdict.Line> live = line -> System.out.print(text.property(line));
        try {
            System.out.print(text.rest(new Judge(spec, live).judge(answer)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.out.println("Interrupted: no verdict.");
        }
    }
}
