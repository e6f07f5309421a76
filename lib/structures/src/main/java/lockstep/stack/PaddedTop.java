package lockstep.stack;

/**
 * A stack's top with 128 bytes before it and after it that nobody writes. Else whatever the allocator puts beside a
 * stack would share its cache line, and each push and pop would take that line from who needs it. Two lines each way,
 * as processors fetch them in pairs.
 *
 * <p>The JVM lays out a class's fields after its superclass's. Ints, because with them no gap remains at the end of the
 * object's header, into which it would move the reference.
 */
final class PaddedTop {

    private PaddedTop() {
    }

    /** {@code next} is written while nobody else can find the node, and never after. */
    static final class Node<E> {
        final E element;
        Node<E> next;

        Node(E element) {
            this.element = element;
        }
    }

    abstract static class Before {
        int b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15;
        int b16, b17, b18, b19, b20, b21, b22, b23, b24, b25, b26, b27, b28, b29, b30, b31;
    }

    abstract static class Top<E> extends Before {
        /**
         * Null when empty. Invariant: what hangs on it are the elements, newest first. Changed by compare-and-set only,
         * so each change hands on, to who reads it with acquire, all that earlier pushes released. Not an invariant:
         * that it still is what you have just read.
         */
        Node<E> top;
    }

    abstract static class Padded<E> extends Top<E> {
        int a00, a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12, a13, a14, a15;
        int a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31;
    }
}
