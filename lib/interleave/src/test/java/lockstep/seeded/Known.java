package lockstep.seeded;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lockstep.interleave.schedule.Failure;

/**
 * The checker judges this program otherwise than Java does. A test demands that it still does, so that this mark goes
 * when the fault goes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Known {
  /** What it says of it; nothing if it passes it. */
  Failure.Kind[] says() default {};

  /** Who is right, and why. */
  String why();
}
