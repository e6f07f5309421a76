package lockstep.queue;

/** What scenarios in another package may not reach. */
public final class SegQueueAccess {

    private SegQueueAccess() {
    }

    /** An empty queue whose first segment has so many slots, and the others up to as many as the largest. */
    public static <E> SegQueue<E> small(int first, int largest) {
        return new SegQueue<>(first, largest);
    }

    /** The segment where elements go out. */
    public static Object head(SegQueue<?> queue) {
        return queue.head;
    }

    /** Whether this segment, once the head, is linked to itself and keeps nothing else alive. */
    public static boolean leadsNowhere(Object segment) {
        SegQueue.Segment s = (SegQueue.Segment) segment;
        for (Object slot : s.slots) {
            if (slot != s.slots) {
                return false;
            }
        }
        return s.next == s;
    }
}
