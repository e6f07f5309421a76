package lockstep.interleave.schedule;

/** Code that may throw. */
@FunctionalInterface
public interface Body {
  void run() throws Throwable;
}
