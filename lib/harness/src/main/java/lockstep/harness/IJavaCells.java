package lockstep.harness;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import lockstep.interleave.weave.CellLines;

/**
 * Under IJava, knows where in its cell a snippet begins, so that verdicts show the cell's lines. JShell counts from the
 * snippet, a cell may hold several, and IJava does not say where they stood; the course's own kernel does, and needs no
 * watching.
 *
 * <p>JShell tells of a snippet when it has run: what an expression explores while it runs has the lines of the expression.
 */
public final class IJavaCells {

    private final AtomicInteger cells;
    private int cell;
    private int before;
    private Snippet last;

    private IJavaCells(AtomicInteger cells) {
        this.cells = cells;
        cell = cells.get();
    }

    /** Begins to watch, if the kernel is IJava; for a start-up script. */
    public static void watch() {
        try {
            Object kernel = Class.forName("io.github.spencerpark.ijava.IJava").getMethod("getKernelInstance").invoke(null);
            Object evaluator = field(kernel.getClass(), "evaluator").get(kernel);
            JShell shell = (JShell) evaluator.getClass().getMethod("getShell").invoke(evaluator);
            IJavaCells watch = new IJavaCells((AtomicInteger) field(kernel.getClass().getSuperclass(), "executionCount").get(kernel));
            shell.onSnippetEvent(watch::seen);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another kernel, or an IJava made otherwise: lines count from the snippet.
        }
    }

    private static Field field(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private void seen(SnippetEvent event) {
        Snippet snippet = event.snippet();
        if (event.causeSnippet() != null) {
            return; // an older one, compiled once more: it stays where it was
        }
        if (cells.get() != cell) {
            cell = cells.get();
            before = 0;
        } else if (last == null) {
            last = snippet; // the start-up script itself, which is run at the beginning of the first cell
            return;
        } else if (snippet.kind() == Snippet.Kind.VAR && last.kind() == Snippet.Kind.VAR && snippet.source().equals(last.source())) {
            before -= lines(snippet.source()); // int a, b: each has the source of both
        }
        last = snippet;
        String source = snippet.source();
        // JShell counts the blank lines before a declaration or a statement, not those before an expression.
        boolean value = snippet.kind() == Snippet.Kind.VAR || snippet.kind() == Snippet.Kind.EXPRESSION;
        int start = before + (value ? lines(source.substring(0, source.length() - source.stripLeading().length())) : 0);
        if (start > 0) {
            System.setProperty(CellLines.BEFORE + snippet.id(), String.valueOf(start));
        }
        before += lines(source);
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
