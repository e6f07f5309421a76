package lockstep.interleave.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lockstep.interleave.Progress;
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
 *
 * <p>A method of the class marked {@link lockstep.interleave.Invariant} must hold after every step. With {@link lockstep.interleave.Linearizable} the calls must be
 * explained by a sequential object. {@code @BeforeEach} methods run once, on JUnit's own instance, not in each execution: set up in fields and in the body.
 *
 * <p>The test fails with a {@link lockstep.interleave.FailedSchedule}, whose message is the schedule and its cause.
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

  /** See {@link lockstep.interleave.Options#executions()}. */
  int executions() default 20_000;

  /** See {@link lockstep.interleave.Options#effort()}. */
  long effort() default Long.MAX_VALUE;

  /** Milliseconds: see {@link lockstep.interleave.Options#millis()}. */
  long millis() default 10_000;

  /** See {@link lockstep.interleave.Options#steps()}. */
  int steps() default 20_000;

  /** See {@link lockstep.interleave.Options#patience()}. */
  int patience() default 300;

  /** See {@link lockstep.interleave.Options#seed()}. */
  long seed() default 0;

  /** Also stop one thread for ever, at any step, and demand that the others finish. */
  boolean halts() default false;

  /** The least guarantee of progress that the scenario's threads must show; {@code UNKNOWN} demands none. Of a blocking answer {@code LOCK_FREE} is refused. */
  Progress.Level progress() default Progress.Level.UNKNOWN;

  /** A schedule from an earlier verdict: only that one is run. */
  String replay() default "";
}
