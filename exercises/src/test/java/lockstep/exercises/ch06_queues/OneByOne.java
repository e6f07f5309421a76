package lockstep.exercises.ch06_queues;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a queue does when one call comes after the other: what the calls of many threads have to be explained by. */
public final class OneByOne {

    private final int capacity;
    private final Deque<Object> elements = new ArrayDeque<>();

    public OneByOne(int capacity) {
        this.capacity = capacity;
    }

    public boolean push(Object element) {
        return elements.size() < capacity && elements.add(element);
    }

    public Object pop() {
        return elements.poll();
    }
}
