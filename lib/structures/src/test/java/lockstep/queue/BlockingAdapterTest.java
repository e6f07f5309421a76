package lockstep.queue;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import lockstep.testing.Crew.Rounds;
import org.junit.jupiter.api.Test;

class BlockingAdapterTest {

    private final BlockingAdapter<Integer> queue = new BlockingAdapter<>(ConcurrentQueue.bounded(2));

    @Test
    void smoke() throws InterruptedException {
        queue.put(1);
        assertTrue(queue.offer(2));
        assertFalse(queue.offer(3));
        assertFalse(queue.offer(3, 1, NANOSECONDS));
        assertEquals(2, queue.size());
        assertEquals(0, queue.remainingCapacity());
        assertEquals(1, queue.take());
        assertEquals(2, queue.poll());
        assertNull(queue.poll());
        assertNull(queue.poll(1, NANOSECONDS));
        assertTrue(queue.offer(4, 1, DAYS));
        assertEquals(4, queue.poll(1, DAYS));
        assertTrue(queue.isEmpty());
        assertEquals(2, queue.remainingCapacity());
        assertEquals(Integer.MAX_VALUE, new BlockingAdapter<>(ConcurrentQueue.unbounded()).remainingCapacity());
    }

    @Test
    void fullAndEmpty() {
        assertTrue(queue.add(1));
        assertTrue(queue.add(2));
        IllegalStateException full = assertThrows(IllegalStateException.class, () -> queue.add(3));
        assertFalse(full instanceof QueueClosedException);
        assertEquals(1, queue.remove());
        assertEquals(2, queue.remove());
        assertThrows(NoSuchElementException.class, queue::remove);
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> new BlockingAdapter<>(null));
        assertThrows(NullPointerException.class, () -> queue.offer(null));
        assertThrows(NullPointerException.class, () -> queue.add(null));
        assertThrows(NullPointerException.class, () -> queue.put(null));
        assertThrows(NullPointerException.class, () -> queue.offer(null, 1, SECONDS));
        assertThrows(NullPointerException.class, () -> queue.drainTo(null));
    }

    @Test
    void refusesToShowElements() {
        queue.add(1);
        assertThrows(UnsupportedOperationException.class, queue::peek);
        assertThrows(UnsupportedOperationException.class, queue::iterator);
        assertThrows(UnsupportedOperationException.class, () -> queue.contains(1));
        assertThrows(UnsupportedOperationException.class, () -> queue.remove(1));
        assertEquals("BlockingAdapter[BoundedQueue[1 of 2]]", queue.toString());
        assertEquals(1, queue.size());
    }

    @Test
    void takeWaitsForPut() throws InterruptedException {
        Member taker = Crew.start("taker", () -> assertEquals(7, queue.take()));
        taker.awaitParked();
        queue.put(7);
        taker.finish();
        Member poller = Crew.start("poller", () -> assertEquals(8, queue.poll(1, DAYS)));
        poller.awaitParked();
        queue.add(8);
        poller.finish();
    }

    @Test
    void putWaitsForTake() throws InterruptedException {
        queue.put(1);
        queue.put(2);
        Member putter = Crew.start("putter", () -> queue.put(3));
        putter.awaitParked();
        assertEquals(1, queue.take());
        putter.finish();
        Member offerer = Crew.start("offerer", () -> assertTrue(queue.offer(4, Long.MAX_VALUE, DAYS)));
        offerer.awaitParked();
        assertEquals(2, queue.poll());
        offerer.finish();
        assertEquals(3, queue.poll());
        assertEquals(4, queue.poll());
    }

    @Test
    void drainToWakesPutters() throws InterruptedException {
        queue.put(1);
        queue.put(2);
        Member first = Crew.start("first", () -> queue.put(3));
        Member second = Crew.start("second", () -> queue.put(3));
        first.awaitParked();
        second.awaitParked();
        List<Integer> sink = new ArrayList<>();
        assertEquals(0, queue.drainTo(sink, 0));
        while (sink.size() < 4) {
            queue.drainTo(sink, 1);
        }
        first.finish();
        second.finish();
        assertEquals(List.of(1, 2, 3, 3), sink);
        assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue));
    }

    @Test
    void timed() throws InterruptedException {
        for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1}) {
            assertNull(queue.poll(time, NANOSECONDS));
        }
        long start = System.nanoTime();
        assertNull(queue.poll(20, MILLISECONDS));
        assertTrue(System.nanoTime() - start >= MILLISECONDS.toNanos(20), "gave up before its time");
        queue.put(1);
        queue.put(2);
        for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1}) {
            assertFalse(queue.offer(3, time, NANOSECONDS));
        }
        start = System.nanoTime();
        assertFalse(queue.offer(3, 20, MILLISECONDS));
        assertTrue(System.nanoTime() - start >= MILLISECONDS.toNanos(20), "gave up before its time");
        assertEquals(2, queue.size());
    }

    @Test
    void interruptible() throws InterruptedException {
        Member taker = Crew.start("taker", () -> {
            assertThrows(InterruptedException.class, queue::take);
            assertFalse(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> queue.poll(1, DAYS)); // on entry
        });
        taker.awaitParked();
        taker.interrupt();
        taker.finish();
        queue.put(1);
        queue.put(2);
        Member putter = Crew.start("putter", () -> {
            assertThrows(InterruptedException.class, () -> queue.put(3));
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> queue.offer(3, 1, DAYS));
            Thread.currentThread().interrupt();
            assertFalse(queue.offer(3)); // does not wait, does not mind
            assertTrue(Thread.currentThread().isInterrupted());
        });
        putter.awaitParked();
        putter.interrupt();
        putter.finish();
        assertEquals(1, queue.take());
        assertEquals(2, queue.take());
        assertTrue(queue.isEmpty());
    }

    @Test
    void close() throws InterruptedException {
        queue.put(1);
        assertFalse(queue.isClosed());
        assertTrue(queue.close());
        assertFalse(queue.close());
        assertTrue(queue.isClosed());
        assertFalse(queue.offer(2));
        assertFalse(queue.offer(2, 1, DAYS));
        assertThrows(QueueClosedException.class, () -> queue.add(2));
        assertThrows(QueueClosedException.class, () -> queue.put(2));
        assertEquals(1, queue.take());
        assertThrows(QueueClosedException.class, queue::take);
        assertNull(queue.poll());
        assertNull(queue.poll(1, DAYS));
    }

    @Test
    void closeWakesTakers() {
        List<Member> takers = List.of(
                Crew.start("take", () -> assertThrows(QueueClosedException.class, queue::take)),
                Crew.start("take too", () -> assertThrows(QueueClosedException.class, queue::take)),
                Crew.start("poll", () -> assertNull(queue.poll(1, DAYS))));
        takers.forEach(Member::awaitParked);
        queue.close();
        takers.forEach(Member::finish);
    }

    @Test
    void closeWakesPutters() throws InterruptedException {
        queue.put(1);
        queue.put(2);
        List<Member> putters = List.of(
                Crew.start("put", () -> assertThrows(QueueClosedException.class, () -> queue.put(3))),
                Crew.start("put too", () -> assertThrows(QueueClosedException.class, () -> queue.put(3))),
                Crew.start("offer", () -> assertFalse(queue.offer(3, 1, DAYS))));
        putters.forEach(Member::awaitParked);
        queue.close();
        putters.forEach(Member::finish);
        assertEquals(2, queue.size());
    }

    /** All put, all taken, with sleepers on both sides; who is left over at the end learns that it is closed. */
    @Test
    void mpmc() {
        for (ConcurrentQueue<Integer> inside : List.<ConcurrentQueue<Integer>>of(
                ConcurrentQueue.single(), ConcurrentQueue.bounded(3), ConcurrentQueue.unbounded())) {
            BlockingAdapter<Integer> shared = new BlockingAdapter<>(inside);
            AtomicLong in = new AtomicLong();
            AtomicLong out = new AtomicLong();
            AtomicInteger working = new AtomicInteger(2);
            Crew.together(4, member -> {
                long sum = 0;
                if (member < 2) {
                    Rounds rounds = new Rounds(3_000);
                    for (int i = 1; rounds.next(); i++) {
                        shared.put(i);
                        sum += i;
                    }
                    in.addAndGet(sum);
                    if (working.decrementAndGet() == 0) {
                        shared.close();
                    }
                } else {
                    try {
                        while (true) {
                            sum += shared.take();
                        }
                    } catch (QueueClosedException e) {
                        out.addAndGet(sum);
                    }
                }
            });
            assertEquals(in.get(), out.get());
            assertEquals(0, shared.size());
        }
    }

    /** Where the JDK wants a BlockingQueue. */
    @Test
    void feedsAnExecutor() throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(2, 2, 1, SECONDS, new BlockingAdapter<>(ConcurrentQueue.unbounded()));
        for (int i = 0; i < 1_000; i++) {
            pool.execute(ran::incrementAndGet);
        }
        pool.shutdown();
        assertTrue(pool.awaitTermination(1, DAYS));
        assertEquals(1_000, ran.get());
    }
}
