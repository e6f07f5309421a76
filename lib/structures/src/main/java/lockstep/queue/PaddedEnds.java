package lockstep.queue;

/**
 * The two ends of a queue. Pushes work at the tail and pops at the head, on different cores perhaps: were both in one
 * cache line, each would take it away from the other. So there are 128 bytes in between, before and after (two lines, as
 * processors fetch them in pairs). The JVM lays out a superclass's fields before those of its subclasses, and hence the
 * chain of classes.
 */
@SuppressWarnings("unused") // by VarHandles, in the subclasses; the rest is there to be there
abstract class PaddedEnds extends HeadEnd {
    long d00, d01, d02, d03, d04, d05, d06, d07, d08, d09, d10, d11, d12, d13, d14, d15;
}

@SuppressWarnings("unused")
abstract class BeforeTail {
    long b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15;
}

@SuppressWarnings("unused")
abstract class TailEnd extends BeforeTail {
    /** Where the next push goes. */
    long tail;
}

@SuppressWarnings("unused")
abstract class BetweenEnds extends TailEnd {
    long c00, c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15;
}

@SuppressWarnings("unused")
abstract class HeadEnd extends BetweenEnds {
    /** Where the next pop takes. */
    long head;
}
