package lockstep.harness.judge;

/** The answer cannot be tried at all; the message says why and what to do, in the learner's terms. */
final class Refusal extends Exception {

    Refusal(String message) {
        super(message);
    }
}
