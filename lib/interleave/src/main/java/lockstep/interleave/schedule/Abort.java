package lockstep.interleave.schedule;

/** Unwinds a thread whose execution is over. It carries no stack: thousands are thrown a second. */
public final class Abort extends Error {
  private static final long serialVersionUID = 1L;
  static final Abort INSTANCE = new Abort();

  private Abort() {
    super("the execution is over", null, false, false);
  }
}
