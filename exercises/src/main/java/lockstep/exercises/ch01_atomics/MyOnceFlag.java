package lockstep.exercises.ch01_atomics;

import lockstep.harness.Todo;

/**
 * Many threads may claim it; exactly one call ever wins.
 * Rule: a call that loses does not wait; it says so at once.
 */
public class MyOnceFlag {

    /** Returns true to the one caller that wins, false to every other, now and for ever. */
    public boolean claim() {
        throw new Todo("1.2");
    }
}
