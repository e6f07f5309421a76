package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.testing.Crew;
import lockstep.testing.Soak;
import org.junit.jupiter.api.Test;

/**
 * Counts every element in and out, for a moment; or for as long as {@link Soak} says.
 *
 * <p>All threads do everything, in bursts of random length, so that the queue is now empty and now thousands long. Each element
 * has its number. Sums and sums of squares of all numbers that went in and of all that came out are equal in the end: one
 * lost, or doubled, shows. And no thread gets an older element of another after a younger.
 */
class SegQueueSoakTest {

    private static final int THREADS = 4;
    /** Without a time given, so many, so that the test does not depend on the clock. */
    private static final long ROUNDS = Soak.isLong() ? Long.MAX_VALUE : 300;
    private static final int QUEUES = 2;

    private record Item(int thread, long number) { }

    /** Of numbers: how many, their sum, and that of their squares, as they wrap around. */
    private static final class Tally {
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong sum = new AtomicLong();
        private final AtomicLong squares = new AtomicLong();

        void add(long n, long s, long q) {
            count.addAndGet(n);
            sum.addAndGet(s);
            squares.addAndGet(q);
        }

        @Override
        public String toString() {
            return count + " elements, sum " + sum + ", squares " + squares;
        }
    }

    @Test
    void largeSegments() {
        soak("SegQueue", new SegQueue<>());
    }

    @Test
    void smallSegments() {
        soak("SegQueue, small segments", new SegQueue<>(1, 3));
    }

    private static void soak(String name, SegQueue<Item> queue) {
        Tally in = new Tally();
        Tally out = new Tally();
        long end = Soak.end(QUEUES);
        Crew.together(THREADS, me -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long[] newest = new long[THREADS];
            long number = 0;
            for (long round = 0; round < ROUNDS && !(Soak.isLong() && Soak.isOver(end)); round++) {
                long n = 0;
                long sum = 0;
                long squares = 0;
                for (int burst = burst(random, queue.size() > 20_000); burst > 0; burst--) {
                    long tag = ++number * THREADS + me;
                    queue.offer(new Item(me, tag));
                    n++;
                    sum += tag;
                    squares += tag * tag;
                }
                in.add(n, sum, squares);
                n = 0;
                sum = 0;
                squares = 0;
                for (int burst = burst(random, false); burst > 0; burst--) {
                    Item item = take(queue, random);
                    if (item == null) {
                        break;
                    }
                    n++;
                    sum += item.number;
                    squares += item.number * item.number;
                    assertTrue(newest[item.thread] < item.number, "an older one after a younger");
                    newest[item.thread] = item.number;
                }
                out.add(n, sum, squares);
                assertTrue(queue.size() >= 0);
            }
        });
        for (Item item; (item = queue.poll()) != null; ) {
            out.add(1, item.number, item.number * item.number);
        }
        assertEquals(in.toString(), out.toString());
        assertEquals(0, queue.size());
        assertNull(queue.peek());
        Soak.tell(name, out);
    }

    /** Most often a few, now and then many. */
    private static int burst(ThreadLocalRandom random, boolean tooMany) {
        return tooMany ? 0 : random.nextInt(random.nextInt(20) == 0 ? 2_000 : 20);
    }

    /** Polls; now and then it removes the first that it sees, if that is still there. */
    private static Item take(SegQueue<Item> queue, ThreadLocalRandom random) {
        if (random.nextInt(64) == 0) {
            Iterator<Item> iterator = queue.iterator();
            if (iterator.hasNext()) {
                Item item = iterator.next();
                if (queue.remove(item)) {
                    return item;
                }
            }
        }
        return queue.poll();
    }
}
