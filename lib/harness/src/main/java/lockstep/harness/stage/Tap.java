package lockstep.harness.stage;

/**
 * Where the rewritten answer calls out before each access to something that threads may share.
 *
 * <p>Off, a tap costs one load of a plain static field and a branch, in line. The field is plain on purpose: a volatile one would
 * keep the compiler from hoisting the answer's own plain reads out of a loop, and a missing {@code volatile} in the
 * answer would go unseen.
 */
public final class Tap {

    /** Added to a step's ordinal where the access stands in the check and not in the answer. */
    public static final int IN_CHECK = 16;

    /** Whether taps call out at all. Set before the threads that should see it are started. */
    public static boolean on;

    private Tap() {}

    /** A thread that wants to know of its accesses. */
    public interface Listener {

        /**
         * Called before the access.
         *
         * @param code the ordinal of a {@link lockstep.harness.Step}, plus {@link #IN_CHECK} if it stands in the check
         */
        void tapped(int code);

        /** Whether the weak compare-and-set that comes now fails for no reason. */
        default boolean weakFails() {
            return false;
        }
    }

    /** Tells the running thread, if it listens. */
    public static void tell(int code) {
        if (Thread.currentThread() instanceof Listener listener) {
            listener.tapped(code);
        }
    }

    /** Asked by rewritten code before each weak compare-and-set. */
    public static boolean weakFails() {
        return on && Thread.currentThread() instanceof Listener listener && listener.weakFails();
    }
}
