package lockstep.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import jdk.jshell.JShell;
import lockstep.kernel.remote.Bundle;
import lockstep.kernel.remote.Frame;
import lockstep.kernel.remote.Link;

/** What Jupyter asks of a kernel, answered by a {@link Session}. The base library speaks the protocol. */
final class CourseKernel extends BaseKernel {

    private final Session session;
    private final Screen screen = new Screen();
    private final LanguageInfo language = new LanguageInfo.Builder("Java")
            .version(Runtime.version().toString())
            .mimetype("text/x-java-source")
            .fileExtension(".jshell")
            .pygments("java")
            .codemirror("java")
            .build();

    CourseKernel(Session session) {
        this.session = session;
        // Cells print in another process. What this one prints is for the server's log.
        setShouldReplaceStdStreams(false);
    }

    Screen screen() {
        return screen;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        ShellHandler<ExecuteRequest> execute = connection.getHandler(MessageType.EXECUTE_REQUEST);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (env, message) -> {
            screen.turnTo(env);
            execute.handle(env, message);
        });
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return language;
    }

    @Override
    public String getBanner() {
        return "Java " + Runtime.version() + " :: Lockstep's own kernel";
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        try {
            Bundle result = session.runCell(code, executionCount.get() - 1);
            return result == null ? null : Screen.data(result);
        } catch (Error e) {
            throw new IllegalStateException("the kernel failed: " + e, e);
        }
    }

    @Override
    public List<String> formatError(Exception failure) {
        try {
            return new ErrorText(session.shell(), session.lines()).of(failure);
        } catch (Exception noShell) {
            return List.of(String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public ReplacementOptions complete(String code, int at) throws Exception {
        int cursor = code.offsetByCodePoints(0, Math.min(at, code.codePointCount(0, code.length())));
        return new CodeHelp(session.shell()).complete(code, cursor);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean detailed) throws Exception {
        int cursor = code.offsetByCodePoints(0, Math.min(at, code.codePointCount(0, code.length())));
        return new CodeHelp(session.shell()).inspect(code, cursor);
    }

    @Override
    public String isComplete(String code) {
        try {
            JShell shell = session.shell();
            return new CodeHelp(shell).isComplete(code);
        } catch (Exception notStarted) {
            return IS_COMPLETE_MAYBE;
        }
    }

    @Override
    public void interrupt() {
        session.interrupt();
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        session.close();
    }

    /** A cell reads standard input: asks the notebook, on a thread of its own, for the answer may take long. */
    void readLine(Link link) {
        Thread thread = new Thread(() -> {
            byte[] line = new byte[1 << 16];
            int length;
            try {
                length = getIO().in.read(line);
            } catch (IOException | RuntimeException e) {
                length = 0;
            }
            link.send(Frame.Kind.INPUT, Arrays.copyOf(line, Math.max(length, 0)));
        }, "input");
        thread.setDaemon(true);
        thread.start();
    }
}
