package lockstep.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the kernel. Jupyter gives it one argument, the path of the connection file. */
public final class Main {

    private Main() {}

    /** Serves Jupyter until it asks for shutdown. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1 || !Files.isRegularFile(Path.of(args[0]))) {
            System.err.println("usage: java -cp 'binder/kernel/target/kernel/*' lockstep.kernel.Main CONNECTION_FILE");
            System.exit(2);
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
        Session session = new Session(Settings.of(System.getenv()));
        CourseKernel kernel = new CourseKernel(session);
        Runtime.getRuntime().addShutdownHook(new Thread(session::close, "close"));
        endWithParent();
        session.open(kernel.screen(), kernel::readLine);
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    /** When Jupyter itself is killed nobody asks for shutdown; then this process ends of its own accord. */
    private static void endWithParent() {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("[1-9]\\d{0,17}")) {
            ProcessHandle.of(Long.parseLong(parent))
                    .ifPresent(process -> process.onExit().thenRun(() -> System.exit(0)));
        }
    }
}
