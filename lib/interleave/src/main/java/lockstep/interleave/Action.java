package lockstep.interleave;

/** What one thread of a scenario does. */
@FunctionalInterface
public interface Action {
  void run() throws Throwable;
}
