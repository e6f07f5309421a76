package lockstep.interleave.report;

import java.util.List;
import java.util.Locale;

/**
 * A schedule as a picture: a line a thread from top to bottom, a dot a step, an arrow from a store to the load that sees it. An arrow that orders
 * nothing is broken and red, and so is what matters. It keeps to a width, on a light ground of its own, so that it can be read on any page.
 */
public final class Timeline {
  private static final int WIDTH = 960;
  private static final int ROW = 24;
  private static final int MARK = 17;
  private static final int TOP = 34;
  private static final double LETTER = 7.25; // of a monospaced font of 12 pixels
  private static final double SMALL = 6.65;
  private static final int NARROWEST = 70;
  private static final String INK = "#1f2933";
  private static final String FAINT = "#6b7580";
  private static final String RED = "#c01f1f";
  private static final String AMBER = "#9a5b00";
  private static final String GREEN = "#2b7a3f";

  private final List<Step> steps;
  private final int columns;
  private final double[] x;
  private final double[] y;
  private final double whereX;
  private final double width;
  private final double height;

  /**
   * @param steps in their order
   */
  public Timeline(List<Step> steps) {
    this.steps = steps;
    columns = steps.stream().mapToInt(Step::column).max().orElse(0) + 1;
    double where = steps.stream().mapToInt(s -> s.where().length()).max().orElse(0) * SMALL;
    double room = WIDTH - where - 30;
    double[] widest = new double[columns];
    for (Step s : steps) widest[s.column()] = Math.max(widest[s.column()], 16 + LETTER * Math.max(s.text().length(), s.thread().length()));
    x = new double[columns];
    x[0] = 46;
    for (int c = 1; c < columns; c++) {
      double rest = 0; // what the later columns need
      for (int d = c; d < columns; d++) rest = Math.max(rest, widest[d] + (d - c) * NARROWEST);
      x[c] = Math.max(x[c - 1] + NARROWEST, Math.min(x[c - 1] + widest[c - 1] + 18, room - rest));
    }
    double end = 0;
    for (int c = 0; c < columns; c++) end = Math.max(end, x[c] + widest[c]);
    whereX = Math.min(end, Math.max(room, x[columns - 1] + NARROWEST)) + 12;
    double marks = steps.stream().mapToDouble(s -> s.mark().isEmpty() ? 0 : x[s.column()] + 26 + (s.mark().length() + 2) * SMALL).max().orElse(0);
    width = Math.max(Math.max(whereX + where + 14, 300), Math.min(marks, WIDTH));
    y = new double[steps.size()];
    double at = TOP;
    for (int i = 0; i < y.length; i++) {
      y[i] = at += ROW;
      if (!steps.get(i).mark().isEmpty()) at += MARK;
    }
    height = at + 18;
  }

  /** Text as it stands in HTML. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  /** An SVG element; empty if there is no step. */
  public String svg() {
    if (steps.isEmpty()) return "";
    StringBuilder svg = new StringBuilder();
    svg.append(format("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"a schedule of %d steps, a column a thread\" width=\"%.0f\" height=\"%.0f\""
        + " viewBox=\"0 0 %.0f %.0f\" style=\"max-width:100%%\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"12\">", steps.size(), width, height, width, height));
    svg.append(format("<rect width=\"%.0f\" height=\"%.0f\" rx=\"6\" fill=\"#fbfbf9\"/>", width, height));
    for (int c = 0; c < columns; c++) column(svg, c);
    for (Step s : steps) if (s.sees() > 0) arrow(svg, s);
    for (int i = 0; i < steps.size(); i++) step(svg, steps.get(i), y[i]);
    return svg.append("</svg>").toString();
  }

  private void column(StringBuilder svg, int c) {
    String name = steps.stream().filter(s -> s.column() == c).map(Step::thread).findFirst().orElse("");
    text(svg, x[c] - 4, 22, INK, "font-weight=\"bold\"", name);
    svg.append(format("<line x1=\"%.1f\" y1=\"32\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#c9ced3\"/>", x[c], x[c], height - 10));
  }

  private void step(StringBuilder svg, Step s, double at) {
    String color = s.culprit() ? RED : s.mark().isEmpty() ? INK : AMBER;
    double left = x[s.column()];
    text(svg, 10, at, FAINT, "", String.valueOf(s.number()));
    svg.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"/>", left, at - 4, s.culprit() ? "5" : "3.5", color));
    String shown = cut(s.text(), whereX - left - 14, LETTER);
    svg.append(format("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\" fill=\"#fbfbf9\" fill-opacity=\"0.85\"/>", left + 8, at - 12, shown.length() * LETTER + 4));
    text(svg, left + 10, at, color, s.culprit() ? "font-weight=\"bold\"" : "", shown);
    text(svg, whereX, at, FAINT, "font-size=\"11\"", s.where());
    if (s.mark().isEmpty()) return;
    String mark = cut("↑ " + s.mark(), width - 56, SMALL);
    double from = Math.max(46, Math.min(left + 10, width - 10 - mark.length() * SMALL));
    svg.append(format("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"15\" fill=\"#fbfbf9\" fill-opacity=\"0.85\"/>", from - 2, at + 5, mark.length() * SMALL + 4));
    text(svg, from, at + 16, color, "font-size=\"11\"", mark);
  }

  /** From the store to the load that sees it. */
  private void arrow(StringBuilder svg, Step load) {
    int from = -1;
    int to = steps.indexOf(load);
    for (int i = 0; i < to; i++) if (steps.get(i).number() == load.sees()) from = i;
    if (from < 0) return;
    double x1 = x[steps.get(from).column()];
    double x2 = x[load.column()];
    String color = load.orders() ? GREEN : RED;
    String broken = load.orders() ? "" : " stroke-dasharray=\"5 4\"";
    double y1 = y[from] - 4;
    double y2 = y[to] - 4;
    if (x2 > x1) { // from the left, where no text stands
      svg.append(format("<path d=\"M%.1f %.1f C %.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"%s/>", x1, y1, x1, y2, x1, y2, x2 - 7, y2, color, broken));
      svg.append(format("<path d=\"M%.1f %.1f l -7 -4 l 0 8 z\" fill=\"%s\"/>", x2 - 3.5, y2, color));
    } else { // from above
      double middle = (y1 + y2) / 2;
      svg.append(format("<path d=\"M%.1f %.1f C %.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"%s/>", x1, y1, x1, middle, x2, middle, x2, y2 - 10, color, broken));
      svg.append(format("<path d=\"M%.1f %.1f l -4 -7 l 8 0 z\" fill=\"%s\"/>", x2, y2 - 3.5, color));
    }
  }

  private static void text(StringBuilder svg, double x, double y, String color, String more, String text) {
    svg.append(format("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" xml:space=\"preserve\" %s>", x, y, color, more)).append(escape(text)).append("</text>");
  }

  private static String cut(String text, double room, double letter) {
    int most = (int) Math.max(8, room / letter);
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
