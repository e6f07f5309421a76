package lockstep.exercises.ch05_stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicIntegerArray;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "5.1", title = "Treiber's stack: one compare-and-set", starter = MyTreiberStack.class, hints = {
    "push: make a node, let its next be the present top, and try to make it the top. What must happen if the top was "
        + "changed between your look and your try?",
    "A loop: look at the top, prepare, top.compareAndSet(what you saw, what you want). If it says false, begin with the "
        + "look again. pop returns null only where it has seen that the top is null.",
    "push: do { node.next = top.get(); } while (!top.compareAndSet(node.next, node));   pop: while (true) { Node<E> node = "
        + "top.get(); if (node == null) return null; if (top.compareAndSet(node, node.next)) return node.element; }"
})
@Tag("5.1")
class MyTreiberStackCheck {

    /** The plain stack that explains what the calls returned. */
    static final class Plain {
        private final ArrayDeque<Integer> elements = new ArrayDeque<>();

        Plain(int... elements) {
            for (int element : elements) {
                push(element);
            }
        }

        public void push(Integer element) {
            elements.push(element);
        }

        public Integer pop() {
            return elements.poll();
        }
    }

    @Property(value = "the last one in is the first one out, and an empty stack says null",
        hint = "Only one thread is at work here. A new node's next is the old top; pop makes the top's next the top.")
    void lastInFirstOut() {
        MyTreiberStack<String> stack = new MyTreiberStack<>();
        for (int round = 1; round <= 2; round++) {
            assertNull(stack.peek(), "peek() on an empty stack");
            assertNull(stack.pop(), "pop() on an empty stack");
            stack.push("a");
            stack.push("b");
            assertEquals("b", stack.peek(), "after push(a), push(b): peek()");
            stack.push("c");
            assertEquals("c", stack.pop(), "after push(a), push(b), push(c): pop()");
            assertEquals("b", stack.peek(), "then peek()");
            assertEquals("b", stack.pop(), "then pop()");
            assertEquals("a", stack.pop(), "then pop()");
        }
        assertNull(stack.pop(), "pop() after all three were popped");
    }

    @Property(value = "push(null) throws NullPointerException, and changes nothing",
        hint = "If null could be an element, null would not mean empty. Objects.requireNonNull(element), before all else.")
    void refusesNull() {
        MyTreiberStack<String> stack = new MyTreiberStack<>();
        stack.push("a");
        assertThrows(NullPointerException.class, () -> stack.push(null), "push(null) threw nothing");
        assertEquals("a", stack.pop(), "after push(a) and a refused push(null): pop()");
        assertNull(stack.pop(), "then pop()");
        MyTreiberStack<String> other = new MyTreiberStack<>();
        other.push("b");
        assertNull(stack.pop(), "one stack was empty, and something was pushed on another. The first one's pop()");
    }

    @Property(value = "under every schedule of two pushes both arrive",
        hint = "Two threads saw the same top, and the second put its node where the first one had just put his. The top "
            + "may be changed only if it still is what you saw: compareAndSet, and look what it answers.")
    @Interleaved(executions = 1_000)
    void pushesArrive() {
        MyTreiberStack<Integer> stack = new MyTreiberStack<>();
        History history = new History(stack, Plain::new);
        Interleave.together(() -> history.call("push", 1), () -> history.call("push", 2));
        history.call("pop");
        history.call("pop");
        history.call("pop");
        history.check();
    }

    @Property(value = "under every schedule of two pops each gets one of the two elements, and none is told that the stack is empty",
        hint = "If your compare-and-set fails, another thread has changed the top. That does not say that the stack is "
            + "empty, and it does not make the node yours: look again.")
    @Interleaved(executions = 1_000)
    void popsGetOneEach() {
        MyTreiberStack<Integer> stack = new MyTreiberStack<>();
        stack.push(1);
        stack.push(2);
        History history = new History(stack, () -> new Plain(1, 2));
        Interleave.together(() -> history.call("pop"), () -> history.call("pop"));
        history.call("pop");
        history.check();
    }

    @Property(value = "under every schedule whoever pops sees what was done before the push",
        hint = "The element, its node and what the element stands for are plain. Only the compare-and-set can publish "
            + "them, if it is a release and comes last; and pop has to acquire.")
    @Interleaved(executions = 1_000, preemptions = 2)
    void popSees() {
        MyTreiberStack<Integer> stack = new MyTreiberStack<>();
        int[] news = new int[3];
        Interleave.together(
            () -> {
                news[1] = 1;
                stack.push(1);
                news[2] = 1;
                stack.push(2);
            },
            () -> {
                read(stack.pop(), news);
                read(stack.pop(), news);
            });
    }

    @Property(value = "under every schedule whoever peeks sees it, too",
        hint = "peek() reads the top as pop() does: with acquire, or volatile.")
    @Interleaved(executions = 1_000)
    void peekSees() {
        MyTreiberStack<Integer> stack = new MyTreiberStack<>();
        int[] news = new int[3];
        Interleave.together(
            () -> {
                news[1] = 1;
                stack.push(1);
            },
            () -> read(stack.peek(), news));
    }

    private static void read(Integer element, int[] news) {
        if (element != null) {
            assertEquals(1, news[element], "what was written before push(" + element + ") was read after it, as");
        }
    }

    @Property(value = "under every schedule of pushes and pops each element comes out once, in an order that a stack could have",
        hint = "Element and next have to come from one and the same node: the one that your compare-and-set has replaced.")
    @Interleaved(executions = 1_000, preemptions = 2, surprises = 1)
    void pairs() {
        MyTreiberStack<Integer> stack = new MyTreiberStack<>();
        History history = new History(stack, Plain::new);
        Interleave.together(
            () -> {
                history.call("push", 1);
                history.call("pop");
            },
            () -> {
                history.call("push", 2);
                history.call("pop");
            });
        history.call("pop");
        history.check();
    }

    @Property(value = "whoever stops in the middle, the others finish",
        hint = "A lock, also one made of the top itself, keeps the others waiting when its holder stops. Prepare in "
            + "private; then everything happens in one compare-and-set, or nothing.")
    @Interleaved(executions = 1_000, preemptions = 2, surprises = 1, progress = Progress.Level.LOCK_FREE)
    void neverWaits() {
        MyTreiberStack<Integer> stack = new MyTreiberStack<>();
        stack.push(1);
        Interleave.together(() -> stack.push(2), stack::pop, stack::peek);
    }

    @Property("on this machine, too, each element that goes in comes out once")
    void storm() {
        int threads = Trial.threads();
        int each = 10;
        Trial.shaken(60, () -> {
            MyTreiberStack<Integer> stack = new MyTreiberStack<>();
            AtomicIntegerArray seen = new AtomicIntegerArray(threads * each);
            Trial.together(threads, index -> {
                for (int i = 0; i < each; i++) {
                    stack.push(index * each + i);
                    if (i % 3 != 0) {
                        Integer element = stack.pop();
                        assertTrue(element != null, "there were more pushes than pops, and pop() said null");
                        seen.incrementAndGet(element);
                    }
                }
            });
            for (Integer element = stack.pop(); element != null; element = stack.pop()) {
                seen.incrementAndGet(element);
            }
            for (int i = 0; i < seen.length(); i++) {
                assertEquals(1, seen.get(i), "each element was pushed once. How often one of them came out:");
            }
        });
    }
}
