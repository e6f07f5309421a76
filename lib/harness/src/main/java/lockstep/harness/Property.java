package lockstep.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * One property that a right answer has, and the test that tries it. Properties are tried in the order of the source.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
public @interface Property {

    /** The property as one sentence, said with a tick when it held and as "does not hold" when it broke. */
    String value();

    /** What to look at when it breaks; said with the verdict. Empty: the next hint of the exercise's ladder. */
    String hint() default "";

    /** How long the test may take before the answer counts as hung, in seconds. */
    int seconds() default 2;
}
