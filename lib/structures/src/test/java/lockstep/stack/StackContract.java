package lockstep.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import lockstep.testing.Reach;
import org.junit.jupiter.api.Test;

/**
 * What every stack here must do. {@link LinkedDequeTest} holds the JDK's deque against the same contract, so that the
 * contract itself is not mistaken.
 *
 * <p>What passing does not prove: that the memory order is right, nor that no schedule breaks it. On x86 a release store
 * and a plain one are the same instruction, and a window of a few instructions may not be met; that is what
 * {@code lockstep.schedules} is for.
 */
abstract class StackContract {

    /** An empty stack. */
    abstract <E> ConcurrentStack<E> newStack();

    final ConcurrentStack<Integer> stack = newStack();

    @Test
    void smoke() {
        stack.push(1);
        assertFalse(stack.isEmpty());
        assertEquals(1, stack.peek());
        assertEquals(1, stack.pop());
        assertTrue(stack.isEmpty());
    }

    @Test
    void emptyIsNull() {
        for (int i = 0; i < 3; i++) {
            assertNull(stack.pop());
            assertNull(stack.peek());
            assertTrue(stack.isEmpty());
            assertFalse(stack.iterator().hasNext());
            stack.push(i);
            assertEquals(i, stack.pop());
        }
    }

    @Test
    void lifo() {
        for (int i = 0; i < 1_000; i++) {
            stack.push(i);
            assertEquals(i, stack.peek());
        }
        for (int i = 999; i >= 0; i--) {
            assertEquals(i, stack.pop());
        }
        assertNull(stack.pop());
    }

    @Test
    void refusesNull() {
        stack.push(1);
        assertThrows(NullPointerException.class, () -> stack.push(null));
        assertEquals(List.of(1), drained());
    }

    /** Equal is not the same, and the same may be in twice. */
    @Test
    void keepsIdentity() {
        ConcurrentStack<String> strings = newStack();
        String one = new String("a");
        String other = new String("a");
        strings.push(one);
        strings.push(other);
        strings.push(one);
        assertSame(one, strings.pop());
        assertSame(other, strings.pop());
        assertSame(one, strings.pop());
    }

