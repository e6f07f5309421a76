package lockstep.queue;

/** Makes unbounded queues of small segments, for tests outside this package. */
public final class SmallSegments {

    private SmallSegments() {
    }

    /** A queue whose segments come to an end after so many elements; ordinary ones have 1,024. */
    public static <E> UnboundedQueue<E> queue(int segmentSize) {
        return new UnboundedQueue<>(segmentSize);
    }
}
