package lockstep.answers;

/** An answer to the fixture exercise 90.3 that never ends; and a parent that waits for the verdict on it. */
public class Endless {

    public void run() {
        while (true) {
            Thread.onSpinWait();
        }
    }
}
