package lockstep.lesson;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The loop that is measured. {@link Throughput} loads this class anew for each lock, so that the compiler sees one lock
 * only in each copy and puts it in line, as it would in a program that uses one lock.
 */
final class Rally implements Throughput.Loop {

    private final Runnable lock;
    private final Runnable unlock;
    private final int insideSteps;
    private final int outsideSteps;

    // What the lock protects. Plain on purpose: if updates are lost, the lock is none.
    private long sections;
    private long handOvers;
    private int lastThread = -1;
    private long work;

    /** Element 32 says whether to stop: far from its neighbours, so that reading it does not disturb what is measured. */
    private final AtomicIntegerArray stop = new AtomicIntegerArray(64);

    Rally(Runnable lock, Runnable unlock, int insideSteps, int outsideSteps) {
        this.lock = lock;
        this.unlock = unlock;
        this.insideSteps = insideSteps;
        this.outsideSteps = outsideSteps;
    }

    @Override
    public long run(int thread) {
        long own = 0;
        long outside = thread;
        while (stop.get(32) == 0) {
            lock.run();
            sections++;
            if (lastThread != thread) {
                lastThread = thread;
                handOvers++;
            }
            work = steps(work, insideSteps);
            unlock.run();
            outside = steps(outside, outsideSteps);
            own++;
        }
        return outside == Long.MIN_VALUE ? 0 : own; // uses `outside`, so that its work cannot be left out
    }

    @Override
    public void halt() {
        stop.set(32, 1);
    }

    @Override
    public long sections() {
        return sections;
    }

    @Override
    public long handOvers() {
        return handOvers;
    }

    /** Work that takes about a nanosecond a step, and that the compiler can't shorten. */
    private static long steps(long seed, int steps) {
        long x = seed;
        for (int i = 0; i < steps; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        return x;
    }
}
