package lockstep.harness.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The child's way to its parent: messages, and what the answer prints, on the process's standard output. */
final class Channel {

    /** So many characters of the answer's printing are passed on; the rest is dropped. */
    private static final int PRINT_LIMIT = 4000;

    private final String nonce;
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private int printed;

    Channel(String nonce) {
        this.nonce = nonce;
    }

    /** Sends a message as one write. It starts on a new line, whatever the answer wrote before. */
    synchronized void send(Message message) {
        try {
            out.write(("\n" + message.line(nonce) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            Runtime.getRuntime().halt(3); // nobody listens, or the answer closed the stream: no verdict, no pass
        }
    }

    /** Another answer begins, and may print as much as the last one. */
    synchronized void afresh() {
        printed = 0;
    }

    /** Puts streams in place of System.out and System.err that send what is printed to the parent, up to a limit. */
    void capture() {
        PrintStream stream = new PrintStream(new Printing(), true, StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush(); // the answer may close it and go on printing
            }
        };
        System.setOut(stream);
        System.setErr(stream);
        System.setIn(InputStream.nullInputStream());
    }

    private synchronized void print(byte[] bytes, int offset, int length) {
        if (printed < PRINT_LIMIT) {
            int n = Math.min(length, PRINT_LIMIT - printed);
            printed += n;
            String text = new String(bytes, offset, n, StandardCharsets.UTF_8);
            send(Message.of(Message.OUT, printed < PRINT_LIMIT ? text : text + "\n(the rest is not shown)\n"));
        }
    }

    private final class Printing extends OutputStream {

        @Override
        public void write(int b) {
            print(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            print(bytes, offset, length);
        }
    }
}
