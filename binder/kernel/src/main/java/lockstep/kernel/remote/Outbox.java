package lockstep.kernel.remote;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Frames on their way to the socket: any thread puts, one thread of our own writes.
 *
 * <p>A thread that puts may be a learner's thread, and it may be stopped by an asynchronous exception at
 * any bytecode. So it takes no lock and leaves nothing half done: it pushes a node onto a stack by one
 * compare-and-set (Treiber's stack), and the writer takes the whole stack at once and turns it round.
 * Whoever is stopped before the compare-and-set has sent nothing; whoever is stopped after it has sent all.
 *
 * <p>The outbox is bounded, so that a cell that prints for ever does not fill the heap: who puts while more
 * than {@value #LIMIT} bytes wait, waits too.
 */
final class Outbox {

    private static final long LIMIT = 1 << 20;
    private static final long NAP = 20_000_000L;
    /** What a frame costs beside its body. */
    private static final int OVERHEAD = 64;
    private static final int LARGEST_PIECE = 1 << 15;

    private record Node(Frame frame, Node next) {}

    private final AtomicReference<Node> top = new AtomicReference<>();
    /** About how many bytes wait. Only about: a stopped thread may have counted bytes it never pushed. */
    private final AtomicLong waiting = new AtomicLong();
    private final DataOutputStream out;
    private volatile Thread writer;
    private volatile boolean closed;

    Outbox(DataOutputStream out) {
        this.out = out;
    }

    /** Hands a frame over; returns at once unless too much waits already. */
    void put(Frame frame) {
        while (waiting.get() > LIMIT && !closed && Thread.currentThread() != writer) {
            LockSupport.parkNanos(this, 1_000_000L);
            Thread.onSpinWait();
        }
        waiting.addAndGet(frame.body().length + OVERHEAD);
        Node old;
        do {
            old = top.get();
        } while (!top.compareAndSet(old, new Node(frame, old)));
        LockSupport.unpark(writer);
    }

    /** Writes frames until the socket breaks or the outbox is closed. The calling thread becomes the writer. */
    void write() throws IOException {
        writer = Thread.currentThread();
        while (!closed) {
            Node stack = top.getAndSet(null);
            if (stack == null) {
                waiting.set(0);
                out.flush();
                if (top.get() == null) {
                    LockSupport.parkNanos(this, NAP);
                }
                continue;
            }
            Node node = reversed(stack);
            while (node != null) {
                node = writeWithFollowers(node);
            }
        }
    }

    /** Writes a frame, as one with those of the same stream that follow it; returns the first not written. */
    private Node writeWithFollowers(Node first) throws IOException {
        Frame.Kind kind = first.frame.kind();
        boolean text = kind == Frame.Kind.OUT || kind == Frame.Kind.ERR;
        int length = 0;
        int frames = 0;
        Node end = first;
        do {
            length += end.frame.body().length;
            frames++;
            end = end.next;
        } while (text && end != null && end.frame.kind() == kind && length < LARGEST_PIECE);
        out.writeByte(kind.ordinal());
        out.writeInt(length);
        for (Node node = first; node != end; node = node.next) {
            out.write(node.frame.body());
        }
        waiting.addAndGet(-(length + (long) frames * OVERHEAD));
        return end;
    }

    void close() {
        closed = true;
        LockSupport.unpark(writer);
    }

    private static Node reversed(Node stack) {
        Node result = null;
        for (Node node = stack; node != null; node = node.next) {
            result = new Node(node.frame, result);
        }
        return result;
    }
}
