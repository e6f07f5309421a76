package lockstep.queue;

import static lockstep.queue.PushResult.FULL;
import static lockstep.queue.PushResult.PUSHED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedQueueTest extends ConcurrentQueueContract {

    /** No power of two, so that laps and indices part. */
    private static final int CAPACITY = 5;

    @Override
    <E> ConcurrentQueue<E> newQueue() {
        return ConcurrentQueue.bounded(CAPACITY);
    }

    @Override
    int capacityOfNew() {
        return CAPACITY;
    }

    /** Exactly as many as asked for, wherever in the ring it begins. */
    @Test
    void everyCapacity() {
        for (int capacity = 1; capacity <= 33; capacity++) {
            ConcurrentQueue<Integer> queue = ConcurrentQueue.bounded(capacity);
            assertEquals(capacity, queue.capacity());
            for (int round = 0; round < 2 * capacity + 1; round++) {
                for (int i = 0; i < capacity; i++) {
                    assertEquals(i, queue.size());
                    assertEquals(PUSHED, queue.push(i));
                }
                assertEquals(capacity, queue.size());
                assertEquals(FULL, queue.push(-1));
                for (int i = 0; i < capacity; i++) {
                    assertEquals(capacity - i, queue.size());
                    assertEquals(i, queue.pop());
                }
                assertNull(queue.pop());
                queue.push(0); // one further on
                queue.pop();
            }
        }
    }

    @Test
    void zeroCapacity() {
        for (int capacity : new int[] {0, -1, Integer.MIN_VALUE}) {
            String said = assertThrows(IllegalArgumentException.class,
                    () -> ConcurrentQueue.bounded(capacity)).getMessage();
            assertTrue(said.contains(String.valueOf(capacity)) && said.contains("at least 1"), said);
        }
    }

    @Test
    void describesItself() {
        ConcurrentQueue<Integer> queue = newQueue();
        IntStream.range(0, 3).forEach(queue::push);
        assertEquals("BoundedQueue[3 of 5]", queue.toString());
        queue.close();
        assertEquals("BoundedQueue[3 of 5, closed]", queue.toString());
    }
}
