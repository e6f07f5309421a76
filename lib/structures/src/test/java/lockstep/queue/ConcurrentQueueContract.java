package lockstep.queue;

import static lockstep.queue.PushResult.CLOSED;
import static lockstep.queue.PushResult.FULL;
import static lockstep.queue.PushResult.PUSHED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Rounds;
import org.junit.jupiter.api.Test;

/**
 * What every flavor must do. The names of the tests are those of the Rust crate concurrent-queue where it has them, and
 * the same for all flavors.
 *
 * <p>What passing does not prove: that the memory order is right, for which see {@code lockstep.schedules}.
 */
abstract class ConcurrentQueueContract {

    private static final Integer END = -1;

    /** An empty queue. */
    abstract <E> ConcurrentQueue<E> newQueue();

    /** How many elements it may hold. */
    abstract int capacityOfNew();

    /** Enough to fill it, or else to reach across several segments. */
    final int many = Math.min(capacityOfNew(), 3_000);

    @Test
    void smoke() {
        ConcurrentQueue<Integer> queue = newQueue();
        assertEquals(PUSHED, queue.push(7));
        assertEquals(7, queue.pop());
        assertNull(queue.pop());
        assertEquals(PUSHED, queue.push(8));
        assertEquals(8, queue.pop(END));
        assertNull(queue.pop(END));
    }

