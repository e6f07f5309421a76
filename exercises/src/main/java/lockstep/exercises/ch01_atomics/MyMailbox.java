package lockstep.exercises.ch01_atomics;

import lockstep.harness.Todo;

/**
 * Carries one number from the thread that sends it to every thread that waits for it.
 * Rule: send() is called once; any thread may call receive(), before or after that, as often as it likes.
 */
public class MyMailbox {

    /** Puts the number in and never waits. */
    public void send(int number) {
        throw new Todo("1.1");
    }

    /** Waits until the number is there, and returns it. */
    public int receive() {
        throw new Todo("1.1");
    }
}
