package lockstep.kernel.remote;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import jdk.jshell.execution.Util;

/**
 * The main class of the process that runs the cells. It connects back to the kernel, does what JShell
 * commands, and ends when the kernel is gone.
 *
 * <p>Our own threads live in a thread group of their own. What a cell starts lives in the group
 * {@code main} or beneath it.
 */
public final class Agent {

    /** The environment variable with the word by which the kernel knows this process. */
    public static final String TOKEN = "LOCKSTEP_KERNEL_TOKEN";

    private final ThreadGroup cellGroup = Thread.currentThread().getThreadGroup();
    private final ThreadGroup system = cellGroup.getParent();
    private final ThreadGroup own = new ThreadGroup(system, "lockstep");
    private final FrameInput commands = new FrameInput();
    private final Link link;
    private final CellIn in;
    private final Cells cells;
    private final Supervisor supervisor;

    private Agent(Link link) {
        this.link = link;
        in = new CellIn(link);
        cells = new Cells(cellGroup);
        supervisor = new Supervisor(cells, system, own);
    }

    /** Takes one argument, the kernel's port on the loopback address. */
    public static void main(String[] args) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        socket.getOutputStream().write(System.getenv(TOKEN).getBytes(StandardCharsets.US_ASCII));
        new Agent(new Link(socket)).start();
    }

    private void start() {
        PrintStream out = new CellOut(link, Frame.Kind.OUT);
        PrintStream err = new CellOut(link, Frame.Kind.ERR);
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
        Display.connect(link);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (!(thrown instanceof CellStopped)) {
                System.err.print("Exception in thread \"" + thread.getName() + "\" ");
                thrown.printStackTrace();
            }
        });
        link.start(own, this::receive, Agent::end);
        new Thread(own, this::obey, "lockstep commands").start();
    }

    /** The kernel is gone: so are we, and so is every process that a cell started. */
    private static void end() {
        try {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private void obey() {
        try {
            ObjectOutputStream answers = new ObjectOutputStream(link.commands());
            answers.flush();
            Util.forwardExecutionControl(cells, new ObjectInputStream(commands), answers);
        } catch (Throwable broken) {
            System.err.println("lockstep: " + broken);
        }
        end();
    }

    private void receive(Frame frame) {
        switch (frame.kind()) {
            case COMMAND:
                commands.feed(frame.body());
                break;
            case INPUT:
                in.answer(frame.body());
                break;
            case BEGIN:
                supervisor.begin();
                break;
            case LOOK:
                look();
                break;
            default:
                throw new IllegalArgumentException("unexpected " + frame.kind());
        }
    }

    private void look() {
        try {
            link.send(Frame.Kind.SEEN, supervisor.look().toBytes());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
