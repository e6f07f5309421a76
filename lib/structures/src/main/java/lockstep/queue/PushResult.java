package lockstep.queue;

/** What became of an element that was pushed to a {@link ConcurrentQueue}. */
public enum PushResult {
    /** It is in the queue. */
    PUSHED,
    /** It is not: the queue was full. Once something is popped there may be room. */
    FULL,
    /** It is not, and never will be: the queue was closed. */
    CLOSED
}
