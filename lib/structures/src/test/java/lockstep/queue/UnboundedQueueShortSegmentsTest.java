package lockstep.queue;

/** A segment's end after every third element. */
class UnboundedQueueShortSegmentsTest extends ConcurrentQueueContract {

    @Override
    <E> ConcurrentQueue<E> newQueue() {
        return new UnboundedQueue<>(3);
    }

    @Override
    int capacityOfNew() {
        return Integer.MAX_VALUE;
    }
}
