package lockstep.interleave.report;

import lockstep.interleave.weave.Site;

/**
 * A line of the program, for those who name places in their own way.
 *
 * @param type the class, with dots
 * @param line the line, or 0
 */
public record Place(String type, int line) {
  /** Class and line, as a learner writes them: {@code MyLock:12}. */
  public String name() {
    return Site.name(type, line);
  }
}
