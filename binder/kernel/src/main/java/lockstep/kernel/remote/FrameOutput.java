package lockstep.kernel.remote;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Collects bytes and sends them as one command frame at every flush. */
final class FrameOutput extends OutputStream {

    private final Link link;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    FrameOutput(Link link) {
        this.link = link;
    }

    @Override
    public synchronized void write(int b) {
        pending.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        pending.write(bytes, from, length);
    }

    @Override
    public synchronized void flush() {
        if (pending.size() > 0) {
            link.send(Frame.Kind.COMMAND, pending.toByteArray());
            pending.reset();
        }
    }
}
