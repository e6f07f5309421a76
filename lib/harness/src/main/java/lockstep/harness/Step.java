package lockstep.harness;

/** One thing that a watched thread did inside the answer, in the order in which it did them. */
public enum Step {

    /** Read a field, an array element, or a variable through a VarHandle or an atomic class. */
    READ,

    /** Wrote one. */
    WRITE,

    /** Any read-modify-write in one step: swap, compare-and-set (weak or not, done or failed), add. */
    SWAP,

    /** Said that it spins: {@code Thread.onSpinWait}, or {@code Thread.yield}. */
    PAUSE,

    /** Gave up its processor: park, sleep, wait. */
    PARK,

    /** Woke another thread: unpark, notify. */
    UNPARK,

    /** Asked for a monitor, or called a lock of java.util.concurrent.locks. */
    MONITOR
}
