package lockstep.kernel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import lockstep.kernel.remote.Bundle;
import lockstep.kernel.remote.Display;
import lockstep.kernel.remote.Link;

/**
 * The state behind a notebook: JShell, the process that runs its snippets, and what to do when that
 * process must be stopped or has ended.
 *
 * <p>Cells, completions and inspections come one at a time, from Jupyter's shell thread. An interrupt comes
 * at any time, from its control thread; a time-out from a thread of ours.
 */
final class Session {

    /** What IJava imports for its users before anything else. */
    private static final String PRELUDE = String.join("\n",
            "import java.util.*;", "import java.io.*;", "import java.math.*;", "import java.net.*;",
            "import java.util.concurrent.*;", "import java.util.prefs.*;", "import java.util.regex.*;",
            "import static " + Display.class.getName() + ".*;");

    private final Settings settings;
    private final CellLines lines = new CellLines();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "time-out");
        thread.setDaemon(true);
        return thread;
    });
    private CellEngine engine;
    private Stopper stopper;
    private Screen screen;
    private JShell shell;
    private volatile CompletableFuture<Void> opened;
    private volatile boolean closed;
    private Exception startupFailure;

    Session(Settings settings) {
        this.settings = settings;
    }

    /** Starts the cells' process and JShell in the background; the first cell waits for them. */
    void open(Screen target, Consumer<Link> inputWanted) {
        screen = target;
        engine = new CellEngine(settings, screen, inputWanted, lines);
        stopper = new Stopper(engine, screen);
        CompletableFuture<Void> started = CompletableFuture.runAsync(() -> {
            try {
                engine.restart();
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }, Session::inBackground);
        opened = CompletableFuture.runAsync(() -> begin(started), Session::inBackground);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "session");
        thread.setDaemon(true);
        thread.start();
    }

    private void begin(CompletableFuture<Void> started) {
        // What JShell compiles against by default is this property: the cells' process has our jar only.
        System.setProperty("java.class.path", RemoteJvm.ownJar());
        shell = JShell.builder().executionEngine(new Provider(), Map.of())
                .compilerOptions(settings.compilerOptions().toArray(new String[0])).build();
        settings.classPath().forEach(entry -> shell.addToClasspath(entry.toString()));
        started.join();
        prepare(PRELUDE);
        settings.startup().forEach(this::prepare);
    }

    /** Runs a start-up script. A part that fails is reported by the first cell; the others are run all the same. */
    private void prepare(String script) {
        String rest = script;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                break;
            }
            try {
                one(info.source(), 0, CellLines.lineOf(script, rest));
            } catch (Exception e) {
                startupFailure = startupFailure == null ? e : startupFailure;
            }
            rest = info.remaining();
        }
    }

    /** Gives JShell our engine. */
    private final class Provider implements ExecutionControlProvider {

        @Override
        public String name() {
            return "lockstep";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return engine;
        }
    }

    /** JShell, as soon as it is ready. */
    JShell shell() throws Exception {
        try {
            opened.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
        return shell;
    }

    CellLines lines() {
        return lines;
    }

    /** Runs a cell; returns its result, null for none. */
    Bundle runCell(String code, int cell) throws Exception {
        shell();
        if (!engine.answers()) {
            screen.note("The Java process that runs your cells had ended " + cause() + ". " + revive());
        }
        stopper.beginCell();
        engine.beginCell();
        if (startupFailure != null) {
            screen.note("The kernel's start-up script failed:\n" + String.join("\n", new ErrorText(shell, lines).of(startupFailure)));
            startupFailure = null;
        }
        try {
            return run(code, cell);
        } finally {
            stopper.endCell();
        }
    }

    private Bundle run(String code, int cell) throws Exception {
        Bundle result = null;
        String rest = code;
        CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        while (info.completeness().isComplete()) {
            result = one(info.source(), cell, CellLines.lineOf(code, rest));
            rest = info.remaining();
            info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        }
        if (info.completeness() != Completeness.EMPTY) {
            throw new Failure.IncompleteSourceException(rest);
        }
        return result;
    }

    /** Runs one snippet of a cell. */
    private Bundle one(String source, int cell, int line) throws Exception {
        Future<?> alarm = settings.timeout() == null ? null : clock.schedule(
                () -> stopper.stop(Stopper.Reason.TIME_OUT), settings.timeout().duration().toNanos(), TimeUnit.NANOSECONDS);
        try {
            lines.begin(cell, line);
            // JShell counts blank lines before a declaration in one place and not in another: it gets none.
            List<SnippetEvent> events = shell.eval(source.stripLeading());
            events.forEach(event -> lines.put(event.snippet().id()));
            Bundle result = result(events);
            failIfStopped(source);
            failIfRefused(events);
            return result;
        } finally {
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    /** The value shown under the cell, where the snippet is an expression. */
    private Bundle result(List<SnippetEvent> events) throws Exception {
        Bundle result = null;
        for (SnippetEvent event : events) {
            Snippet.SubKind kind = event.snippet().subKind();
            boolean shown = kind == Snippet.SubKind.VAR_VALUE_SUBKIND
                    || kind == Snippet.SubKind.OTHER_EXPRESSION_SUBKIND
                    || kind == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
            if (event.causeSnippet() == null && event.exception() == null && event.value() != null && shown) {
                try {
                    result = engine.render(event.value());
                } catch (ExecutionControl.StoppedException stopped) {
                    return null;
                } catch (ExecutionControl.UserException inToString) {
                    throw new IllegalStateException("the result's toString() failed: "
                            + inToString.causeExceptionClass() + ": " + inToString.getMessage());
                }
            }
        }
        return result;
    }

    private void failIfRefused(List<SnippetEvent> events) throws Exception {
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.exception() != null) {
                throw event.exception();
            }
            if (event.causeSnippet() == null && !event.status().isDefined()) {
                throw new Failure.CompilationException(event);
            }
        }
    }

    private void failIfStopped(String source) throws Exception {
        Stopper.Reason reason = stopper.reason();
        if (reason == null && engine.isAlive()) {
            return;
        }
        String said = stopper.awaitStopped();
        if (!engine.isAlive()) {
            said = reason == null ? "The Java process that runs your cells has ended " + cause() + ". " : said;
            said += revive();
        }
        if (reason == null) {
            throw new Failure.ProcessEndedException(said, source);
        } else if (reason == Stopper.Reason.TIME_OUT) {
            throw new Failure.EvaluationTimeoutException(
                    ("Evaluation timed out after " + settings.timeout() + ". " + said).strip(), source);
        }
        throw new Failure.EvaluationInterruptedException(("Evaluation interrupted. " + said).strip(), source);
    }

    /** Why the process has ended, in brackets. */
    private String cause() throws InterruptedException {
        return ExitCause.of(engine.jvm().exitCode());
    }

    /** Starts a new process for the cells; says what was lost. */
    private String revive() throws IOException {
        if (closed) {
            throw new IOException("the kernel shuts down");
        }
        engine.restart();
        engine.beginCell();
        List<VarSnippet> lost = shell.variables()
                .filter(variable -> shell.status(variable).isActive()).collect(Collectors.toList());
        lost.forEach(shell::drop);
        String names = lost.stream().map(VarSnippet::name).filter(name -> !name.startsWith("$"))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "A new one runs; imports, methods and classes are as before."
                : "A new one runs; imports, methods and classes are as before, but these variables are lost: " + names + ".";
    }

    /** Jupyter's interrupt. Returns at once, so that a second one finds the first under way. */
    void interrupt() {
        if (opened.isDone()) {
            inBackground(() -> stopper.stop(Stopper.Reason.INTERRUPT));
        }
    }

    /** Ends the cells' process and all it has started. */
    void close() {
        closed = true;
        if (engine != null) {
            engine.close();
        }
    }
}
