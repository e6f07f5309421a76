package lockstep.interleave.schedule;

/**
 * One step of a recorded execution.
 *
 * @param index its place in the schedule, from 0
 * @param strand who
 * @param site where in the program
 * @param kind read, write, update, call, or note
 * @param subject the place or object it is on, as the model names it; the source may have a better name
 * @param text what was done: the arguments of a call, the value of a store
 * @param result what came back, or null
 * @param place identifies the place, to see which steps concern the same; may be null
 * @param plain a plain access: not a scheduling point
 * @param note something the reader should not miss, such as a stale read; or null
 * @param from for a load of a value that another thread stored, the step that stored it; else -1
 * @param missing for such a load, why it orders nothing: {@link #NO_RELEASE}, {@link #NO_ACQUIRE}, both or 0
 */
public record Event(int index, int strand, int site, Kind kind, String subject, String text, String result, Object place, boolean plain,
    String note, int from, int missing) {
  public static final int NO_RELEASE = 1;
  public static final int NO_ACQUIRE = 2;

  /** What kind of step. */
  public enum Kind { READ, WRITE, CALL, NOTE }
}
