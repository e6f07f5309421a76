package lockstep.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes verdicts for people: the same words everywhere, with colours or without. */
final class VerdictText {

    private static final int PRINTED_LINES = 15;
    private static final int PRINTED_WIDTH = 160;

    /** Columns for a detail's text: a line with its label fits JupyterLab's cell on a small screen. */
    private static final int WIDTH = 88;

    private final Ansi ansi;

    VerdictText(boolean colours) {
        ansi = new Ansi(colours);
    }

    /** Title, properties, and what follows them. */
    String whole(Verdict verdict) {
        StringBuilder text = new StringBuilder(title(verdict.exercise(), verdict.title()));
        verdict.properties().forEach(line -> text.append(property(line)));
        return text.append(rest(verdict)).toString();
    }

    String title(String exercise, String title) {
        return ansi.bold(exercise + "  " + title) + "\n";
    }

    String property(Verdict.Line line) {
        return switch (line.state()) {
            case HELD -> "  " + ansi.green("✓") + " " + line.sentence() + "\n";
            case BROKE -> "  " + ansi.red("✗") + " " + line.sentence() + "\n";
            case NOT_TRIED -> ansi.dim("  · " + line.sentence()) + "\n";
        };
    }

    /** The verdict in a word, its sentence, and the details. */
    String rest(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        text.append(badge(verdict.kind())).append("  ").append(verdict.headline())
                .append(ansi.dim(String.format(Locale.ROOT, "  (%.1f s)", verdict.millis() / 1000.0))).append("\n");
        for (Verdict.Detail detail : verdict.details()) {
            if (detail.label().equals(Schedule.LABEL)) {
                text.append(table(detail.text()));
                continue;
            }
            String label = detail.label();
            for (String line : wrapped(detail.text())) {
                text.append("  ").append(ansi.dim(String.format("%-9s", label))).append(" ").append(line).append("\n");
                label = "";
            }
        }
        if (!verdict.printed().isBlank()) {
            text.append("  ").append(ansi.dim("Your code printed:")).append("\n");
            List<String> lines = verdict.printed().stripTrailing().lines().toList();
            lines.stream().limit(PRINTED_LINES).forEach(l ->
                    text.append(ansi.dim("  | ")).append(harmless(l)).append("\n"));
            if (lines.size() > PRINTED_LINES) {
                text.append(ansi.dim("  | ")).append("(the rest is not shown)\n");
            }
        }
        return text.toString();
    }

    /** The table stands by itself: its lines are not broken. */
    String table(String lines) {
        StringBuilder text = new StringBuilder();
        lines.lines().forEach(line -> text.append("  ").append(marked(harmless(line))).append("\n"));
        return text.toString();
    }

    private String marked(String line) {
        int mark = Math.max(line.indexOf("← "), line.indexOf("↑ "));
        return mark < 0 ? line : line.substring(0, mark) + ansi.yellow(line.substring(mark));
    }

    /** The lines of a text; one that is too long for a notebook's width is broken between words. */
    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        for (String rest : text.split("\n")) {
            while (rest.length() > WIDTH) {
                int blank = rest.lastIndexOf(' ', WIDTH);
                if (blank <= rest.length() - rest.stripLeading().length()) {
                    break; // one long word
                }
                lines.add(rest.substring(0, blank));
                rest = rest.substring(blank + 1);
            }
            lines.add(rest);
        }
        return lines;
    }

    /** Without escape sequences: what an answer prints stays within its margin and colours nothing. */
    private static String harmless(String line) {
        String clean = line.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= PRINTED_WIDTH ? clean : clean.substring(0, PRINTED_WIDTH) + " …";
    }

    private String badge(Verdict.Kind kind) {
        String word = ansi.bold(kind == Verdict.Kind.NOT_STARTED ? "NOT STARTED YET" : kind.name());
        return switch (kind) {
            case PASSED -> ansi.green(word);
            case NOT_STARTED -> ansi.yellow(word);
            default -> ansi.red(word);
        };
    }
}
