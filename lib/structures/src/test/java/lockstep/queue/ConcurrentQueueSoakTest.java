package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lockstep.testing.Crew;
import lockstep.testing.Soak;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Queues are filled, drained, displaced and closed, again and again, by threads that do all of it at random, and every
 * element that went in is counted when it comes out. A moment each; or as long as {@link Soak} says.
 */
class ConcurrentQueueSoakTest {

    /** Without a time given, so many, so that the test does not depend on the clock. */
    private static final long ROUNDS = Soak.isLong() ? Long.MAX_VALUE : 15;
    private static final int THREADS = 4;
    private static final long[] END = {};

    @TestFactory
    Stream<DynamicTest> everyElementOnce() {
        Map<String, Supplier<ConcurrentQueue<long[]>>> flavors = new TreeMap<>();
        flavors.put("single", ConcurrentQueue::single);
        flavors.put("bounded(1)", () -> ConcurrentQueue.bounded(1));
        flavors.put("bounded(3)", () -> ConcurrentQueue.bounded(3));
        flavors.put("bounded(64)", () -> ConcurrentQueue.bounded(64));
        flavors.put("unbounded", ConcurrentQueue::unbounded);
        flavors.put("unbounded, segments of 2", () -> new UnboundedQueue<>(2));
        return flavors.entrySet().stream().map(flavor -> dynamicTest(flavor.getKey(),
                () -> soak(flavor.getKey(), flavor.getValue(), Soak.end(flavors.size()))));
    }

    private static void soak(String name, Supplier<ConcurrentQueue<long[]>> flavor, long end) {
        long elements = 0;
        long rounds = 0;
        do {
            elements += round(flavor.get(), rounds++);
        } while (rounds < ROUNDS && !(Soak.isLong() && Soak.isOver(end)));
        Soak.tell(name, elements + " elements in " + rounds + " queues, each closed in the end");
    }

    /**
     * An element is {thread, number}. A thread's numbers come out in order, to any one thread, and each of them once.
     * Returns how many came out.
     */
    private static long round(ConcurrentQueue<long[]> queue, long seed) {
        AtomicLong pushed = new AtomicLong();
        AtomicLong popped = new AtomicLong();
        AtomicLong numbers = new AtomicLong();
        Crew.together(THREADS, member -> {
            SplittableRandom random = new SplittableRandom(seed * THREADS + member);
            long[] last = new long[THREADS];
            long in = 0;
            long out = 0;
            long sum = 0; // plus what went in, minus what came out
            int left = 2_000;
            int luck = 30 + random.nextInt(40);
            boolean done = false;
            while (!done) {
                long[] element = null;
                if (left-- == 0 && member == 0) {
                    queue.close();
                }
                int dice = random.nextInt(100);
                if (dice < luck) {
                    long[] mine = {member, in + 1};
                    boolean isIn;
                    if (dice % 8 == 0) {
                        element = queue.forcePush(mine, END);
                        isIn = element != END;
                        element = isIn ? element : null;
                    } else {
                        PushResult result = queue.push(mine);
                        isIn = result == PushResult.PUSHED;
                    }
                    if (isIn) {
                        in++;
                        sum += hash(mine);
                    }
                } else {
                    element = queue.pop(END);
                    done = element == END;
                    if (element == null) {
                        Thread.yield();
                    }
                }
                if (element != null && !done) {
                    int from = (int) element[0];
                    assertTrue(element[1] > last[from], "out of order");
                    last[from] = element[1];
                    out++;
                    sum -= hash(element);
                }
            }
            assertSame(END, queue.pop(END));
            pushed.addAndGet(in);
            popped.addAndGet(out);
            numbers.addAndGet(sum);
        });
        assertTrue(queue.isDrained());
        assertEquals(pushed.get(), popped.get(), "as many came out as went in");
        assertEquals(0, numbers.get(), "and the same ones");
        return popped.get();
    }

    /** So that different elements do not sum up to the same but by a rare accident. */
    private static long hash(long[] element) {
        long z = (element[0] * 31 + element[1]) * 0x9E3779B97F4A7C15L + element[0];
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