    @Test
    void fifo() {
        ConcurrentQueue<Integer> queue = newQueue();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < many; i++) {
                assertEquals(PUSHED, queue.push(i));
            }
            for (int i = 0; i < many; i++) {
                assertEquals(i, queue.pop());
            }
            assertNull(queue.pop());
        }
    }

    @Test
    void capacity() {
        ConcurrentQueue<Integer> queue = newQueue();
        assertEquals(capacityOfNew(), queue.capacity());
        IntStream.range(0, many).forEach(i -> assertEquals(PUSHED, queue.push(i)));
        assertEquals(many == queue.capacity() ? FULL : PUSHED, queue.push(many));
        assertEquals(capacityOfNew(), queue.capacity());
    }

    @Test
    void refusesNull() {
        ConcurrentQueue<Integer> queue = newQueue();
        for (boolean closed : new boolean[] {false, true}) {
            assertThrows(NullPointerException.class, () -> queue.push(null));
            assertThrows(NullPointerException.class, () -> queue.forcePush(null));
            assertThrows(NullPointerException.class, () -> queue.forcePush(null, END));
            assertThrows(NullPointerException.class, () -> queue.drainTo(null));
            assertEquals(0, queue.size());
            queue.close();
        }
    }

    @Test
    void lenEmptyFull() {
        ConcurrentQueue<Integer> queue = newQueue();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < many; i++) {
                assertEquals(i, queue.size());
                assertEquals(i == 0, queue.isEmpty());
                assertFalse(queue.isFull());
                queue.push(i);
            }
            assertEquals(many == queue.capacity(), queue.isFull());
            for (int i = many; i > 0; i--) {
                assertEquals(i, queue.size());
                assertFalse(queue.isEmpty());
                queue.pop();
                assertFalse(queue.isFull());
            }
            assertEquals(0, queue.size());
            assertTrue(queue.isEmpty());
            queue.push(round); // so that the next round begins elsewhere
            queue.pop();
        }
    }

    @Test
    void len() {
        ConcurrentQueue<Integer> queue = newQueue();
        AtomicInteger wrong = new AtomicInteger();
        int count = 20_000;
        Crew.together(3, member -> {
            Rounds rounds = new Rounds(count);
            while (rounds.next()) {
                if (member == 0) {
                    queue.push(1);
                } else if (member == 1) {
                    queue.pop();
                } else {
                    int size = queue.size();
                    if (size < 0 || size > capacityOfNew() || size > count) {
                        wrong.incrementAndGet();
                    }
                }
            }
        });
        assertEquals(0, wrong.get());
        int left = queue.size();
        assertEquals(left, queue.drainTo(element -> { }));
        assertEquals(0, queue.size());
    }

    @Test
    void close() {
        ConcurrentQueue<Integer> queue = newQueue();
        assertEquals(PUSHED, queue.push(10));
        assertFalse(queue.isClosed());
        assertTrue(queue.close());
        assertTrue(queue.isClosed());
        assertFalse(queue.isDrained());
        assertFalse(queue.close());
        assertEquals(1, queue.size());
        assertEquals(CLOSED, queue.push(20));
        assertEquals(10, queue.pop(END));
        assertSame(END, queue.pop(END));
        assertNull(queue.pop());
        assertEquals(CLOSED, queue.push(30));
        assertFalse(queue.close());
        assertTrue(queue.isClosed());
        assertTrue(queue.isDrained());
        assertEquals(0, queue.size());
    }

    @Test
    void closeEmpty() {
        ConcurrentQueue<Integer> queue = newQueue();
        assertFalse(queue.isDrained());
        assertTrue(queue.close());
        assertTrue(queue.isDrained());
        assertTrue(queue.isEmpty());
        assertFalse(queue.isFull());
        assertSame(END, queue.pop(END));
        assertEquals(CLOSED, queue.push(1));
        assertFalse(queue.close());
    }

    /** However full it is: closed comes before full, and what is in comes out, once. */
    @Test
    void closeDrains() {
        for (int n : new int[] {1, many / 2, many - 1, many}) {
            ConcurrentQueue<Integer> queue = newQueue();
            IntStream.range(0, n).forEach(queue::push);
            queue.close();
            assertEquals(CLOSED, queue.push(n));
            assertEquals(n, queue.size());
            for (int i = 0; i < n; i++) {
                assertFalse(queue.isDrained());
                assertEquals(i, queue.pop(END));
            }
            assertSame(END, queue.pop(END));
            assertTrue(queue.isDrained());
        }
    }

    @Test
    void forcePush() {
        ConcurrentQueue<Integer> queue = newQueue();
        for (int i = 0; i < many; i++) {
            assertNull(queue.forcePush(i, END));
        }
        boolean bounded = many == queue.capacity();
        for (int i = 0; i < 2 * many + 1; i++) {
            assertEquals(bounded ? Integer.valueOf(i) : null, queue.forcePush(many + i));
            assertEquals(bounded ? many : many + i + 1, queue.size());
        }
        assertEquals(bounded ? 2 * many + 1 : 0, queue.pop());
        queue.close();
        int size = queue.size();
        Integer refused = Integer.valueOf(1_000_000);
        assertSame(refused, queue.forcePush(refused));
        assertSame(END, queue.forcePush(refused, END));
        assertNull(queue.forcePush(refused, null));
        assertEquals(size, queue.size());
        List<Integer> left = new ArrayList<>();
        queue.drainTo(left::add);
        int first = bounded ? 2 * many + 2 : 1;
        assertEquals(IntStream.range(first, first + size).boxed().toList(), left);
        assertSame(END, queue.pop(END));
        assertSame(refused, queue.forcePush(refused)); // also when drained
    }

    @Test
    void drainTo() {
        ConcurrentQueue<Integer> queue = newQueue();
        List<Integer> seen = new ArrayList<>();
        assertEquals(0, queue.drainTo(seen::add));
        IntStream.range(0, many).forEach(queue::push);
        assertEquals(0, queue.drainTo(seen::add, 0));
        int most = Math.min(2, many);
        assertEquals(most, queue.drainTo(seen::add, 2));
        assertEquals(many - most, queue.drainTo(seen::add));
        assertEquals(IntStream.range(0, many).boxed().toList(), seen);
        assertThrows(IllegalArgumentException.class, () -> queue.drainTo(seen::add, -1));

        IntStream.range(0, many).forEach(queue::push);
        assertThrows(ArithmeticException.class, () -> queue.drainTo(element -> {
            throw new ArithmeticException("the sink is full");
        }));
        assertEquals(many - 1, queue.size());
    }

    /** Against the JDK's deque, with a flag for closed. */
    @Test
    void likeTheOracle() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            ConcurrentQueue<Integer> queue = newQueue();
            BlockingDeque<Integer> oracle = new LinkedBlockingDeque<>(queue.capacity());
            boolean closed = false;
            int pushes = 20 + random.nextInt(60); // of 100: some runs are full, others are empty, mostly
            for (int step = 0; step < 2_000; step++) {
                if (random.nextInt(100) < pushes) {
                    if (random.nextInt(4) > 0) {
                        PushResult expected = closed ? CLOSED : oracle.offer(step) ? PUSHED : FULL;
                        assertEquals(expected, queue.push(step));
                    } else if (closed) {
                        assertSame(END, queue.forcePush(step, END));
                    } else {
                        assertEquals(oracle.remainingCapacity() == 0 ? oracle.poll() : null,
                                queue.forcePush(step, END));
                        oracle.add(step);
                    }
                } else {
                    Integer expected = oracle.isEmpty() && closed ? END : oracle.poll();
                    assertEquals(expected, queue.pop(END));
                }
                if (random.nextInt(1_500) == 0) {
                    assertEquals(!closed, queue.close());
                    closed = true;
                }
                assertEquals(oracle.size(), queue.size());
                assertEquals(oracle.isEmpty(), queue.isEmpty());
                assertEquals(oracle.remainingCapacity() == 0, queue.isFull());
                assertEquals(closed, queue.isClosed());
                assertEquals(closed && oracle.isEmpty(), queue.isDrained());
            }
        }
    }

    @Test
    void spsc() {
        ConcurrentQueue<Integer> queue = newQueue();
        Crew.together(2, member -> {
            if (member == 0) {
                Rounds rounds = new Rounds(50_000);
                for (int i = 0; rounds.next(); i++) {
                    pushAtLast(queue, i);
                }
                queue.close();
            } else {
                int next = 0;
                for (Integer element; (element = queue.pop(END)) != END; ) {
                    if (element != null) {
                        assertEquals(next++, element);
                    } else {
                        Thread.yield();
                    }
                }
            }
        });
        assertTrue(queue.isDrained());
    }

    /** All come out, once, and each producer's in order. */
    @Test
    void mpmc() {
        int producers = Crew.size();
        int consumers = Crew.size();
        int each = 10_000;
        ConcurrentQueue<int[]> queue = newQueue();
        AtomicIntegerArray seen = new AtomicIntegerArray(producers * each);
        AtomicIntegerArray pushed = new AtomicIntegerArray(producers);
        AtomicInteger working = new AtomicInteger(producers);
        int[] end = {};
        Crew.together(producers + consumers, member -> {
            if (member < producers) {
                Rounds rounds = new Rounds(each);
                int i = 0;
                for (; rounds.next(); i++) {
                    pushAtLast(queue, new int[] {member, i});
                }
                pushed.set(member, i);
                if (working.decrementAndGet() == 0) {
                    queue.close();
                }
            } else {
                int[] last = new int[producers];
                for (int[] element; (element = queue.pop(end)) != end; ) {
                    if (element != null) {
                        assertTrue(element[1] >= last[element[0]], "a producer's elements out of order");
                        last[element[0]] = element[1];
                        seen.incrementAndGet(element[0] * each + element[1]);
                    } else {
                        Thread.yield();
                    }
                }
            }
        });
        for (int p = 0; p < producers; p++) {
            for (int i = 0; i < each; i++) {
                assertEquals(i < pushed.get(p) ? 1 : 0, seen.get(p * each + i), "element " + i + " of producer " + p);
            }
        }
    }

    /** Pushed means that it comes out; closed means that it does not, and nothing is pushed after that. */
    @Test
    void closeWhilePushing() {
        Rounds rounds = new Rounds(200);
        while (rounds.next()) {
            ConcurrentQueue<Integer> queue = newQueue();
            AtomicLong in = new AtomicLong();
            AtomicLong out = new AtomicLong();
            AtomicInteger closers = new AtomicInteger();
            Crew.together(4, member -> {
                if (member < 2) {
                    long sum = 0;
                    boolean closed = false;
                    for (int i = 1; !closed; i++) {
                        PushResult result = i % 8 == 0 && member == 0 ? forced(queue, i, out) : queue.push(i);
                        if (result == PUSHED) {
                            sum += i;
                        } else if (result == FULL) {
                            Thread.yield();
                        } else {
                            closed = true;
                        }
                    }
                    assertEquals(CLOSED, queue.push(1));
                    in.addAndGet(sum);
                } else {
                    int after = member == 2 ? 20 : 30;
                    long sum = 0;
                    for (Integer element; (element = queue.pop(END)) != END; ) {
                        if (element != null) {
                            sum += element;
                            if (after-- == 0 && queue.close()) {
                                closers.incrementAndGet();
                            }
                        } else {
                            Thread.yield();
                        }
                    }
                    assertNull(queue.pop());
                    out.addAndGet(sum);
                }
            });
            assertEquals(in.get(), out.get());
            assertEquals(1, closers.get());
        }
    }

    private static PushResult forced(ConcurrentQueue<Integer> queue, int element, AtomicLong out) {
        Integer displaced = queue.forcePush(element, END);
        if (displaced == END) {
            return CLOSED;
        }
        if (displaced != null) {
            out.addAndGet(displaced);
        }
        return PUSHED;
    }

    /** Who has pushed one finds one, for nobody pops without having pushed. */
    @Test
    void linearizable() {
        ConcurrentQueue<Integer> queue = newQueue();
        int most = Math.min(capacityOfNew(), 4);
        Crew.together(4, member -> {
            Rounds rounds = new Rounds(10_000);
            while (rounds.next()) {
                if (member < most) {
                    pushAtLast(queue, member);
                    assertNotNull(queue.pop());
                } else if (queue.forcePush(member) == null) {
                    assertNotNull(queue.pop());
                }
            }
        });
        assertTrue(queue.isEmpty());
    }

    /** A ring of what came last: what goes in comes out, by a pop or displaced. */
    @Test
    void ringBuffer() {
        int producers = 2;
        int each = 10_000;
        ConcurrentQueue<Integer> queue = newQueue();
        AtomicIntegerArray seen = new AtomicIntegerArray(producers * each);
        AtomicInteger working = new AtomicInteger(producers);
        Crew.together(producers + 2, member -> {
            if (member < producers) {
                for (int i = 0; i < each; i++) {
                    Integer displaced = queue.forcePush(member * each + i);
                    if (displaced != null) {
                        seen.incrementAndGet(displaced);
                    }
                }
                if (working.decrementAndGet() == 0) {
                    queue.close();
                }
            } else {
                for (Integer element; (element = queue.pop(END)) != END; ) {
                    if (element != null) {
                        seen.incrementAndGet(element);
                    } else {
                        Thread.yield();
                    }
                }
            }
        });
        int[] counts = IntStream.range(0, producers * each).map(seen::get).toArray();
        assertArrayEquals(IntStream.generate(() -> 1).limit(producers * each).toArray(), counts);
    }

    /** Popped, displaced, drained: the queue keeps nothing of it. */
    @Test
    void drops() {
        ConcurrentQueue<Object> queue = newQueue();
        List<WeakReference<Object>> gone = new ArrayList<>();
        for (int i = 0; i < many + 1; i++) {
            Object element = new Object();
            gone.add(new WeakReference<>(element));
            if (queue.forcePush(element) == null && i % 3 == 0) {
                queue.pop();
            }
        }
        Object kept = new Object();
        queue.drainTo(element -> { });
        queue.push(kept);
        awaitCleared(gone);
        queue.close();
        assertSame(kept, queue.pop());
        WeakReference<Object> last = new WeakReference<>(kept);
        kept = null;
        awaitCleared(List.of(last));
        assertTrue(queue.isDrained());
    }

    static void awaitCleared(List<? extends WeakReference<?>> references) {
        Crew.awaitThat("all collected", () -> {
            if (references.stream().allMatch(r -> r.get() == null)) {
                return true;
            }
            System.gc();
            return false;
        });
    }

    private static <E> void pushAtLast(ConcurrentQueue<E> queue, E element) {
        while (queue.push(element) != PUSHED) {
            Thread.yield();
        }
    }
}
