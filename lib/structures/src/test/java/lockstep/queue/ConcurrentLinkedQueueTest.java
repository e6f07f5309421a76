package lockstep.queue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class ConcurrentLinkedQueueTest extends QueueContract {

    @Override
    <E> Queue<E> newQueue() {
        return new ConcurrentLinkedQueue<>();
    }
}
