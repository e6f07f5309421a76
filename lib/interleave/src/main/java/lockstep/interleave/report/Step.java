package lockstep.interleave.report;

/**
 * One step of a schedule, ready to be shown.
 *
 * @param number from 1
 * @param thread the name of the thread
 * @param column the thread's column, from 0
 * @param text what was done, in source terms: {@code locked.getAndSetAcquire(true) → false}
 * @param where the line: {@code MyLock:12}; empty if it is not in the program
 * @param mark what the reader should not miss, or empty
 * @param culprit is it one of the two accesses of a data race, or where a thread is stuck?
 * @param sees for a load of what another thread stored, the number of the step that stored it; else 0
 * @param orders does that load put the store before what follows it (happens-before)?
 * @param stale is it a load that saw an older value although a newer one was there?
 */
public record Step(int number, String thread, int column, String text, String where, String mark, boolean culprit, int sees, boolean orders,
    boolean stale) {

  /** A step that sees nothing of another thread's. */
  public Step(int number, String thread, int column, String text, String where, String mark, boolean culprit) {
    this(number, thread, column, text, where, mark, culprit, 0, false, false);
  }
}
