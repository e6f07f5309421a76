package lockstep.kernel.remote;

/** What an interrupted cell's threads die of. Thrown into them from outside, by the debug interface. */
final class CellStopped extends Error {

    private static final long serialVersionUID = 1;

    /** The one instance: without a trace or suppressed exceptions it has no state to share. */
    static final CellStopped NOW = new CellStopped();

    private CellStopped() {
        super("the cell was stopped", null, false, false);
    }
}
