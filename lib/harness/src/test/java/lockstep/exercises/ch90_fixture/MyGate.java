package lockstep.exercises.ch90_fixture;

import lockstep.harness.Todo;

/** A starter for the harness's own tests; its check is a scenario. */
public class MyGate {

    public void lock() {
        throw new Todo("90.2");
    }

    public void unlock() {
        throw new Todo("90.2");
    }
}
