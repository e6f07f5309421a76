package lockstep.stack;

import java.util.Iterator;

/**
 * A stack that any number of threads may share: last in, first out.
 *
 * <p>Empty is told by null, as {@link java.util.Queue#poll} tells it, and so null cannot be an element. An
 * {@link java.util.Optional} would say it in the type, and cost an object for each pop, in the one method that is all
 * speed; where you like it better, say {@code Optional.ofNullable(stack.pop())}.
 *
 * <p>The name keeps away from {@link java.util.Stack}, which is a list under a lock, finds elements in the middle, and
 * throws where it is empty. There is no {@code size()}: counting means walking, and the number is old when it is known.
 *
 * @param <E> the elements' type
 * @memory What a thread did before it pushed an element <i>happens-before</i> what another does after it has popped it,
 *     peeked at it, or met it in an iterator.
 */
public interface ConcurrentStack<E> extends Iterable<E> {

    /**
     * Puts an element on top. Never fails for want of room.
     *
     * @param element the element
     * @throws NullPointerException if it is null; the stack is then as before
     */
    void push(E element);

    /**
     * Takes the top element.
     *
     * @return the element, or null if the stack is empty
     */
    E pop();

    /**
     * Looks at the top element, and leaves it there. Another thread may have popped it by the time you look.
     *
     * @return the element, or null if the stack is empty
     */
    E peek();

    /**
     * Whether the stack has no elements.
     *
     * @return whether {@link #peek()} would return null
     */
    boolean isEmpty();

    /**
     * The elements, top first. Weakly consistent: each one that was in when this was called and still is when the
     * iterator ends is met once, none twice, and none that was pushed later; there is no {@link
     * java.util.ConcurrentModificationException}. {@code remove()} is not supported.
     *
     * @return an iterator, for one thread
     */
    @Override
    Iterator<E> iterator();
}
