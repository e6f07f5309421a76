package lockstep.schedules;

import static lockstep.interleave.Interleave.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.stack.ConcurrentStack;

/**
 * Small programs that each of the stacks must pass. Histories say whether the calls can be explained by a plain stack; news
 * that are written plainly before a push say, by a data race, whether popping makes them known.
 */
final class StackScenarios {

    private StackScenarios() {
    }

    /** The plain stack that explains a history. */
    public static final class Plain {
        private final ArrayDeque<Integer> elements = new ArrayDeque<>();

        /** With these in it, the last one on top. */
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

        public Integer peek() {
            return elements.peek();
        }

        public boolean isEmpty() {
            return elements.isEmpty();
        }

        public List<Integer> list() {
            return List.copyOf(elements);
        }
    }

    /** A stack with a method that lists it, as the plain one has. */
    public static final class Listed {
        private final ConcurrentStack<Integer> stack;

        Listed(ConcurrentStack<Integer> stack) {
            this.stack = stack;
        }

        public void push(Integer element) {
            stack.push(element);
        }

        public Integer pop() {
            return stack.pop();
        }

        public List<Integer> list() {
            List<Integer> elements = new ArrayList<>();
            for (Integer element : stack) {
                elements.add(element);
            }
            return elements;
        }
    }

    /** Two threads that push and pop. */
    static void pairs(ConcurrentStack<Integer> stack) {
        History history = new History(stack, Plain::new);
        Interleave.together(() -> {
            history.call("push", 1);
            history.call("pop");
        }, () -> {
            history.call("push", 2);
            history.call("pop");
        });
        history.call("pop");
        history.check();
    }

    /** One pushes twice, one pops twice: the order shows. */
    static void order(ConcurrentStack<Integer> stack) {
        stack.push(1);
        History history = new History(stack, () -> new Plain(1));
        Interleave.together(() -> {
            history.call("push", 2);
            history.call("push", 3);
        }, () -> {
            history.call("pop");
            history.call("pop");
        });
        history.call("pop");
        history.call("pop");
        history.check();
    }

    /** Two pop what two have pushed: each gets one. */
    static void pops(ConcurrentStack<Integer> stack) {
        stack.push(1);
        stack.push(2);
        History history = new History(stack, () -> new Plain(1, 2));
        Interleave.together(() -> history.call("pop"), () -> history.call("pop"));
        history.call("pop");
        history.check();
    }

    /** One pushes, one pops: small enough for every way of stopping one of them. */
    static void pushAndPop(ConcurrentStack<Integer> stack) {
        stack.push(1);
        Interleave.together(() -> stack.push(2), stack::pop);
    }

    /** Two push: neither is lost. */
    static void pushes(ConcurrentStack<Integer> stack) {
        History history = new History(stack, Plain::new);
        Interleave.together(() -> history.call("push", 1), () -> history.call("push", 2));
        history.call("pop");
        history.call("pop");
        history.call("pop");
        history.check();
    }

    /** One looks while the other one pushes and pops. */
    static void looks(ConcurrentStack<Integer> stack) {
        History history = new History(stack, Plain::new);
        Interleave.together(() -> {
            history.call("push", 1);
            history.call("pop");
        }, () -> {
            history.call("peek");
            history.call("isEmpty");
        });
        history.call("isEmpty");
        history.call("peek");
        history.check();
    }

    /** An iterator is a snapshot. */
    static void snapshot(ConcurrentStack<Integer> stack) {
        stack.push(1);
        stack.push(2);
        History history = new History(new Listed(stack), () -> new Plain(1, 2));
        Interleave.together(() -> {
            history.call("pop");
            history.call("push", 3);
            history.call("pop");
            history.call("pop");
        }, () -> history.call("list"));
        history.check();
    }

    /** Pushes and pops of three threads. */
    static void three(ConcurrentStack<Integer> stack) {
        stack.push(1);
        History history = new History(stack, () -> new Plain(1));
        Interleave.together(() -> history.call("push", 2), () -> history.call("pop"), () -> history.call("pop"));
        history.call("pop");
        history.check();
    }

    /** Who pops an element may read what was written before it was pushed. */
    static void publishes(ConcurrentStack<Integer> stack) {
        int[] news = new int[3];
        Interleave.together(() -> {
            push(stack, 1, news);
            push(stack, 2, news);
        }, () -> {
            read(stack.pop(), news);
            read(stack.pop(), news);
        });
    }

    /** The lower element was pushed by another thread than the one above it, and comes to light by the pop of a third. */
    static void publishesBelow(ConcurrentStack<Integer> stack) {
        int[] news = new int[3];
        Interleave.together(() -> push(stack, 1, news), () -> push(stack, 2, news), () -> {
            read(stack.pop(), news);
            read(stack.pop(), news);
        });
    }

    /** So may who peeks at it. */
    static void publishesToPeek(ConcurrentStack<Integer> stack) {
        int[] news = new int[3];
        Interleave.together(() -> push(stack, 1, news), () -> read(stack.peek(), news));
    }

    /** And who meets it in an iterator. */
    static void publishesToIterator(ConcurrentStack<Integer> stack) {
        int[] news = new int[3];
        Interleave.together(() -> {
            push(stack, 1, news);
            push(stack, 2, news);
        }, () -> {
            for (Integer element : stack) {
                read(element, news);
            }
        });
    }

    /** The news lie beside the element, not in it: what is reached by way of a final field needs no acquire. */
    static void push(ConcurrentStack<Integer> stack, int element, int[] news) {
        news[element] = 1;
        stack.push(element);
    }

    static void read(Integer element, int[] news) {
        check(element == null || news[element] == 1, "not what was written");
    }
}
