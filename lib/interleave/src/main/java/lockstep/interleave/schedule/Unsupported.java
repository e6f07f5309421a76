package lockstep.interleave.schedule;

/** The program does something that interleave does not model. Saying so beats guessing: a verdict would mean nothing. */
public final class Unsupported extends Error {
  private static final long serialVersionUID = 1L;

  public Unsupported(String what) {
    super(what);
  }
}
