package lockstep.exercises.ch05_stack;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.harness.Todo;

/**
 * Goal: say when nobody can be looking any more. pin() opens a guard; retire(object) takes what was unlinked just
 * before; collect() hands back what no open guard can have seen.
 *
 * Rules: an object is not handed back before all guards are closed that were open when it was retired. It is handed
 * back once. If no guard is open, collect() hands back all that was retired before; and as guards come and go, none is
 * held up for ever. Closing a guard twice does nothing the second time. A guard belongs to the thread that opened it,
 * and no more than 4 are open at a time; all other methods are for everybody. The fields are a proposal.
 */
public class MyEpoch<T> {

    private static final int PLACES = 4;
    private static final long FREE = Long.MAX_VALUE;

    /** The clock: it ticks each time that something is retired. */
    private final AtomicLong clock = new AtomicLong();

    /** Of each open guard, the time at which it was opened; at the other places FREE, which is later than any time. */
    private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});

    /** What was retired and is not handed back yet, each with its time. */
    private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

    private static class Retired<T> {
        private final T object;
        private final long time;

        Retired(T object, long time) {
            this.object = object;
            this.time = time;
        }
    }

    /** Opens a guard: what can be found from now on is not handed back before it is closed. */
    public Guard pin() {
        throw new Todo("5.3");
    }

    /** Takes an object that nobody can find any more, though some may still hold it. */
    public void retire(T object) {
        throw new Todo("5.3");
    }

    /** Hands back, once each, the retired objects that no open guard can have seen. */
    public List<T> collect() {
        throw new Todo("5.3");
    }

    public class Guard implements AutoCloseable {

        private Guard() {
        }

        /** Ends the protection. */
        @Override
        public void close() {
            throw new Todo("5.3");
        }
    }
}
