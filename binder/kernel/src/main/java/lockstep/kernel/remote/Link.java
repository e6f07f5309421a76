package lockstep.kernel.remote;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Consumer;

/**
 * The one connection between the kernel and the process that runs the cells.
 *
 * <p>Everything goes over it in order: what a cell printed before it ended arrives before the news that it
 * ended. Sending never touches the socket (see {@link Outbox}), so that a thread stopped in the middle of
 * a print cannot tear a frame.
 */
public final class Link implements Closeable {

    private static final int LARGEST = 1 << 28;

    private final Socket socket;
    private final InputStream raw;
    private final DataInputStream in;
    private final Outbox outbox;

    /** Wraps a connected socket. */
    public Link(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        raw = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        in = new DataInputStream(raw);
        outbox = new Outbox(new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16)));
    }

    /** Sends a frame. Never blocks on the socket; waits only while much is unsent. */
    public void send(Frame.Kind kind, byte[] body) {
        outbox.put(new Frame(kind, body));
    }

    /** Starts the two threads that carry the frames. {@code ended} runs once, when the other side is gone. */
    public void start(ThreadGroup group, Consumer<Frame> receiver, Runnable ended) {
        Thread writer = new Thread(group, this::write, "link out");
        Thread reader = new Thread(group, () -> read(receiver, ended), "link in");
        writer.setDaemon(true);
        reader.setDaemon(true);
        writer.start();
        reader.start();
    }

    /** Whether more input is there already: a receiver may then put off what it can do in one go. */
    public boolean moreToCome() {
        try {
            return raw.available() > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    /** An output stream whose flushed bytes travel as command frames. */
    public OutputStream commands() {
        return new FrameOutput(this);
    }

    private void write() {
        try {
            outbox.write();
        } catch (IOException gone) {
            close();
        }
    }

    private void read(Consumer<Frame> receiver, Runnable ended) {
        try {
            while (true) {
                Frame.Kind kind = Frame.Kind.of(in.readUnsignedByte());
                int length = in.readInt();
                if (length < 0 || length > LARGEST) {
                    throw new IOException("a torn frame of " + length + " bytes");
                }
                byte[] body = new byte[length];
                in.readFully(body);
                receiver.accept(new Frame(kind, body));
            }
        } catch (EOFException | SocketException gone) {
            // The other side has ended: the usual way for a link to end.
        } catch (IOException | RuntimeException broken) {
            System.err.println("lockstep kernel: link broken: " + broken);
        } finally {
            close();
            ended.run();
        }
    }

    @Override
    public void close() {
        outbox.close();
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to be done about it.
        }
    }
}
