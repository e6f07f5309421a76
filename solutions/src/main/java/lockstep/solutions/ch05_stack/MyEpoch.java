package lockstep.solutions.ch05_stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A guard says when it was opened, an object when it was retired. Whoever was opened later than an object was retired
 * cannot have found it: it was unlinked before. So collect() looks for the oldest open guard, and hands back what was
 * retired before that one was opened: time < oldest. Not time <= oldest, for that may have been retired after it.
 *
 * pin(). The time is read first and announced later, so it may be old by then. That errs on the safe side: it keeps
 * back more. What counts is that the announcement comes before the first look at anything shared, and that the scan in
 * collect() comes after the unlinking. Each side writes first and reads then, so both need the full order that volatile
 * gives: with a release alone the announcement may come to light after the look. The compare-and-set makes sure that
 * no two guards stand in one place.
 *
 * retire(). Reading the clock and moving it on is one step. The caller has unlinked the object before.
 *
 * collect(). It reads the clock *before* it looks round, and hands back nothing that is younger. Without that, an object
 * may be retired after the look round and before the queue is read, while a guard is open that came in between as well.
 * remove() says who of several collectors has taken an entry; only that one hands it back.
 *
 * close(). The place may be another guard's by now. Only the guard itself knows whether it has been closed; its flag
 * is plain, as a guard belongs to one thread.
 *
 * Alternatives. Classic epochs, as the library's: a number that moves on when all open guards have seen it; nobody
 * touches a shared counter to retire, and the scan is made rarely. Hazard pointers: a thread announces each object that
 * it is about to look into; one that sleeps then keeps back a few objects, where here it keeps back all that come
 * later. A counter of open guards: simple, and if guards overlap for ever, nothing is ever handed back.
 * Cost: a compare-and-set and a store for each guard; the collector's work grows with places and waiting objects.
 */
public class MyEpoch<T> {

    private static final int PLACES = 4;
    private static final long FREE = Long.MAX_VALUE;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
    private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

    private static class Retired<T> {
        private final T object;
        private final long time;

        Retired(T object, long time) {
            this.object = object;
            this.time = time;
        }
    }

    public Guard pin() {
        for (int place = 0; place < PLACES; place++) {
            if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                return new Guard(place);
            }
        }
        throw new IllegalStateException("more than " + PLACES + " guards are open");
    }

    public void retire(T object) {
        retired.add(new Retired<>(object, clock.getAndIncrement()));
    }

    public List<T> collect() {
        long oldest = clock.get();
        for (int place = 0; place < PLACES; place++) {
            oldest = Math.min(oldest, pins.get(place));
        }
        List<T> back = new ArrayList<>();
        for (Retired<T> entry : retired) {
            if (entry.time < oldest && retired.remove(entry)) {
                back.add(entry.object);
            }
        }
        return back;
    }

    public class Guard implements AutoCloseable {

        private final int place;
        private boolean closed;

        private Guard(int place) {
            this.place = place;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                pins.set(place, FREE);
            }
        }
    }
}
