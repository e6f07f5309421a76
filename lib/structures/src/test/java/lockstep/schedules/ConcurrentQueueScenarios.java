package lockstep.schedules;

import static lockstep.interleave.Interleave.check;

import java.util.ArrayDeque;
import lockstep.interleave.Action;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.queue.ConcurrentQueue;
import lockstep.queue.PushResult;

/**
 * Small programs that each flavor of {@link ConcurrentQueue} must pass. In most, all calls with all that they return
 * must be explained by {@link Sequential}; the main thread pops what is left, so that an element that was lost or
 * doubled shows.
 */
final class ConcurrentQueueScenarios {

    /** What a closed and empty queue gives. */
    static final String END = "END";

    private ConcurrentQueueScenarios() {
    }

    /** What a queue is, without threads. */
    static final class Sequential {
        private final ArrayDeque<Object> elements = new ArrayDeque<>();
        private final int capacity;
        private boolean closed;

        Sequential(int capacity) {
            this.capacity = capacity;
        }

        PushResult push(Object element) {
            if (closed) {
                return PushResult.CLOSED;
            }
            if (isFull()) {
                return PushResult.FULL;
            }
            elements.add(element);
            return PushResult.PUSHED;
        }

        Object forcePush(Object element, Object ifClosed) {
            if (closed) {
                return ifClosed;
            }
            Object displaced = isFull() ? elements.poll() : null;
            elements.add(element);
            return displaced;
        }

        Object pop(Object ifClosed) {
            return isDrained() ? ifClosed : elements.poll();
        }

        boolean close() {
            boolean was = closed;
            closed = true;
            return !was;
        }

        boolean isClosed() {
            return closed;
        }

        boolean isDrained() {
            return closed && elements.isEmpty();
        }

        int size() {
            return elements.size();
        }

        boolean isEmpty() {
            return elements.isEmpty();
        }

        boolean isFull() {
            return elements.size() == capacity;
        }
    }

    /** Calls of some threads, one string each: "push 1, pop, close". What the first string says is done before. */
    static void calls(ConcurrentQueue<Object> queue, String before, String... threads) {
        History history = only(queue, before, threads);
        for (int most = 0; most < 8; most++) {
            Object left = history.call("pop", END);
            if (left == null || left == END) {
                break;
            }
        }
        history.check();
    }

    /** The same without what follows: neither are left elements popped, nor is the history checked. */
    static History only(ConcurrentQueue<Object> queue, String before, String... threads) {
        int capacity = queue.capacity();
        History history = new History(queue, () -> new Sequential(capacity));
        perform(history, before);
        Action[] actions = new Action[threads.length];
        for (int i = 0; i < threads.length; i++) {
            String script = threads[i];
            actions[i] = () -> perform(history, script);
        }
        Interleave.together(actions);
        return history;
    }

    private static void perform(History history, String script) {
        if (script.isEmpty()) {
            return;
        }
        for (String call : script.split(", ")) {
            if (call.startsWith("push ")) {
                history.call("push", element(call));
            } else if (call.startsWith("force ")) {
                history.call("forcePush", element(call), END);
            } else if (call.equals("pop")) {
                history.call("pop", END);
            } else {
                history.call(call);
            }
        }
    }

    private static Object element(String call) {
        return Integer.valueOf(call.substring(call.indexOf(' ') + 1));
    }

    /** Who pops an element sees what its pusher wrote to it. */
    static void publishes(ConcurrentQueue<int[]> queue) {
        Interleave.together(() -> queue.push(new int[] {42}), () -> {
            int[] element = queue.pop();
            check(element == null || element[0] == 42, "not what was pushed");
        });
    }

    /** The same for one that was forced in, and for one that was displaced. */
    static void publishesForced(ConcurrentQueue<int[]> queue) {
        Interleave.together(() -> {
            queue.forcePush(new int[] {42});
            queue.forcePush(new int[] {42});
        }, () -> {
            int[] element = queue.pop();
            check(element == null || element[0] == 42, "not what was forced in");
        });
    }

    /** Who displaces an element sees what its pusher wrote to it. */
    static void publishesDisplaced(ConcurrentQueue<int[]> queue) {
        Interleave.together(() -> queue.push(new int[] {42}), () -> {
            int[] element = queue.forcePush(new int[] {43}, null);
            check(element == null || element[0] == 42, "not what was pushed");
        });
    }

    /** Who is told closed sees what was written before the close. */
    static void closePublishes(ConcurrentQueue<Object> queue) {
        int[] data = new int[1];
        Interleave.together(() -> {
            data[0] = 42;
            queue.close();
        }, () -> {
            if (queue.pop(END) == END) {
                check(data[0] == 42, "not what was written before the close");
            }
            if (queue.push(1) == PushResult.CLOSED) {
                check(data[0] == 42, "not what was written before the close");
            }
        });
    }

    /**
     * Two queues, and two threads that push to one each and then look into the other: one of them must find something.
     * With release and acquire alone neither might, and a sleeper would miss what it sleeps for.
     */
    static void crossed(ConcurrentQueue<Object> one, ConcurrentQueue<Object> other) {
        boolean[] found = new boolean[2];
        Interleave.together(() -> {
            one.push(1);
            found[0] = other.pop() != null;
        }, () -> {
            other.push(2);
            found[1] = one.pop() != null;
        });
        check(found[0] || found[1], "each has pushed, then looked, and neither has found anything");
    }
}
