package lockstep.interleave.report;

import java.util.List;

/**
 * A schedule as text: a column a thread, one step a line. Since a line holds one step only, a long one may reach into the next thread's
 * column: so the table keeps to a width without breaking a step. What the reader should not miss stands at the line's end, or beneath it.
 */
public final class Table {
  private static final int NUMBER = 5;
  private static final int GAP = 2;
  /** A column is not made narrower than this, whatever the width. */
  private static final int NARROWEST = 8;
  private final List<Step> steps;
  private final int width;
  private final int[] from;
  private final String[] names;
  private final int wherePlace;
  private final int textEnd;

  /**
   * @param width so many characters a line, where the steps allow it
   */
  public Table(List<Step> steps, int width) {
    this.steps = steps;
    this.width = width;
    int columns = steps.stream().mapToInt(Step::column).max().orElse(0) + 1;
    int[] widest = new int[columns];
    names = new String[columns];
    for (Step step : steps) {
      int c = step.column();
      names[c] = step.thread();
      widest[c] = Math.max(widest[c], Math.max(step.text().length(), step.thread().length()));
    }
    int where = steps.stream().mapToInt(s -> s.where().length()).max().orElse(0);
    int room = width - GAP - where;
    from = new int[columns];
    from[0] = NUMBER;
    for (int c = 1; c < columns; c++) {
      int rest = 0; // what the later columns need at least
      for (int d = c; d < columns; d++) rest = Math.max(rest, widest[d] + (d - c) * (NARROWEST + GAP));
      from[c] = Math.max(from[c - 1] + NARROWEST + GAP, Math.min(from[c - 1] + widest[c - 1] + GAP, room - rest));
    }
    int end = 0;
    for (int c = 0; c < columns; c++) end = Math.max(end, from[c] + widest[c]);
    textEnd = Math.max(Math.min(end, room), from[columns - 1] + NARROWEST);
    wherePlace = textEnd + GAP;
  }

  /** The lines, each with its end. */
  public String text() {
    StringBuilder head = new StringBuilder();
    for (int c = 0; c < names.length; c++) {
      pad(head, from[c]);
      if (names[c] != null) head.append(cut(names[c], c + 1 < names.length ? from[c + 1] - GAP : textEnd, head.length()));
    }
    StringBuilder text = new StringBuilder(head.toString().stripTrailing()).append('\n');
    for (Step step : steps) add(text, step);
    return text.toString();
  }

  private void add(StringBuilder text, Step step) {
    StringBuilder line = new StringBuilder(String.format("%3d", step.number()));
    pad(line, from[step.column()]);
    line.append(cut(step.text(), textEnd, line.length()));
    pad(line, wherePlace);
    line.append(step.where());
    String mark = step.mark().isEmpty() ? "" : "← " + step.mark();
    if (!mark.isEmpty() && line.length() + GAP + mark.length() <= width) {
      text.append(line).append("  ").append(mark).append('\n');
      return;
    }
    text.append(line.toString().stripTrailing()).append('\n');
    if (mark.isEmpty()) return;
    StringBuilder beneath = new StringBuilder();
    mark = "↑ " + step.mark();
    pad(beneath, Math.max(NUMBER, Math.min(from[step.column()], width - mark.length())));
    text.append(beneath).append(mark).append('\n');
  }

  private static String cut(String text, int end, int from) {
    return from + text.length() <= end ? text : text.substring(0, Math.max(1, end - from - 1)) + "…";
  }

  private static void pad(StringBuilder line, int length) {
    line.append(" ".repeat(Math.max(0, length - line.length())));
  }
}
