package lockstep.exercises.ch01_atomics;

import lockstep.harness.Todo;

/**
 * Remembers the greatest number that any thread ever offered.
 * Rule: once offer(n) has returned, max() never says less than n, to any thread.
 */
public class MyMaximum {

    /** Raises the maximum to the number, if the number is greater. */
    public void offer(int number) {
        throw new Todo("1.3");
    }

    /** Returns the greatest number offered so far; Integer.MIN_VALUE if there was none. */
    public int max() {
        throw new Todo("1.3");
    }
}
