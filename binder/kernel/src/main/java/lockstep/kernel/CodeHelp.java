package lockstep.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Help while typing: completion, documentation, and whether the code is complete. */
final class CodeHelp {

    private static final String INDENT = "  ";

    private final SourceCodeAnalysis analysis;

    CodeHelp(JShell shell) {
        analysis = shell.sourceCodeAnalysis();
    }

    /** What could stand at the cursor; what fits the type that is expected there comes first. */
    ReplacementOptions complete(String code, int cursor) {
        int[] start = new int[1];
        List<String> options = analysis.completionSuggestions(code, cursor, start).stream()
                .sorted(Comparator.comparing(suggestion -> !suggestion.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .collect(Collectors.toList());
        return options.isEmpty() ? null : new ReplacementOptions(options,
                code.codePointCount(0, start[0]), code.codePointCount(0, cursor));
    }

    /** The documentation of what the cursor stands on; null for none. */
    DisplayData inspect(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String head = code.substring(0, end);
        List<Documentation> found = analysis.documentation(head + "(", end + 1, true);
        if (found.isEmpty()) {
            found = analysis.documentation(head, end, true);
        }
        if (found.isEmpty()) {
            return null;
        }
        return new DisplayData(found.stream()
                .map(each -> each.javadoc() == null ? each.signature() : each.signature() + "\n" + each.javadoc())
                .collect(Collectors.joining("\n\n")));
    }

    /** Jupyter's word for it, or the indentation of the line that must follow. */
    String isComplete(String code) {
        CompletionInfo info = analysis.analyzeCompletion(code);
        while (info.completeness().isComplete() && info.completeness() != Completeness.UNKNOWN) {
            info = analysis.analyzeCompletion(info.remaining());
        }
        switch (info.completeness()) {
            case EMPTY:
                return "complete";
            case UNKNOWN:
                return "invalid";
            default:
                return indentation(info.remaining().stripTrailing());
        }
    }

    private static String indentation(String open) {
        String line = open.substring(open.lastIndexOf('\n') + 1);
        String present = line.substring(0, line.length() - line.stripLeading().length());
        long depth = line.chars().filter(c -> c == '{' || c == '(').count()
                - line.chars().filter(c -> c == '}' || c == ')').count();
        return depth > 0 ? present + INDENT : present;
    }
}
