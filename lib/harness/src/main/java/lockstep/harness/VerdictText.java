package lockstep.harness;

import java.util.List;
import java.util.Locale;

/** Writes verdicts for people: the same words everywhere, with colours or without. */
final class VerdictText {

    private static final int PRINTED_LINES = 15;
    private static final int PRINTED_WIDTH = 160;

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
            String[] lines = detail.text().split("\n");
            for (int i = 0; i < lines.length; i++) {
                String label = String.format("%-9s", i == 0 ? detail.label() : "");
                text.append("  ").append(ansi.dim(label)).append(" ").append(lines[i]).append("\n");
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
