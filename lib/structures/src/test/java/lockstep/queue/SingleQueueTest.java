package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SingleQueueTest extends ConcurrentQueueContract {

    @Override
    <E> ConcurrentQueue<E> newQueue() {
        return ConcurrentQueue.single();
    }

    @Override
    int capacityOfNew() {
        return 1;
    }

    @Test
    void describesItself() {
        ConcurrentQueue<Integer> queue = newQueue();
        assertEquals("SingleQueue[0 of 1]", queue.toString());
        queue.push(1);
        queue.close();
        assertEquals("SingleQueue[1 of 1, closed]", queue.toString());
    }
}
