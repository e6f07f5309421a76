package lockstep.exercises.ch05_stack;

import lockstep.harness.Todo;

/**
 * Goal: a place beside the stack where a push and a pop may meet. offer() lays an element down, looks so many times
 * whether it was taken, and else takes it away again. take() takes what lies there, or says null, at once.
 *
 * Rules: an element is either taken, and then offer() returns true, or withdrawn, and then it returns false and
 * nobody gets it: never both, never neither. While an offer lies there, another offer() leaves it alone, and returns
 * false. Nobody waits for anybody, save that an offer lies there for its looks. The same element may be offered again,
 * also by another thread. What a thread did before it offered an element, whoever takes it sees.
 */
public class MyMeetingPlace<E> {

    /**
     * Offers an element.
     *
     * @param element not null
     * @param looks how many times to look whether it was taken, before it is withdrawn; 0 or more
     * @return whether it was taken
     */
    public boolean offer(E element, int looks) {
        throw new Todo("5.4");
    }

    /** Takes the element that lies there, or returns null if there is none. */
    public E take() {
        throw new Todo("5.4");
    }
}
