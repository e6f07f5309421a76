package lockstep.kernel;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lockstep.kernel.remote.Agent;
import lockstep.kernel.remote.Link;

/**
 * The Java process in which the learner's code runs: its start, its end, and the debug connection to it,
 * which is the only way since Java 20 to stop a thread that does not want to stop.
 */
final class RemoteJvm {

    private static final int START_MILLIS = 60_000;
    private static final String SUPERVISOR = "lockstep.kernel.remote.Supervisor";

    private final Process process;
    private final VirtualMachine debugged;
    private final Socket socket;
    private Set<ProcessHandle> earlierChildren = Set.of();

    private RemoteJvm(Process process, VirtualMachine debugged, Socket socket) {
        this.process = process;
        this.debugged = debugged;
        this.socket = socket;
    }

    /** Starts a process and waits until it has connected. */
    static RemoteJvm start(List<String> options) throws IOException {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketListen"))
                .findFirst().orElseThrow(() -> new IOException("this JDK has no debug interface"));
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("timeout").setValue(String.valueOf(START_MILLIS));
        Process process = null;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(START_MILLIS);
            String debugAddress = connector.startListening(arguments);
            try {
                byte[] random = new byte[16];
                new SecureRandom().nextBytes(random);
                String token = HexFormat.of().formatHex(random);
                ProcessBuilder builder = new ProcessBuilder(command(options, debugAddress, server.getLocalPort()));
                builder.environment().put(Agent.TOKEN, token);
                process = builder.redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
                process.onExit().thenRun(() -> stopListening(connector, arguments, server));
                VirtualMachine debugged = connector.accept(arguments);
                return new RemoteJvm(process, debugged, accept(server, token));
            } finally {
                connector.stopListening(arguments);
            }
        } catch (Exception e) {
            if (process != null) {
                process.destroyForcibly();
            }
            throw new IOException("the Java process for the cells did not start: " + e, e);
        }
    }

    private static List<String> command(List<String> options, String debugAddress, int port) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8",
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=" + debugAddress));
        command.addAll(options);
        command.addAll(List.of("-cp", ownJar(), Agent.class.getName(), String.valueOf(port)));
        return command;
    }

    /** The jar or directory that holds this class: all that the remote process needs from us. */
    static String ownJar() {
        try {
            return new File(RemoteJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the first connection that knows the token. */
    private static Socket accept(ServerSocket server, String token) throws IOException {
        while (true) {
            Socket socket = server.accept();
            socket.setSoTimeout(START_MILLIS);
            byte[] word = socket.getInputStream().readNBytes(token.length());
            if (token.equals(new String(word, StandardCharsets.US_ASCII))) {
                socket.setSoTimeout(0);
                return socket;
            }
            socket.close();
        }
    }

    private static void stopListening(ListeningConnector connector, Map<String, Connector.Argument> arguments,
            ServerSocket server) {
        try {
            server.close();
            connector.stopListening(arguments);
        } catch (Exception notListening) {
            // It has connected long ago: this is the ordinary end of the process.
        }
    }

    Link link() throws IOException {
        return new Link(socket);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Processes that exist now are not the next cell's. */
    void beginCell() {
        earlierChildren = process.descendants().collect(Collectors.toSet());
    }

    /** Kills the processes that the cell has started. */
    void killChildren() {
        process.descendants().filter(child -> !earlierChildren.contains(child))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Throws the stop into every thread that the supervisor over there has marked. */
    void stopMarkedThreads() {
        ReferenceType supervisor = debugged.classesByName(SUPERVISOR).get(0);
        ObjectReference stop = (ObjectReference) supervisor.getValue(supervisor.fieldByName("STOP"));
        ArrayReference doomed = (ArrayReference) supervisor.getValue(supervisor.fieldByName("doomed"));
        for (Value thread : doomed.getValues()) {
            try {
                ((ThreadReference) thread).stop(stop);
            } catch (RuntimeException | com.sun.jdi.InvalidTypeException justEnded) {
                // A thread that has ended needs no stopping.
            }
        }
    }

    /** Ends the process and all that it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Waits for the end; -1 if it does not come. */
    int exitCode() throws InterruptedException {
        return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }
}