    /** Thousands of calls by chance, side by side with the JDK's. */
    @Test
    void oracle() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            ConcurrentStack<Integer> ours = newStack();
            ArrayDeque<Integer> theirs = new ArrayDeque<>();
            for (int i = 0; i < 500; i++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        ours.push(i);
                        theirs.push(i);
                    }
                    case 2, 3 -> assertEquals(theirs.poll(), ours.pop());
                    case 4 -> assertEquals(theirs.peek(), ours.peek());
                    default -> assertEquals(List.copyOf(theirs), listed(ours));
                }
                assertEquals(theirs.isEmpty(), ours.isEmpty());
            }
        }
    }

    @Test
    void iterates() {
        for (int i = 1; i <= 3; i++) {
            stack.push(i);
        }
        Iterator<Integer> iterator = stack.iterator();
        assertEquals(3, iterator.next()); // without hasNext()
        assertTrue(iterator.hasNext());
        assertTrue(iterator.hasNext()); // asking twice skips nothing
        assertEquals(2, iterator.next());
        assertEquals(1, iterator.next());
        assertFalse(iterator.hasNext());
        assertThrows(NoSuchElementException.class, iterator::next);
        assertThrows(UnsupportedOperationException.class, stack.iterator()::remove);
        assertEquals(List.of(3, 2, 1), drained(), "an iterator takes nothing out");
    }

    /** What changes meanwhile may show or not; what stays is met once, in order. */
    @Test
    void iteratesWhileItChanges() {
        for (int i = 1; i <= 4; i++) {
            stack.push(i);
        }
        Iterator<Integer> iterator = stack.iterator();
        assertEquals(4, iterator.next());
        stack.pop();
        stack.pop();
        stack.push(5);
        List<Integer> rest = new ArrayList<>();
        iterator.forEachRemaining(rest::add);
        rest.remove(Integer.valueOf(3));
        assertEquals(List.of(2, 1), rest);
        assertEquals(List.of(5, 2, 1), listed(stack));
    }

    /** Each element comes out once, and nothing that was never in. */
    @Test
    void mpmc() {
        int each = 5_000;
        int threads = Crew.size();
        AtomicIntegerArray seen = new AtomicIntegerArray(threads * each);
        AtomicInteger popped = new AtomicInteger();
        Crew.together(2 * threads, index -> {
            if (index < threads) {
                for (int i = 0; i < each; i++) {
                    stack.push(index * each + i);
                }
            } else {
                while (popped.get() < threads * each) {
                    Integer element = stack.pop();
                    if (element == null) {
                        Thread.yield();
                    } else {
                        seen.incrementAndGet(element);
                        popped.incrementAndGet();
                    }
                }
            }
        });
        for (int i = 0; i < seen.length(); i++) {
            assertEquals(1, seen.get(i), "how often " + i + " came out");
        }
        assertNull(stack.pop());
    }

    /** All push and pop in turn: as many come out as went in, whoever gets them. */
    @Test
    void pairs() {
        int each = 10_000;
        int threads = Crew.size();
        AtomicIntegerArray seen = new AtomicIntegerArray(threads * each);
        Crew.together(threads, index -> {
            for (int i = 0; i < each; i++) {
                stack.push(index * each + i);
                Integer element = stack.pop();
                assertNotNull(element, "there were never more pops than pushes");
                seen.incrementAndGet(element);
            }
        });
        assertNull(stack.pop());
        for (int i = 0; i < seen.length(); i++) {
            assertEquals(1, seen.get(i), "how often " + i + " came out");
        }
    }

    /** Of one thread's elements that stay in, the later one lies above. */
    @Test
    void keepsEachThreadsOrder() {
        int threads = Crew.size();
        int each = 2_000;
        Crew.together(threads, index -> {
            for (int i = 0; i < each; i++) {
                stack.push(index * each + i);
            }
        });
        int[] last = new int[threads];
        Arrays.fill(last, Integer.MAX_VALUE);
        int count = 0;
        for (Integer element = stack.pop(); element != null; element = stack.pop(), count++) {
            assertTrue(element < last[element / each], "out of order");
            last[element / each] = element;
        }
        assertEquals(threads * each, count);
    }

    /** An iterator that runs beside pushes and pops: what lies at the bottom all the time is met, once, in order. */
    @Test
    void iteratesBesideOthers() {
        for (int i = 0; i < 50; i++) {
            stack.push(i);
        }
        AtomicBoolean done = new AtomicBoolean();
        Member changes = Crew.start("changes", () -> {
            while (!done.get()) {
                stack.push(1_000);
                stack.push(1_001);
                stack.pop();
                stack.pop();
            }
        });
        for (int round = 0; round < 300; round++) {
            int expected = 49;
            for (int element : stack) {
                if (element < 1_000) {
                    assertEquals(expected--, element);
                }
            }
            assertEquals(-1, expected);
        }
        done.set(true);
        changes.finish();
    }

    /** What a thread wrote into an element before it pushed it, plainly, whoever pops it reads. */
    @Test
    void publishes() {
        ConcurrentStack<int[]> cells = newStack();
        int each = 20_000;
        Member writer = Crew.start("writer", () -> {
            for (int i = 1; i <= each; i++) {
                cells.push(new int[] {i, i});
            }
        });
        for (int i = 0; i < each;) {
            int[] cell = cells.pop();
            if (cell == null) {
                Thread.yield();
            } else {
                assertTrue(cell[0] > 0 && cell[0] == cell[1]);
                i++;
            }
        }
        writer.finish();
    }

    /** A popped element is let go, also while others are still in. */
    @Test
    void letsGoWhatIsPopped() {
        ConcurrentStack<Object> objects = newStack();
        objects.push("stays");
        WeakReference<Object> popped = pushed(objects);
        objects.pop();
        Reach.assertCollected(popped);
        assertEquals("stays", objects.pop());
    }

    /** After a storm and a drain it keeps nothing alive, in no corner. */
    @Test
    void letsGoWhatIsDrained() {
        ConcurrentStack<Object> objects = newStack();
        List<WeakReference<Object>> all = Collections.synchronizedList(new ArrayList<>());
        Crew.together(Crew.size(), index -> {
            for (int i = 0; i < 1_000; i++) {
                all.add(pushed(objects));
                if (i % 3 != 0) {
                    objects.pop();
                }
            }
        });
        while (objects.pop() != null) {
            continue;
        }
        all.forEach(Reach::assertCollected);
        assertTrue(objects.isEmpty());
    }

    /** A new object, held by the stack alone. */
    static WeakReference<Object> pushed(ConcurrentStack<Object> objects) {
        Object object = new Object();
        objects.push(object);
        return new WeakReference<>(object);
    }

    private static <E> List<E> listed(ConcurrentStack<E> from) {
        List<E> elements = new ArrayList<>();
        from.forEach(elements::add);
        return elements;
    }

    final List<Integer> drained() {
        List<Integer> elements = new ArrayList<>();
        for (Integer element = stack.pop(); element != null; element = stack.pop()) {
            elements.add(element);
        }
        return elements;
    }
}
