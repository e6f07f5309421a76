package lockstep.queue;

import static java.util.stream.Collectors.toList;
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
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Random;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lockstep.testing.Crew;
import org.junit.jupiter.api.Test;

/**
 * What every unbounded queue here must do, whatever it does to get there. {@link ConcurrentLinkedQueueTest} holds the JDK's queue
 * against the same contract, so that the contract itself is not mistaken.
 *
 * <p>What passing does not prove: that the memory order is right. On x86 a release store and a plain one are the same
 * instruction; only a model checker sees the difference.
 */
abstract class QueueContract {

    /** An empty queue. */
    abstract <E> Queue<E> newQueue();

    /** What the queue must be like, as far as one thread can tell. */
    static <E> Queue<E> oracle() {
        return new ConcurrentLinkedQueue<>();
    }

    @Test
    void smoke() {
        Queue<Integer> queue = newQueue();
        assertTrue(queue.offer(1));
        assertTrue(queue.add(2));
        assertEquals(1, queue.peek());
        assertEquals(1, queue.poll());
        assertEquals(2, queue.element());
        assertEquals(2, queue.remove());
        assertNull(queue.poll());
    }

    @Test
    void empty() {
        Queue<Integer> queue = newQueue();
        for (int round = 0; round < 100; round++) {
            assertNull(queue.poll());
            assertNull(queue.peek());
            assertTrue(queue.isEmpty());
            assertEquals(0, queue.size());
            assertFalse(queue.iterator().hasNext());
            assertThrows(NoSuchElementException.class, queue::remove);
            assertThrows(NoSuchElementException.class, queue::element);
            assertThrows(NoSuchElementException.class, queue.iterator()::next);
            queue.offer(round); // and again from the next place on
            assertFalse(queue.isEmpty());
            assertEquals(1, queue.size());
            assertEquals(round, queue.poll());
        }
    }

    @Test
    void refusesNull() {
        Queue<Integer> queue = newQueue();
        queue.offer(1);
        assertThrows(NullPointerException.class, () -> queue.offer(null));
        assertThrows(NullPointerException.class, () -> queue.add(null));
        assertThrows(NullPointerException.class, () -> queue.addAll(Arrays.asList(2, null)));
        assertThrows(NullPointerException.class, () -> queue.removeIf(null));
        assertThrows(NullPointerException.class, () -> queue.removeAll(null));
        assertThrows(NullPointerException.class, () -> queue.retainAll(null));
        assertThrows(IllegalArgumentException.class, () -> queue.addAll(queue));
        assertFalse(queue.remove((Object) null));
        assertFalse(queue.contains(null));
        assertEquals(1, queue.poll());
    }

    @Test
    void firstInFirstOut() {
        Queue<Integer> queue = newQueue();
        for (int fill : new int[] {1, 2, 3, 31, 32, 33, 1000, 5000}) {
            for (int i = 0; i < fill; i++) {
                assertEquals(i, queue.size());
                queue.offer(i);
            }
            for (int i = 0; i < fill; i++) {
                assertEquals(fill - i, queue.size());
                assertEquals(i, queue.peek());
                assertEquals(i, queue.poll());
            }
            assertNull(queue.poll());
        }
    }

    /** The same object twice is two elements. */
    @Test
    void identity() {
        Queue<Object> queue = newQueue();
        Object a = new Object();
        Object[] array = {queue};
        queue.addAll(List.of(a, array, a));
        assertSame(a, queue.poll());
        assertSame(array, queue.poll());
        assertSame(a, queue.poll());
        assertTrue(queue.isEmpty());
    }

