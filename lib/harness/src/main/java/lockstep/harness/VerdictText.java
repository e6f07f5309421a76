package lockstep.harness;

import java.util.Locale;

/** Writes verdicts for people: the same words everywhere, with ANSI colours or without. */
final class VerdictText {

    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String DIM = "2";
    private static final String BOLD = "1";

    private final boolean colours;

    VerdictText(boolean colours) {
        this.colours = colours;
    }

    /** Title, properties, and what follows them. */
    String whole(Verdict verdict) {
        StringBuilder text = new StringBuilder(title(verdict.exercise(), verdict.title()));
        for (Verdict.Line line : verdict.properties()) {
            text.append(property(line));
        }
        return text.append(rest(verdict)).toString();
    }

    String title(String exercise, String title) {
        return colour(BOLD, exercise + "  " + title) + "\n";
    }

    String property(Verdict.Line line) {
        return switch (line.state()) {
            case HELD -> "  " + colour(GREEN, "✓") + " " + line.sentence() + "\n";
            case BROKE -> "  " + colour(RED, "✗") + " " + line.sentence() + "\n";
            case NOT_TRIED -> colour(DIM, "  · " + line.sentence()) + "\n";
        };
    }

    String rest(Verdict verdict) {
        StringBuilder text = new StringBuilder("\n");
        text.append(badge(verdict.kind())).append("  ").append(verdict.headline())
                .append(colour(DIM, String.format(Locale.ROOT, "  (%.1f s)", verdict.millis() / 1000.0))).append("\n");
        for (Verdict.Detail detail : verdict.details()) {
            String[] lines = detail.text().split("\n");
            for (int i = 0; i < lines.length; i++) {
                String label = i == 0 ? detail.label() : "";
                text.append("  ").append(colour(DIM, String.format("%-10s", label))).append(lines[i]).append("\n");
            }
        }
        if (!verdict.printed().isBlank()) {
            text.append("  ").append(colour(DIM, "Your code printed:")).append("\n");
            verdict.printed().stripTrailing().lines().forEach(l ->
                    text.append(colour(DIM, "  | ")).append(l).append("\n"));
        }
        return text.toString();
    }

    private String badge(Verdict.Kind kind) {
        return switch (kind) {
            case PASSED -> colour(BOLD + ";" + GREEN, "PASSED");
            case WRONG -> colour(BOLD + ";" + RED, "WRONG");
            case HUNG -> colour(BOLD + ";" + RED, "HUNG");
            case CRASHED -> colour(BOLD + ";" + RED, "CRASHED");
            case NOT_STARTED -> colour(BOLD + ";" + YELLOW, "NOT STARTED YET");
        };
    }

    private String colour(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
