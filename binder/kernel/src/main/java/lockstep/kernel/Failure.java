package lockstep.kernel;

import jdk.jshell.SnippetEvent;

/**
 * Why a cell failed, where it was not by an exception of its own. The class names are shown to the user,
 * and are IJava's where IJava has the case.
 */
abstract class Failure extends Exception {

    private static final long serialVersionUID = 1;

    private final String source;

    private Failure(String message, String source) {
        super(message);
        this.source = source.strip();
    }

    /** The part of the cell that failed. */
    String source() {
        return source;
    }

    /** The compiler refused it. */
    static final class CompilationException extends Failure {
        private static final long serialVersionUID = 1;
        private final transient SnippetEvent event;

        CompilationException(SnippetEvent event) {
            super("", event.snippet().source());
            this.event = event;
        }

        SnippetEvent event() {
            return event;
        }
    }

    /** It ends in the middle. */
    static final class IncompleteSourceException extends Failure {
        private static final long serialVersionUID = 1;

        IncompleteSourceException(String source) {
            super(source.strip(), source);
        }
    }

    /** The user interrupted it. */
    static final class EvaluationInterruptedException extends Failure {
        private static final long serialVersionUID = 1;

        EvaluationInterruptedException(String message, String source) {
            super(message, source);
        }
    }

    /** It took longer than the time-out. */
    static final class EvaluationTimeoutException extends Failure {
        private static final long serialVersionUID = 1;

        EvaluationTimeoutException(String message, String source) {
            super(message, source);
        }
    }

    /** The Java process in which it ran has ended. */
    static final class ProcessEndedException extends Failure {
        private static final long serialVersionUID = 1;

        ProcessEndedException(String message, String source) {
            super(message, source);
        }
    }
}
