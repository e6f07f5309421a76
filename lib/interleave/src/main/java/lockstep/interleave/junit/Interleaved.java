package lockstep.interleave.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit 5 test whose body is a scenario: it is run under every schedule within the bounds, on a new instance of its class each time.
 *
 * <pre>{@code
 * @Interleaved void twoThreadsCount() {
 *   var lock = new MyLock();
 *   var count = new int[1];
 *   Action add = () -> { lock.lock(); count[0]++; lock.unlock(); };
 *   Interleave.together(add, add);
 *   assertEquals(2, count[0]);
 * }
 * }</pre>
 */
@Test
@ExtendWith(InterleavedExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Interleaved {
  /** See {@link lockstep.interleave.Options#preemptions()}. */
  int preemptions() default 3;

  /** See {@link lockstep.interleave.Options#surprises()}. */
  int surprises() default 2;

  int executions() default 20_000;

  long millis() default 10_000;

  long seed() default 0;

  /** Also stop one thread for ever, at any step, and demand that the others finish. */
  boolean halts() default false;

  /** A schedule from an earlier verdict: only that one is run. */
  String replay() default "";
}
