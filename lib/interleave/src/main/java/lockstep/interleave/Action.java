package lockstep.interleave;

/** What one thread of a scenario does. */
@FunctionalInterface
public interface Action {
  /** What it throws ends the execution as a failure. */
  void run() throws Throwable;
}