    /** Thousands of calls at random, and the same at the oracle: all results, and now and then all elements, are equal. */
    @Test
    void likeTheOracle() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Queue<Integer> queue = newQueue();
            Queue<Integer> oracle = oracle();
            for (int step = 0; step < 2_000; step++) {
                int x = random.nextInt(20);
                String call = random.nextInt(random.nextInt(4) == 0 ? 14 : 4) + " of " + x + " in step " + step + ", seed " + seed;
                assertEquals(call(oracle, call, x), call(queue, call, x), call);
                assertEquals(oracle.peek(), queue.peek(), call);
                assertEquals(oracle.size(), queue.size(), call);
                if (step % 50 == 0) {
                    assertEquals(oracle.toString(), queue.toString(), call);
                }
            }
        }
    }

    private static Object call(Queue<Integer> queue, String call, int x) {
        return switch (Integer.parseInt(call.substring(0, call.indexOf(' ')))) {
            case 0, 1 -> queue.offer(x);
            case 2, 3 -> queue.poll();
            case 4 -> queue.isEmpty();
            case 5 -> queue.contains(x);
            case 6 -> queue.remove((Object) x);
            case 7 -> queue.removeIf(e -> e % 7 == x % 7);
            case 8 -> queue.removeAll(List.of(x, x + 1));
            case 9 -> x > 1 || queue.retainAll(List.of(1, 2, 3, 4, 5, 6, 7));
            case 10 -> queue.addAll(IntStream.range(0, x).boxed().toList());
            case 11 -> Arrays.toString(queue.toArray()) + Arrays.toString(queue.toArray(new Integer[1]));
            case 12 -> queue.stream().filter(e -> e < x).collect(toList());
            default -> removeEach(queue, x);
        };
    }

    /** By the iterator, some of the elements. */
    private static List<Integer> removeEach(Queue<Integer> queue, int x) {
        List<Integer> seen = new ArrayList<>();
        Iterator<Integer> iterator = queue.iterator();
        assertThrows(IllegalStateException.class, iterator::remove);
        while (iterator.hasNext()) {
            int e = iterator.next();
            seen.add(e);
            if (e % 3 == x % 3) {
                iterator.remove();
                assertThrows(IllegalStateException.class, iterator::remove);
            }
        }
        assertThrows(NoSuchElementException.class, iterator::next);
        return seen;
    }

    @Test
    void clears() {
        Queue<Integer> queue = newQueue();
        for (int n : new int[] {0, 1, 40, 3_000}) {
            IntStream.range(0, n).forEach(queue::offer);
            queue.clear();
            assertEquals(0, queue.size());
            assertNull(queue.poll());
        }
    }

    /** An iterator shows what was there when it was made and is not gone; what is added behind it comes too, or not. */
    @Test
    void weaklyConsistent() {
        Queue<Integer> queue = newQueue();
        IntStream.range(0, 100).forEach(queue::offer);
        Iterator<Integer> iterator = queue.iterator();
        assertEquals(0, iterator.next());
        for (int i = 0; i < 60; i++) {
            assertEquals(i, queue.poll());
        }
        IntStream.range(100, 200).forEach(queue::offer);
        List<Integer> seen = new ArrayList<>();
        iterator.forEachRemaining(seen::add);
        assertEquals(1, seen.get(0), "hasNext() had promised it");
        assertEquals(IntStream.range(60, 200).boxed().toList(), seen.subList(1, seen.size()));
    }

    /** Removing by the iterator what another thread has taken takes nothing else. */
    @Test
    void removesOnlyOnce() {
        Queue<Integer> queue = newQueue();
        queue.addAll(List.of(1, 1, 2));
        Iterator<Integer> iterator = queue.iterator();
        iterator.next();
        assertEquals(1, queue.poll());
        iterator.remove();
        assertEquals(List.of(1, 2), List.copyOf(queue));
    }

    @Test
    void spliterator() {
        Queue<Integer> queue = newQueue();
        IntStream.range(0, 3_000).forEach(queue::offer);
        Spliterator<Integer> spliterator = queue.spliterator();
        assertTrue(spliterator.hasCharacteristics(Spliterator.CONCURRENT | Spliterator.ORDERED | Spliterator.NONNULL));
        assertFalse(spliterator.hasCharacteristics(Spliterator.SIZED), "the size may change");
        queue.offer(3_000);
        queue.poll();
        List<Integer> seen = new ArrayList<>();
        Spliterators.iterator(spliterator).forEachRemaining(seen::add);
        assertEquals(3_000, seen.get(seen.size() - 1));
        assertEquals(IntStream.range(1, 3_000).sum(), queue.parallelStream().filter(e -> e < 3_000).mapToInt(e -> e).sum());
        assertArrayEquals(queue.toArray(), queue.parallelStream().toArray());
    }

    @Test
    void spsc() {
        pipeline(1, 1, 200_000);
    }

    @Test
    void mpsc() {
        pipeline(3, 1, 50_000);
    }

    @Test
    void spmc() {
        pipeline(1, 3, 150_000);
    }

    @Test
    void mpmc() {
        pipeline(2, 2, 75_000);
    }

    /** All that went in comes out, once, and each consumer sees each producer's numbers in order. */
    final void pipeline(int producers, int consumers, int each) {
        Queue<long[]> queue = newQueue();
        AtomicInteger left = new AtomicInteger(producers * each);
        int[][] next = new int[consumers][producers];
        int[][] count = new int[consumers][producers];
        Crew.together(producers + consumers, index -> {
            if (index < producers) {
                for (int i = 0; i < each; i++) {
                    queue.offer(new long[] {index, i, ~i}); // plain writes, to be seen whole
                }
                return;
            }
            int me = index - producers;
            while (left.get() > 0) {
                long[] e = queue.poll();
                if (e == null) {
                    Thread.yield();
                    continue;
                }
                int producer = (int) e[0];
                assertEquals(~e[1], e[2]);
                assertTrue(e[1] >= next[me][producer], "in order");
                next[me][producer] = (int) e[1] + 1;
                count[me][producer]++;
                left.getAndDecrement();
            }
        });
        assertNull(queue.poll());
        for (int p = 0; p < producers; p++) {
            int producer = p;
            assertEquals(each, Arrays.stream(count).mapToInt(c -> c[producer]).sum(), "none lost, none twice");
        }
    }

    /** Each thread offers and polls in turn, so that the queue is empty again and again: nobody's poll may find nothing. */
    @Test
    void pairs() {
        Queue<Integer> queue = newQueue();
        Crew.together(Crew.size(), index -> {
            for (int i = 0; i < 50_000; i++) {
                queue.offer(i);
                assertNotNull(queue.poll(), "there are as many elements as threads that have yet to poll");
            }
        });
        assertTrue(queue.isEmpty());
        assertEquals(0, queue.size());
    }

    /** Threads that take by all ways there are, and one that offers: each element goes to one. */
    @Test
    void takers() {
        int n = 10_000;
        Queue<Integer> queue = newQueue();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger[] taken = IntStream.range(0, n).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
        Crew.together(4, index -> {
            if (index == 0) {
                for (int i = 0; i < n; i++) {
                    queue.offer(i);
                }
                over.set(true);
                return;
            }
            boolean last;
            do {
                last = over.get();
                switch (index) {
                    case 1 -> {
                        Integer e = queue.poll();
                        if (e != null) {
                            taken[e].getAndIncrement();
                        }
                    }
                    case 2 -> {
                        for (int e : queue) {
                            if (queue.remove((Object) e)) {
                                taken[e].getAndIncrement();
                            }
                            break;
                        }
                    }
                    default -> {
                        int size = queue.size();
                        assertTrue(size >= 0 && size <= n, "size " + size);
                    }
                }
            } while (!last || !queue.isEmpty());
        });
        for (int i = 0; i < n; i++) {
            assertEquals(1, taken[i].get(), "how often " + i + " was taken");
        }
    }

    /** What was polled, removed or cleared away is garbage, while the queue lives on. */
    @Test
    void keepsNothing() {
        Queue<Object> queue = newQueue();
        List<WeakReference<Object>> gone = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Object e = new byte[1];
            gone.add(new WeakReference<>(e));
            queue.offer(e);
            if (i % 5 == 0) {
                queue.remove(e);
            }
        }
        for (int i = 0; i < 100; i++) {
            queue.poll();
        }
        awaitGone(gone.subList(0, 125));
        assertEquals(300, queue.size());
        assertTrue(gone.get(499).get() != null, "and what is in the queue is not");
        queue.clear();
        awaitGone(gone);
        queue.offer(1);
    }

    static void awaitGone(List<? extends WeakReference<?>> references) {
        Crew.awaitThat("the collector finds that they are garbage", () -> {
            System.gc();
            return references.stream().allMatch(w -> w.get() == null);
        });
    }
}
