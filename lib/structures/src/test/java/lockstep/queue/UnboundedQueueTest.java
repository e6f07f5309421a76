package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnboundedQueueTest extends ConcurrentQueueContract {

    @Override
    <E> ConcurrentQueue<E> newQueue() {
        return ConcurrentQueue.unbounded();
    }

    @Override
    int capacityOfNew() {
        return Integer.MAX_VALUE;
    }

    @Test
    void describesItself() {
        ConcurrentQueue<Integer> queue = newQueue();
        queue.push(1);
        assertEquals("UnboundedQueue[1]", queue.toString());
        queue.close();
        assertEquals("UnboundedQueue[1, closed]", queue.toString());
    }

    /** What a thread keeps that stands still in a pop: its segment, and no other one that was used up since. */
    @Test
    void dropsSegments() throws ReflectiveOperationException {
        UnboundedQueue<Integer> queue = new UnboundedQueue<>(4);
        Field first = UnboundedQueue.class.getDeclaredField("first");
        first.setAccessible(true);
        Object standing = first.get(queue);
        List<WeakReference<Object>> used = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            queue.push(i);
            assertEquals(i, queue.pop());
            if (i == 10 || i == 50) {
                used.add(new WeakReference<>(first.get(queue)));
            }
        }
        awaitCleared(used);
        assertNotNull(standing);
    }
}
