package lockstep.exercises.ch90_fixture;

import lockstep.harness.Todo;

/** A starter for the harness's own tests. */
public class MyLock {

    public void lock() {
        throw new Todo("90.1");
    }

    public void unlock() {
        throw new Todo("90.1");
    }
}
