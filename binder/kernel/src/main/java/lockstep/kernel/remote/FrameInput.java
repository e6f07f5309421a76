package lockstep.kernel.remote;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;

/** An input stream fed with byte arrays by another thread; reading waits for them. */
public final class FrameInput extends InputStream {

    private final Queue<byte[]> arrived = new ArrayDeque<>();
    private byte[] current = new byte[0];
    private int position;
    private boolean ended;

    /** Adds bytes at the end. */
    public synchronized void feed(byte[] bytes) {
        arrived.add(bytes);
        notifyAll();
    }

    /** No more bytes will come. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) throws InterruptedIOException {
        if (length == 0) {
            return 0;
        }
        while (position == current.length) {
            byte[] next = arrived.poll();
            if (next != null) {
                current = next;
                position = 0;
            } else if (ended) {
                return -1;
            } else {
                await();
            }
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, from, count);
        position += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return current.length - position;
    }

    private void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
