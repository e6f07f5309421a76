package lockstep.interleave.schedule;

/** The program does something that interleave does not model. Saying so beats guessing: a verdict would mean nothing. */
public final class Unsupported extends Error {
  private static final long serialVersionUID = 1L;

  /** Ends the execution under way as well, for the program may catch what is thrown. */
  public Unsupported(String what) {
    super(what);
    Strand me = Strand.current();
    if (me != null) me.execution.refused(me, this);
  }
}
