package lockstep.exercises.ch03_value_lock;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import lockstep.harness.Trial;

/**
 * Several real threads that use one lock again and again, shaken. For the checks of chapters 03 and 04, after their
 * scenarios: those try the schedules one by one on a model of the machine, this tries the machine.
 */
public final class Storm {

    private static final int TURNS = 3;

    private Storm() {}

    /**
     * A lock, as a storm needs it.
     *
     * @param use locks, runs the body, unlocks; or more than once, each in its turn
     * @param after what must be true when the body was run so many times
     */
    public record Target(OneSwitch.Use use, IntConsumer after) {}

    /** So many rounds, each with a lock of its own: no two threads inside at once, and afterwards all is as it must be. */
    public static void over(int rounds, Supplier<Target> locks) {
        Trial.shaken(rounds, () -> {
            Target target = locks.get();
            Room room = new Room();
            AtomicInteger times = new AtomicInteger();
            Trial.together(Trial.threads(), i -> {
                for (int turn = 0; turn < TURNS; turn++) {
                    target.use().with(() -> {
                        room.visit();
                        times.incrementAndGet();
                    });
                }
            });
            target.after().accept(times.get());
        });
    }
}
