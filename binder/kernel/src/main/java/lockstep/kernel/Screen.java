package lockstep.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import lockstep.kernel.remote.Bundle;
import lockstep.kernel.remote.Frame;

/**
 * Where the cells' output appears: under the cell that runs, or, for what a thread prints after its cell
 * has ended, under the last one.
 *
 * <p>Text is gathered while more of it is on its way, for a message a line would drown the browser. A cell
 * may print {@value #LIMIT} characters; the rest is dropped, and that is said.
 */
final class Screen {

    private static final int GATHER = 1 << 16;
    private static final long LIMIT = 8_000_000;

    private final Text out = new Text(Frame.Kind.OUT);
    private final Text err = new Text(Frame.Kind.ERR);
    private ShellReplyEnvironment cell;
    private long printed;

    /** From now on output belongs to this cell. */
    synchronized void turnTo(ShellReplyEnvironment next) {
        flush();
        cell = next;
        printed = 0;
    }

    /** Takes a piece of output. {@code more}: further frames have arrived already. */
    synchronized void print(Frame.Kind kind, byte[] bytes, boolean more) {
        Text text = kind == Frame.Kind.OUT ? out : err;
        Text other = kind == Frame.Kind.OUT ? err : out;
        other.flush();
        text.add(bytes);
        if (!more || text.gathered.length() > GATHER) {
            text.flush();
        }
    }

    /** Shows a line of the kernel's own among the cell's errors. */
    synchronized void note(String line) {
        print(Frame.Kind.ERR, (line + "\n").getBytes(StandardCharsets.UTF_8), false);
    }

    synchronized void show(Bundle bundle) {
        if (cell != null) {
            cell.publish(new PublishDisplayData(data(bundle)));
        }
    }

    synchronized void update(Bundle bundle) {
        if (cell != null) {
            cell.publish(new PublishUpdateDisplayData(data(bundle)));
        }
    }

    synchronized void flush() {
        out.flush();
        err.flush();
    }

    /** A bundle as the base library has it. */
    static DisplayData data(Bundle bundle) {
        DisplayData data = new DisplayData();
        bundle.forms().forEach(data::putData);
        if (!bundle.id().isEmpty()) {
            data.setDisplayId(bundle.id());
        }
        return data;
    }

    /** One of the two streams. */
    private final class Text {

        final StringBuilder gathered = new StringBuilder();
        private final Frame.Kind kind;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = {};

        Text(Frame.Kind kind) {
            this.kind = kind;
        }

        /** Decodes; a character whose bytes come in two pieces waits for its second piece. */
        void add(byte[] bytes) {
            ByteBuffer input = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
            CharBuffer output = CharBuffer.allocate(input.remaining());
            decoder.decode(input, output, false);
            rest = new byte[input.remaining()];
            input.get(rest);
            gathered.append(output.flip());
        }

        void flush() {
            if (gathered.length() == 0) {
                return;
            }
            String text = gathered.toString();
            gathered.setLength(0);
            if (printed <= LIMIT) {
                printed += text.length();
                publish(text);
                if (printed > LIMIT) {
                    publish("\n[no more is shown: this cell has printed over " + LIMIT + " characters]\n");
                }
            }
        }

        private void publish(String text) {
            if (cell == null) {
                System.out.print(text);
            } else if (kind == Frame.Kind.OUT) {
                cell.writeToStdOut(text);
            } else {
                cell.writeToStdErr(text);
            }
        }
    }
}
