package lockstep.stress;

import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two turns under a lock whose {@code unlock} releases nothing: broken by Java's rules, and fast and right on x86. */
@JCStressTest
@Outcome(id = {"1, 2", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "whoever came second saw the first one's turn")
@Outcome(expect = Expect.FORBIDDEN, desc = "a turn was lost")
@State
public class OpaqueUnlock {

    private final AtomicBoolean locked = new AtomicBoolean();
    private int turns;

    void lock() {
        while (locked.getAndSet(true)) {
            Thread.onSpinWait();
        }
    }

    void unlock() {
        locked.setOpaque(false);
    }

    int turn() {
        lock();
        int mine = ++turns;
        unlock();
        return mine;
    }

    /** One thread's turn. */
    @Actor
    public void one(II_Result r) {
        r.r1 = turn();
    }

    /** The other's. */
    @Actor
    public void two(II_Result r) {
        r.r2 = turn();
    }
}
