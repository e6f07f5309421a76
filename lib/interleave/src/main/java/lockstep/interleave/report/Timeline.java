package lockstep.interleave.report;

import java.util.List;

/** A schedule as a picture: a line a thread from top to bottom, a dot a step; what matters is red. */
public final class Timeline {
  private static final int COLUMN = 330;
  private static final int ROW = 26;
  private final List<Step> steps;

  public Timeline(List<Step> steps) {
    this.steps = steps;
  }

  /** Text as it stands in HTML. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  /** An SVG element; empty if there is no step. */
  public String svg() {
    if (steps.isEmpty()) return "";
    int columns = steps.stream().mapToInt(Step::column).max().orElse(0) + 1;
    int marks = steps.stream().mapToInt(s -> s.mark().length()).max().orElse(0);
    int width = columns * COLUMN + 130 + marks * 7;
    int height = (steps.size() + 2) * ROW;
    StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"schedule\" width=\"" + width + "\" height=\"" + height
        + "\" style=\"background:#fff\" font-family=\"monospace\" font-size=\"13\">");
    String[] names = new String[columns];
    for (Step step : steps) names[step.column()] = step.thread();
    for (int c = 0; c < columns; c++) {
      int x = x(c);
      svg.append("<text x=\"").append(x).append("\" y=\"16\" font-weight=\"bold\" fill=\"#222\">").append(escape(names[c] == null ? "" : names[c])).append("</text>");
      svg.append("<line x1=\"").append(x).append("\" y1=\"24\" x2=\"").append(x).append("\" y2=\"").append(height - 8).append("\" stroke=\"#bbb\"/>");
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int y = (i + 1) * ROW + 20;
      String color = step.culprit() ? "#c00" : step.mark().isEmpty() ? "#235" : "#b60";
      svg.append("<circle cx=\"").append(x(step.column())).append("\" cy=\"").append(y - 4).append("\" r=\"4\" fill=\"").append(color).append("\"/>");
      svg.append("<text x=\"").append(x(step.column()) + 10).append("\" y=\"").append(y).append("\" fill=\"").append(color).append("\">").append(escape(step.text())).append("</text>");
      svg.append("<text x=\"").append(columns * COLUMN + 10).append("\" y=\"").append(y).append("\" fill=\"#777\">").append(escape(step.where())).append("</text>");
      if (!step.mark().isEmpty()) {
        svg.append("<text x=\"").append(columns * COLUMN + 130).append("\" y=\"").append(y).append("\" fill=\"").append(color).append("\">").append(escape("← " + step.mark())).append("</text>");
      }
    }
    return svg.append("</svg>").toString();
  }

  private static int x(int column) {
    return 12 + column * COLUMN;
  }
}
