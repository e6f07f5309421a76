package lockstep.seeded;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A program without a mistake, however suspicious it looks. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Right {
  /** The mistake that it does not make. */
  String kind();

  /** Why it is right, or where it comes from. */
  String source() default "";

  int preemptions() default 3;

  int surprises() default 2;

  /** It claims that nobody waits for anybody: one thread is stopped for ever, too. */
  boolean halts() default false;
}
