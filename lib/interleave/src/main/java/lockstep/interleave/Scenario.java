package lockstep.interleave;

import java.io.Serializable;

/**
 * A small concurrent program, to be run under many schedules. It makes its own objects, starts its threads, and asserts what must hold in the end.
 *
 * <p>Write it as a lambda: {@code Interleave.explore(() -> {...})}. It may use from around it only constants, such as numbers and strings, for each run must begin
 * afresh. (It is serializable so that the lambda's code can be found and rewritten; nothing is ever written anywhere.)
 */
@FunctionalInterface
public interface Scenario extends Serializable {
  /** Runs it once, as the thread called main. What it throws ends the execution as a failure. */
  void run() throws Throwable;
}
