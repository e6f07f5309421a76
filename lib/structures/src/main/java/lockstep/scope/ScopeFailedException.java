package lockstep.scope;

/**
 * Thrown at the end of a {@link Scope} some of whose threads failed. Its message says how many, then names each with what it
 * threw. Its cause is what the first of them threw, in the order of their start, and the others' are suppressed in it.
 */
public final class ScopeFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScopeFailedException(String message, Throwable first) {
        super(message, first);
    }
}
