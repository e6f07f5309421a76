package lockstep.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lockstep.harness.judge.JudgeExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Registers a check class as the judge of one exercise. This annotation is all that the harness needs to find it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(JudgeExtension.class)
public @interface Exercise {

    /** The exercise's number: chapter, dot, place in the chapter, such as {@code "2.1"}. */
    String id();

    /** A few words, as they stand in {@code progress()}. */
    String title();

    /** The starter: its name is the one that the check is written against, its public members are the contract. */
    Class<?> starter();

    /** Three hints, each saying more than the one before. */
    String[] hints();
}
