package lockstep.litmus;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One line of a program's table: the program with its modes, and what it may and may not do.
 *
 * @param modes the modes, in words
 * @param forbidden outcomes that Java forbids; all others are allowed
 * @param unexplored outcomes that Java allows and interleave does not look for (the manual says so: load buffering)
 * @param race is it a data race, which interleave refuses whatever the outcome?
 * @param source who says so
 */
public record Row(String modes, Litmus program, List<String> forbidden, List<String> unexplored, boolean race, String source) {

  /** Everything is allowed. */
  static Row allows(String modes, Litmus program, String source) {
    return new Row(modes, program, List.of(), List.of(), false, source);
  }

  /** Everything else is allowed. */
  static Row forbids(String modes, Litmus program, String forbidden, String source) {
    return new Row(modes, program, List.of(forbidden.split(", ")), List.of(), false, source);
  }

  /** Plain accesses that nothing orders: refused. */
  static Row races(String modes, Litmus program) {
    return new Row(modes, program, List.of(), List.of(), true, "JLS 17.4.5: a data race");
  }

  /** The same, but interleave does not look for these, though they are allowed. */
  Row butUnexplored(String outcomes) {
    return new Row(modes, program, forbidden, List.of(outcomes.split(", ")), race, source);
  }

  String name() {
    return program.getClass().getSimpleName() + " " + modes;
  }

  SortedSet<String> allowed() {
    SortedSet<String> all = new TreeSet<>();
    product(program.notes(), 0, "", all);
    forbidden.forEach(outcome -> {
      if (!all.remove(outcome)) throw new IllegalArgumentException(name() + ": no such outcome: " + outcome);
    });
    return all;
  }

  /** What interleave must find, no more and no less. */
  SortedSet<String> explored() {
    SortedSet<String> explored = allowed();
    unexplored.forEach(outcome -> {
      if (!explored.remove(outcome)) throw new IllegalArgumentException(name() + ": not allowed, so why explore it: " + outcome);
    });
    return explored;
  }

  private static void product(String[] notes, int from, String before, SortedSet<String> all) {
    if (from == notes.length) all.add(before.strip());
    else notes[from].chars().forEach(value -> product(notes, from + 1, before + " " + (char) value, all));
  }
}
