package lockstep.interleave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The calls of a scenario must be explained by a sequential object. The scenario has one parameter, the {@link History}
 * of a new object; when the scenario is over, the history is checked.
 *
 * <pre>{@code
 * @Interleaved
 * @Linearizable(object = MyStack.class, as = SequentialStack.class)
 * void pushAndPop(History stack) {
 *   Interleave.together(
 *       () -> { stack.call("push", 1); stack.call("pop"); },
 *       () -> stack.call("push", 2));
 * }
 * }</pre>
 *
 * <p>Both classes have a constructor without parameters, and the same methods.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Linearizable {
  /** The class of the shared object. */
  Class<?> object();

  /** The sequential specification: a plain class. */
  Class<?> as();
}
