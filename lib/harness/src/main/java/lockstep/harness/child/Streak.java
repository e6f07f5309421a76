package lockstep.harness.child;

/** For how long something has been so at every tick of the watchdog, and how much was computed meanwhile. */
final class Streak {

    private int ticks;
    private long nanos;
    private long cpuBegan;
    private long cpu;

    /**
     * One more tick.
     *
     * @param isSo whether it is so at this tick; if not, the streak is broken
     * @param passed nanoseconds since the tick before
     * @param cpuNow nanoseconds of processor time that were used until now
     */
    void tick(boolean isSo, long passed, long cpuNow) {
        if (!isSo) {
            end();
            return;
        }
        if (ticks == 0) {
            cpuBegan = cpuNow;
        } else {
            nanos += passed;
            cpu = cpuNow - cpuBegan;
        }
        ticks++;
    }

    void end() {
        ticks = 0;
        nanos = 0;
        cpu = 0;
    }

    int ticks() {
        return ticks;
    }

    /** Nanoseconds from its first tick to its last. */
    long nanos() {
        return nanos;
    }

    /** Nanoseconds of processor time between its first tick and its last. */
    long cpu() {
        return cpu;
    }
}
