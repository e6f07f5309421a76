package lockstep.exercises.ch00_welcome;

import lockstep.harness.Todo;

/**
 * Counts the calls of increment(), whoever made them.
 * Rule: any thread may call either method at any time, and no call gets lost.
 */
public class MyCounter {

    /** Adds one. */
    public void increment() {
        throw new Todo("0.1");
    }

    /** Returns how many calls of increment() there were; a new counter says 0. */
    public int get() {
        throw new Todo("0.1");
    }
}
