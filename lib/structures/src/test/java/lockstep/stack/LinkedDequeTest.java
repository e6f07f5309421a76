package lockstep.stack;

import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The JDK's deque against the same contract: so it asks for nothing that only ours do. */
class LinkedDequeTest extends StackContract {

    @Override
    <E> ConcurrentStack<E> newStack() {
        ConcurrentLinkedDeque<E> deque = new ConcurrentLinkedDeque<>();
        return new ConcurrentStack<>() {
            @Override
            public void push(E element) {
                deque.push(element);
            }

            @Override
            public E pop() {
                return deque.poll();
            }

            @Override
            public E peek() {
                return deque.peek();
            }

            @Override
            public boolean isEmpty() {
                return deque.isEmpty();
            }

            @Override
            public Iterator<E> iterator() {
                Iterator<E> iterator = deque.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return iterator.hasNext();
                    }

                    @Override
                    public E next() {
                        return iterator.next();
                    }
                };
            }
        };
    }
}
