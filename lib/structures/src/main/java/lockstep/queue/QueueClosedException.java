package lockstep.queue;

/** Thrown by a {@link BlockingAdapter} whose caller would wait for ever: the queue is closed. */
public final class QueueClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    QueueClosedException(String message) {
        super(message);
    }
}
