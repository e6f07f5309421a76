package lockstep.exercises.ch90_fixture;

import lockstep.harness.Todo;

/** A starter for the harness's own tests; its check has a long time limit. */
public class MyPatience {

    public void run() {
        throw new Todo("90.3");
    }
}
