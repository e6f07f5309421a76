package lockstep.scope;

/**
 * Thrown at the end of a {@link Scope} some of whose threads failed. Its message names them; its cause is what the first of
 * them threw, in the order of their start, and the others' are suppressed in it.
 */
public final class ScopeFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StringBuilder message;

    ScopeFailedException(int failed, int of) {
        message = new StringBuilder().append(failed).append(" of ").append(of).append(of == 1 ? " thread" : " threads")
                .append(" failed:");
    }

    void add(String thread, Throwable failure) {
        message.append("\n  ").append(thread).append(": ").append(failure);
        if (getCause() == null) {
            initCause(failure);
        } else {
            addSuppressed(failure);
        }
    }

    /** How many failed, then a line for each, with its thread's name and what it threw. */
    @Override
    public String getMessage() {
        return message.toString();
    }
}
