package lockstep.queue;

/** A ring of one slot, where head and tail are always on the same one. */
class BoundedQueueOfOneTest extends ConcurrentQueueContract {

    @Override
    <E> ConcurrentQueue<E> newQueue() {
        return ConcurrentQueue.bounded(1);
    }

    @Override
    int capacityOfNew() {
        return 1;
    }
}
