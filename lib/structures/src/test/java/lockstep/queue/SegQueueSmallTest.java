package lockstep.queue;

import java.util.Queue;

/** The contract once more, with segments that end every few elements. */
class SegQueueSmallTest extends QueueContract {

    @Override
    <E> Queue<E> newQueue() {
        return new SegQueue<>(1, 4);
    }
}
