package lockstep.kernel.remote;

/**
 * One message on the {@link Link} between the kernel and the process that runs the cells.
 *
 * @param kind what it is about
 * @param body its bytes; their meaning is the kind's
 */
public record Frame(Kind kind, byte[] body) {

    /** What a frame is about. */
    public enum Kind {
        /** Both ways: a piece of the object stream that carries JShell's commands and their answers. */
        COMMAND,
        /** To the kernel: UTF-8 text for standard output. */
        OUT,
        /** To the kernel: UTF-8 text for standard error. */
        ERR,
        /** To the kernel: a {@link Bundle} to display. */
        SHOW,
        /** To the kernel: a {@link Bundle} that replaces one displayed before. */
        UPDATE,
        /** To the kernel: a cell reads standard input and nothing is there. */
        ASK_INPUT,
        /** To the cells: what the user typed; empty means end of input. */
        INPUT,
        /** To the cells: a new cell begins. */
        BEGIN,
        /** To the cells: look which threads still run the learner's code. */
        LOOK,
        /** To the kernel: the answer to {@link #LOOK}, a {@link Sighting}. */
        SEEN;

        private static final Kind[] ALL = values();

        static Kind of(int code) {
            if (code < 0 || code >= ALL.length) {
                throw new IllegalArgumentException("no such frame: " + code);
            }
            return ALL[code];
        }
    }
}
