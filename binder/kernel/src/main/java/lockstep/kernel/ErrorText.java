package lockstep.kernel;

import io.github.spencerpark.jupyter.kernel.util.StringStyler;
import io.github.spencerpark.jupyter.kernel.util.TextColor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Errors as the notebook shows them: in IJava's form and colours, with the lines of the learner's cells. */
final class ErrorText {

    private static final String RULE = "-".repeat(75);

    private final StringStyler styler = new StringStyler.Builder()
            .addPrimaryStyle(TextColor.BOLD_BLACK_FG)
            .addSecondaryStyle(TextColor.BOLD_RED_FG)
            .addHighlightStyle(TextColor.BOLD_BLACK_FG)
            .addHighlightStyle(TextColor.RED_BG)
            .withLinePrefix(TextColor.BOLD_BLACK_FG + "|   ")
            .build();
    private final JShell shell;
    private final CellLines lines;

    ErrorText(JShell shell, CellLines lines) {
        this.shell = shell;
        this.lines = lines;
    }

    List<String> of(Exception failure) {
        List<String> text = new ArrayList<>();
        if (failure instanceof Failure.CompilationException) {
            compilation(((Failure.CompilationException) failure).event().snippet(), text);
        } else if (failure instanceof Failure.IncompleteSourceException) {
            text.add(styler.secondary("Incomplete input:"));
            text.addAll(styler.primaryLines(((Failure) failure).source()));
        } else if (failure instanceof Failure) {
            text.addAll(styler.primaryLines(((Failure) failure).source()));
            text.add(styler.secondary(failure.getMessage()));
        } else if (failure instanceof UnresolvedReferenceException) {
            unresolved(((UnresolvedReferenceException) failure).getSnippet(), text);
        } else {
            text.add(styler.secondary(RULE));
            exception(failure, "", text);
        }
        return text;
    }

    private void compilation(Snippet snippet, List<String> text) {
        shell.diagnostics(snippet).forEach(diagnostic -> {
            text.addAll(marked(snippet.source(), diagnostic));
            diagnostic.getMessage(Locale.ENGLISH).lines()
                    .filter(line -> !line.strip().startsWith("location:"))
                    .forEach(line -> text.add(styler.secondary(line)));
            text.add("");
        });
        if (snippet instanceof DeclarationSnippet) {
            unresolved((DeclarationSnippet) snippet, text);
        }
    }

    private List<String> marked(String source, Diag diagnostic) {
        int from = (int) diagnostic.getStartPosition();
        int to = (int) diagnostic.getEndPosition();
        return from >= 0 && to >= from && to <= source.length()
                ? styler.highlightSubstringLines(source, from, to) : styler.primaryLines(source);
    }

    private void unresolved(DeclarationSnippet snippet, List<String> text) {
        List<String> missing = new ArrayList<>();
        shell.unresolvedDependencies(snippet).forEach(missing::add);
        if (!missing.isEmpty()) {
            text.addAll(styler.primaryLines(snippet.source()));
            text.add(styler.secondary("Unresolved dependencies:"));
            missing.forEach(name -> text.add(styler.secondary("   - " + name)));
        }
    }

    private void exception(Throwable thrown, String prefix, List<String> text) {
        String name = thrown instanceof EvalException
                ? ((EvalException) thrown).getExceptionClassName() : thrown.getClass().getName();
        String message = thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
        (prefix + message).lines().forEach(line -> text.add(styler.secondary(line)));
        for (StackTraceElement element : thrown.getStackTrace()) {
            text.add(styler.secondary("\tat " + lines.frame(element)));
        }
        if (thrown.getCause() != null && thrown.getCause() != thrown) {
            exception(thrown.getCause(), "Caused by: ", text);
        }
    }
}
