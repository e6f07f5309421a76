package lockstep.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Another right answer than the solution: the judge must pass it, each time. Put on a nested public static class. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Right {

    /** The exercise's number. */
    String exercise();

    /** What it does otherwise, and why that is right, in one sentence. */
    String why();
}
