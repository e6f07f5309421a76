package lockstep.seeded;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lockstep.interleave.schedule.Failure;

/** A program with a mistake that its scenario can reach. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Wrong {
  /** The mistake's name in the literature. */
  String kind();

  /** What a checker may rightly call it. */
  Failure.Kind[] expect();

  /** Where it comes from. */
  String source() default "";

  int preemptions() default 3;

  int surprises() default 2;

  /** It claims that nobody waits for anybody: one thread is stopped for ever, too. */
  boolean halts() default false;
}
