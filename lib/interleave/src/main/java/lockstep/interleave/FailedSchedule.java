package lockstep.interleave;

/** Thrown where a verdict is not good. Its message is the whole report; tools that show it in their own way ask for the verdict. */
public final class FailedSchedule extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  FailedSchedule(Verdict verdict, Throwable thrown) {
    super(verdict.toString(), thrown);
    this.verdict = verdict;
  }

  FailedSchedule(Verdict verdict, String message) {
    super(message, verdict.thrown());
    this.verdict = verdict;
  }

  /** What was found, and under which schedule. */
  public Verdict verdict() {
    return verdict;
  }
}
