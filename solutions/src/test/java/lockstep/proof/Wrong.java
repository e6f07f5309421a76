package lockstep.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lockstep.harness.Verdict;

/** A plausible mistake: an answer that the judge must reject, each time. Put on a nested public static class. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Wrong {

    /** The exercise's number. */
    String exercise();

    /** The verdicts that are right for it; one is best. */
    Verdict.Kind[] expect() default Verdict.Kind.WRONG;

    /** The check's methods that may catch it; none: any. */
    String[] breaks() default {};

    /** The mistake, in one sentence. */
    String why();
}
