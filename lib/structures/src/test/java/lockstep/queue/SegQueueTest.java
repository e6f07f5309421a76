package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegQueueTest extends QueueContract {

    @Override
    <E> Queue<E> newQueue() {
        return new SegQueue<>();
    }

    @Test
    void ofACollection() {
        List<Integer> many = IntStream.range(0, 5_000).boxed().toList();
        assertEquals(many, List.copyOf(new SegQueue<>(many)));
        assertThrows(NullPointerException.class, () -> new SegQueue<>(Arrays.asList(1, null)));
        assertThrows(NullPointerException.class, () -> new SegQueue<>(null));
    }

    /** 32, 64 and so on up to 1,024 slots, and then 1,024 each, with no index left out. */
    @Test
    void segmentsGrow() {
        SegQueue<Integer> queue = new SegQueue<>();
        SegQueue.Segment s = queue.tail;
        List<Integer> sizes = new ArrayList<>();
        long end = 0;
        for (int i = 0; i < 5_000; i++) {
            queue.offer(i);
            if (i == 0 || queue.tail != s) {
                s = queue.tail;
                assertEquals(end, s.base);
                assertEquals(i, s.base, "the one before is full");
                end += s.slots.length;
                sizes.add(s.slots.length);
            }
        }
        assertEquals(List.of(32, 64, 128, 256, 512, 1024, 1024, 1024, 1024), sizes);
    }

    /** The indices are hints. Set back to any older value, as by a thread that comes late, they change nothing. */
    @Test
    void lateHints() {
        Random random = new Random(7);
        SegQueue<Integer> queue = new SegQueue<>(1, 64);
        Queue<Integer> oracle = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) == 0) {
                queue.headIndex -= random.nextInt((int) Math.min(queue.headIndex, 30) + 1);
                queue.tailIndex -= random.nextInt((int) Math.min(queue.tailIndex, 30) + 1);
            }
            switch (random.nextInt(4)) {
                case 0 -> assertEquals(oracle.size(), queue.size());
                case 1 -> assertEquals(oracle.peek(), queue.peek());
                case 2 -> assertEquals(oracle.poll(), queue.poll());
                default -> assertEquals(oracle.offer(i), queue.offer(i));
            }
            if (random.nextInt(50) == 0) {
                assertEquals(List.copyOf(oracle), List.copyOf(queue));
            }
        }
    }

    /** Size is a difference of two indices, until something is taken from the middle; then it is counted. */
    @Test
    void sizeWithGaps() {
        SegQueue<Integer> queue = new SegQueue<>(2, 4);
        IntStream.range(0, 10).forEach(queue::offer);
        assertEquals(10, queue.size());
        queue.remove((Object) 5);
        queue.remove((Object) 0);
        assertEquals(8, queue.size());
        assertEquals(1, queue.peek());
        queue.removeIf(i -> i < 9);
        assertEquals(1, queue.size());
        assertEquals(9, queue.poll());
        assertEquals(0, queue.size());
    }

    /** A thread that has stopped within a segment, long ago, keeps that one and no later one. */
    @Test
    void stalledThreadKeepsOneSegment() {
        SegQueue<Integer> queue = new SegQueue<>(4, 16);
        queue.offer(0);
        SegQueue.Segment held = queue.head; // as a thread does that is in the middle of a call
        List<WeakReference<?>> later = laterSegments(queue, () -> queue.offer(1), queue::poll);
        awaitGone(later);
        assertSame(held, held.next, "it leads nowhere");
        for (Object slot : held.slots) {
            assertSame(held.slots, slot, "each slot is taken");
        }
        Reference.reachabilityFence(held);
    }

    /** The same if that thread is in the middle of an iteration. It may keep the one element that it has promised. */
    @Test
    void stalledIteratorKeepsOneSegment() {
        SegQueue<Integer> queue = new SegQueue<>(4, 16);
        queue.offer(0);
        Iterator<Integer> iterator = queue.iterator();
        List<WeakReference<?>> later = laterSegments(queue, () -> queue.offer(1), queue::poll);
        awaitGone(later);
        queue.offer(2);
        assertEquals(0, iterator.next());
        assertEquals(2, iterator.next());
    }

    /** Nobody ever polls; all is removed, from the middle as it were. */
    @Test
    void removedSegmentsAreGarbage() {
        SegQueue<Integer> queue = new SegQueue<>(4, 16);
        queue.offer(0);
        awaitGone(laterSegments(queue, () -> queue.offer(1), () -> queue.removeIf(e -> true)));
    }

    /** Who walks over many taken slots writes down how far he came. */
    @Test
    void longWalksAreNoted() {
        SegQueue<Integer> queue = new SegQueue<>(1024, 1024);
        IntStream.range(0, 100).forEach(queue::offer);
        queue.removeIf(e -> e < 90);
        assertEquals(0, queue.headIndex);
        assertEquals(90, queue.peek());
        assertEquals(90, queue.headIndex);
    }

    /** Fills and drains the queue, a few elements at a time, and returns all segments but the first and the last. */
    private static List<WeakReference<?>> laterSegments(SegQueue<Integer> queue, Runnable offer, Runnable poll) {
        List<WeakReference<?>> segments = new ArrayList<>();
        long first = queue.head.base;
        long last = first;
        for (int i = 0; i < 300; i++) {
            offer.run();
            if (queue.tail.base != last) {
                last = queue.tail.base;
                segments.add(new WeakReference<>(queue.tail));
                segments.add(new WeakReference<>(queue.tail.slots));
            }
            if (i % 3 == 2) {
                poll.run();
                poll.run();
                poll.run();
            }
        }
        while (queue.poll() != null) { } // until it is empty
        assertTrue(segments.size() > 10);
        return segments.subList(0, segments.size() - 2);
    }

    /** An end never shares a cache line with the other one, nor with what lies around the queue; its two fields do share one. */
    @Test
    void endsLieApart() throws ReflectiveOperationException {
        long tail = offset(SegQueueTail.class, "tail");
        long tailIndex = offset(SegQueueTail.class, "tailIndex");
        long head = offset(SegQueueHead.class, "head");
        long headIndex = offset(SegQueueHead.class, "headIndex");
        String offsets = "tail " + tail + ", " + tailIndex + "; head " + head + ", " + headIndex;
        assertTrue(Math.min(tail, tailIndex) >= 128, offsets);
        assertTrue(Math.abs(tail - tailIndex) <= 8, offsets);
        assertTrue(Math.min(head, headIndex) - Math.max(tail, tailIndex) >= 128, offsets);
        assertTrue(Math.abs(head - headIndex) <= 8, offsets);
        assertTrue(offset(SegQueueEnds.class, "c15") - Math.max(head, headIndex) >= 120, offsets);
    }

    /** Where the JVM puts a field. By reflection, as javac warns of the class, and there is no other way to ask. */
    private static long offset(Class<?> type, String field) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        return (long) unsafe.getMethod("objectFieldOffset", Field.class).invoke(instance.get(null), type.getDeclaredField(field));
    }

    @Test
    void pollsNothingTwiceAcrossSegments() {
        SegQueue<Integer> queue = new SegQueue<>(1, 1);
        for (int i = 0; i < 100; i++) {
            assertTrue(queue.offer(i));
            assertNotNull(queue.peek());
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(i, queue.poll());
        }
        assertNull(queue.poll());
    }
}
