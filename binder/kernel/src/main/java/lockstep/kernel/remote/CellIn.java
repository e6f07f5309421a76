package lockstep.kernel.remote;

import java.io.IOException;
import java.io.InputStream;

/** {@code System.in} of the cells: asks the notebook for a line when nothing is left of the last one. */
final class CellIn extends InputStream {

    private final Link link;
    private byte[] line = new byte[0];
    private int position;
    private boolean arrived;

    CellIn(Link link) {
        this.link = link;
    }

    /** The notebook's answer; empty means that there is none to be had. */
    synchronized void answer(byte[] bytes) {
        line = bytes;
        position = 0;
        arrived = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == line.length) {
            ask();
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, into, from, count);
        position += count;
        return count == 0 ? -1 : count;
    }

    @Override
    public synchronized int available() {
        return line.length - position;
    }

    private void ask() throws IOException {
        arrived = false;
        link.send(Frame.Kind.ASK_INPUT, new byte[0]);
        try {
            while (!arrived) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for input", e);
        }
    }
}
