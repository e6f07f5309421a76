package lockstep.harness;

/**
 * Thrown by a starter where the learner's code belongs. The judge answers it with "not started yet".
 */
public final class Todo extends UnsupportedOperationException {

    /**
     * Says which exercise is waiting.
     *
     * @param exercise the exercise's number, such as {@code "2.1"}
     */
    public Todo(String exercise) {
        super("Exercise " + exercise + " is waiting for your code: replace this line.");
    }
}
