package lockstep.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractQueue;

/*
 * The two ends of a SegQueue, each on a cache line of its own: who offers does not take the line of those who poll, and
 * neither shares one with whatever lies before or behind the queue in the heap. The JVM lays out fields of a superclass
 * before those of its subclasses and may reorder those of one class, hence one class for each stretch. 128 bytes and not
 * 64, as processors fetch lines in pairs.
 */

/** Padding. The ints are for the hole behind an object's header, which a later class's field would else fill. */
abstract class SegQueuePad<E> extends AbstractQueue<E> {
    int a00, a01;
    long a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12, a13, a14, a15, a16;
}

/** Where elements come in. */
abstract class SegQueueTail<E> extends SegQueuePad<E> {

    /**
     * A segment at or before the last one; only ever moves on. Invariant: all segments before it are full, and it is
     * not before {@link SegQueueEnds#head}. Not an invariant: that it is the last one. A new segment is linked first.
     */
    SegQueue.Segment tail;

    /**
     * All slots before this index are full. Counted over the queue's life, from the first segment's first slot. Not an
     * invariant: that it only grows, or that the slot at it is free, or lies in {@link #tail}. It is written after the
     * slot was filled, by a thread that may come late.
     */
    long tailIndex;
}

/** Padding. */
abstract class SegQueueTailPad<E> extends SegQueueTail<E> {
    long b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15;
}

/** Where elements go out. */
abstract class SegQueueHead<E> extends SegQueueTailPad<E> {

    /**
     * A segment at or before the one with the first element; only ever moves on. Invariant: in all segments before it
     * every slot is taken.
     */
    SegQueue.Segment head;

    /** In all slots before this index the element is taken. What {@link #tailIndex} may not be, this may not be either. */
    long headIndex;
}

/** Padding, and handles for both ends. */
abstract class SegQueueEnds<E> extends SegQueueHead<E> {
    long c00, c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15;

    static final VarHandle TAIL;
    static final VarHandle TAIL_INDEX;
    static final VarHandle HEAD;
    static final VarHandle HEAD_INDEX;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(SegQueueEnds.class, "tail", SegQueue.Segment.class);
            TAIL_INDEX = lookup.findVarHandle(SegQueueEnds.class, "tailIndex", long.class);
            HEAD = lookup.findVarHandle(SegQueueEnds.class, "head", SegQueue.Segment.class);
            HEAD_INDEX = lookup.findVarHandle(SegQueueEnds.class, "headIndex", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
