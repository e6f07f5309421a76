package lockstep.exercises.ch05_stack;

import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Todo;

/**
 * Goal: Treiber's stack. push and pop prepare in private, then try to move the top by one compare-and-set,
 * and begin again if they have lost.
 *
 * Rules: no locks; whoever stops in the middle keeps nobody waiting. pop() and peek() return null if the stack is
 * empty, and only then; so push(null) throws NullPointerException. What a thread did before it pushed an element,
 * is seen by whoever pops it or peeks at it.
 */
public class MyTreiberStack<E> {

    private static class Node<E> {
        private final E element;
        private Node<E> next;       // plain: written before anybody else can find the node, and never after

        Node(E element) {
            this.element = element;
        }
    }

    private final AtomicReference<Node<E>> top = new AtomicReference<>();

    /** Puts an element on top. */
    public void push(E element) {
        throw new Todo("5.1");
    }

    /** Takes the top element, or returns null if there is none. */
    public E pop() {
        throw new Todo("5.1");
    }

    /** Looks at the top element and leaves it there, or returns null if there is none. */
    public E peek() {
        throw new Todo("5.1");
    }
}
