package lockstep.stack;

/** Makes stacks that have more places to meet than this machine's processors would give them, for tests outside this package. */
public final class MorePlaces {

    private MorePlaces() {
    }

    /** An empty stack with so many places. */
    public static <E> EliminationStack<E> stack(int places) {
        return new EliminationStack<>(places);
    }
}
