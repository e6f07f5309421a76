package lockstep.harness;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** A JShell with the harness on its class path, as a kernel has it: cells in, printed text out. */
final class Notebook implements AutoCloseable {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final JShell shell;

    /**
     * Starts one.
     *
     * @param engine "local" for a kernel that runs cells in its own JVM, as IJava does; null for a JVM of their own
     */
    Notebook(String engine, String home) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        JShell.Builder builder = JShell.builder().out(out).err(out);
        if (engine == null) {
            builder.remoteVMOptions("-Dlockstep.home=" + home, "-Dlockstep.color=false");
        } else {
            builder.executionEngine(engine);
        }
        shell = builder.build();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            shell.addToClasspath(entry);
        }
        run("import static lockstep.harness.Lockstep.*; import lockstep.harness.Todo; import java.util.*; "
                + "import java.util.concurrent.atomic.*; import java.lang.invoke.*;");
    }

    /** Runs a cell; fails if JShell rejects it or it throws. */
    void run(String cell) {
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo part = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(part.source())) {
                if (event.status() == Snippet.Status.REJECTED || event.exception() != null) {
                    List<String> why = shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList();
                    throw new AssertionError(part.source() + "\n" + why, event.exception());
                }
            }
            rest = part.remaining();
        }
    }

    /** Runs a cell, and gives what it printed. */
    String print(String cell) {
        PrintStream before = System.out;
        printed.reset();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8)); // for the local engine
        try {
            run(cell);
        } finally {
            System.setOut(before);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        System.out.println(text);
        return text;
    }

    @Override
    public void close() {
        shell.close();
    }
}
