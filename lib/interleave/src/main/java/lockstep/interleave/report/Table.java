package lockstep.interleave.report;

import java.util.List;

/** A schedule as text: a column a thread, one step a line. */
final class Table {
  private static final int WIDEST = 46;
  private final List<Step> steps;

  Table(List<Step> steps) {
    this.steps = steps;
  }

  String text() {
    int columns = steps.stream().mapToInt(Step::column).max().orElse(0) + 1;
    int[] widths = new int[columns];
    String[] names = new String[columns];
    for (Step step : steps) {
      names[step.column()] = step.thread();
      widths[step.column()] = Math.min(WIDEST, Math.max(widths[step.column()], Math.max(step.text().length(), step.thread().length())));
    }
    int where = steps.stream().mapToInt(s -> s.where().length()).max().orElse(0);
    StringBuilder text = new StringBuilder("     ");
    for (int c = 0; c < columns; c++) text.append(pad(names[c] == null ? "" : names[c], widths[c])).append("  ");
    text.append('\n');
    for (Step step : steps) {
      StringBuilder line = new StringBuilder(String.format("%3d  ", step.number()));
      for (int c = 0; c < columns; c++) line.append(pad(c == step.column() ? step.text() : "", widths[c])).append("  ");
      line.append(pad(step.where(), where));
      if (!step.mark().isEmpty()) line.append("  ← ").append(step.mark());
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
