package lockstep.epoch;

/** Something retired, in a slot's list. */
final class Retired {

    final Runnable callback;
    /** No guard that was open in a later epoch than this one's next can see it. */
    final long stamp;
    Retired next;

    Retired(Runnable callback, long stamp) {
        this.callback = callback;
        this.stamp = stamp;
    }
}
