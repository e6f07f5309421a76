package lockstep.lesson;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A small chart for a notebook cell: {@code display(chart.html(), "text/html")}.
 *
 * <p>Drawn by XChart as SVG on a white card, so that it reads the same on a dark page. Letters are drawn as outlines and
 * need some font on this machine. Where there is none (a bare container), {@link #html} says so in one
 * line and gives the same numbers as bars of text: a cell never fails because of its chart.
 */
public final class Chart {

    private static final int WIDTH = 680;
    private static final int HEIGHT = 340;

    /** Told apart by readers with any colour vision (Okabe and Ito), and by lightness. */
    private static final Color[] COLOURS = {
        new Color(0x0072B2), new Color(0xE69F00), new Color(0x009E73),
        new Color(0xCC79A7), new Color(0x56B4E9), new Color(0xD55E00), new Color(0x444444)
    };

    private static final Color INK = new Color(0x222222);
    private static final Color FAINT = new Color(0xDDDDDD);
    private static final Pattern DECIMALS = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final AtomicInteger DRAWN = new AtomicInteger();

    private record Series(String name, double[] xs, double[] ys) {}

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<String> categories; // null: a line chart
    private final List<Series> series = new ArrayList<>();

    private Chart(String title, String xTitle, String yTitle, List<String> categories) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.categories = categories;
    }

    /** A chart of lines with a marker at each point. Add lines with {@link #series(String, double[], double[])}. */
    public static Chart lines(String title, String xTitle, String yTitle) {
        return new Chart(title, xTitle, yTitle, null);
    }

    /** A chart of bars in groups, one group for each category. Add one bar to each group with {@link #series(String, double...)}. */
    public static Chart bars(String title, String yTitle, List<String> categories) {
        return new Chart(title, "", yTitle, List.copyOf(categories));
    }

    /** Adds a line. */
    public Chart series(String name, double[] xs, double[] ys) {
        if (categories != null) {
            throw new IllegalStateException("A bar chart has its categories already: series(name, values)");
        }
        if (xs.length != ys.length || xs.length == 0) {
            throw new IllegalArgumentException("Series \"" + name + "\" has " + xs.length + " x values and " + ys.length + " y values");
        }
        return add(name, xs.clone(), ys.clone());
    }

    /** Adds one bar to each group. */
    public Chart series(String name, double... values) {
        if (categories == null) {
            throw new IllegalStateException("A line needs its x values too: series(name, xs, ys)");
        }
        if (values.length != categories.size()) {
            throw new IllegalArgumentException("Series \"" + name + "\" has " + values.length + " values for " + categories.size() + " categories");
        }
        return add(name, null, values.clone());
    }

    private Chart add(String name, double[] xs, double[] ys) {
        for (Series other : series) {
            if (other.name.equals(name)) {
                throw new IllegalArgumentException("There is a series \"" + name + "\" already");
            }
        }
        series.add(new Series(name, xs, ys));
        return this;
    }

    /** The chart for a cell, as HTML: an SVG picture, or bars of text where no picture can be drawn. */
    public String html() {
        requireSeries();
        try {
            return svg();
        } catch (Exception | LinkageError | java.awt.AWTError | InternalError e) {
            return "<pre>No chart here: Java finds no font to draw letters with on this machine. The same numbers as text:\n"
                    + escape(text()) + "</pre>";
        }
    }

    /**
     * The chart as an SVG element.
     *
     * @throws IllegalStateException if there is nothing to draw
     */
    public String svg() throws IOException {
        requireSeries();
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (categories == null) {
            VectorGraphicsEncoder.saveVectorGraphic(drawLines(), out, VectorGraphicsFormat.SVG);
        } else {
            VectorGraphicsEncoder.saveVectorGraphic(drawBars(), out, VectorGraphicsFormat.SVG);
        }
        return slim(out.toString(StandardCharsets.UTF_8));
    }

    /** The same numbers as bars of text. */
    public String text() {
        requireSeries();
        double most = 0;
        int names = 0;
        int labels = 0;
        for (Series s : series) {
            names = Math.max(names, s.name.length());
            for (int i = 0; i < s.ys.length; i++) {
                most = Math.max(most, finite(s.ys[i]));
                labels = Math.max(labels, label(s, i).length());
            }
        }
        StringBuilder text = new StringBuilder(title + " (" + yTitle + ")\n");
        int groups = categories == null ? 0 : categories.size();
        if (categories == null) {
            for (Series s : series) {
                groups = Math.max(groups, s.ys.length);
            }
        }
        for (int i = 0; i < groups; i++) {
            for (Series s : series) {
                if (i < s.ys.length) {
                    int bar = most <= 0 ? 0 : (int) Math.round(40 * finite(s.ys[i]) / most);
                    text.append(pad(label(s, i), labels)).append("  ").append(pad(s.name, names)).append("  ")
                            .append("#".repeat(bar)).append(' ').append(number(s.ys[i])).append('\n');
                }
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return series.isEmpty() ? title : text();
    }

    private void requireSeries() {
        if (series.isEmpty()) {
            throw new IllegalStateException("The chart \"" + title + "\" has no series yet");
        }
    }

    private XYChart drawLines() {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xTitle).yAxisTitle(yTitle).build();
        style(chart.getStyler());
        if (series.stream().allMatch(s -> Arrays.stream(s.xs).allMatch(x -> x == Math.rint(x)))) { // no mark for 1.5 threads
            chart.getStyler().setxAxisTickLabelsFormattingFunction(x -> x == Math.rint(x) ? number(x) : " ");
        }
        Marker[] markers = {SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.CROSS};
        int i = 0;
        for (Series s : series) {
            XYSeries line = chart.addSeries(s.name, s.xs, s.ys);
            line.setMarker(markers[i % markers.length]);
            line.setLineStyle(new BasicStroke(2));
            i++;
        }
        return chart;
    }

    private CategoryChart drawBars() {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xTitle).yAxisTitle(yTitle).build();
        style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.8);
        for (Series s : series) {
            List<Double> values = new ArrayList<>();
            for (double y : s.ys) {
                values.add(finite(y));
            }
            chart.addSeries(s.name, categories, values);
        }
        return chart;
    }

    private void style(AxesChartStyler styler) {
        Font small = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotGridLinesColor(FAINT);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        styler.setAxisTitleFont(small);
        styler.setAxisTickLabelsFont(small);
        styler.setAxisTickLabelsColor(INK);
        styler.setAxisTickMarksColor(FAINT);
        styler.setLegendFont(small);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setSeriesColors(COLOURS);
        styler.setYAxisMin(0.0);
        styler.setYAxisTickMarkSpacingHint(50);
        styler.setAntiAlias(true);
        styler.setToolTipsEnabled(false);
        styler.setLocale(Locale.ROOT);
    }

    /** A third of the size: no prolog, one decimal, and names of its own, for several charts stand on one page. */
    private String slim(String svg) {
        int start = svg.indexOf("<svg");
        String body = svg.substring(svg.indexOf('>', start) + 1).replaceAll(">\\s+<", "><");
        Matcher decimals = DECIMALS.matcher(body);
        StringBuilder out = new StringBuilder(body.length());
        while (decimals.find()) {
            decimals.appendReplacement(out, shorter(decimals.group()));
        }
        decimals.appendTail(out);
        String own = "chart" + Long.toHexString(System.nanoTime()) + "n" + DRAWN.incrementAndGet() + "-clip";
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"" + escape(text().strip()).replace("\n", "; ")
                + "\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" width=\"" + WIDTH + "\" height=\"" + HEIGHT
                + "\" style=\"max-width:100%;height:auto;background:#fff;border-radius:6px\">"
                + out.toString().replaceAll("\\bclip(-?\\d+)", own + "$1");
    }

    private static String shorter(String number) {
        double value = Math.rint(Double.parseDouble(number) * 10) / 10;
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private String label(Series s, int i) {
        return categories != null ? categories.get(i) : xTitle + " " + number(s.xs[i]);
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? Math.max(0, value) : 0;
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.01 ? "%.2f" : "%.4f", value);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
