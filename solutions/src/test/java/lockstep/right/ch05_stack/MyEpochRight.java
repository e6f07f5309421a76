package lockstep.right.ch05_stack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.proof.Right;

/** Other right answers to exercise 5.3. */
public final class MyEpochRight {

    private static final int PLACES = 4;
    private static final long FREE = Long.MAX_VALUE;

    private MyEpochRight() {
    }

    @Right(exercise = "5.3", why = "Classic epochs: the number moves on when all open guards have seen it, and twice makes due.")
    public static class Classic<T> {
        private final AtomicLong now = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        private static class Retired<T> {
            private final T object;
            private final long stamp;

            Retired(T object, long stamp) {
                this.object = object;
                this.stamp = stamp;
            }
        }

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.compareAndSet(place, FREE, now.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, now.get()));
        }

        private void tryAdvance() {
            long seen = now.get();
            for (int place = 0; place < PLACES; place++) {
                long pinned = pins.get(place);
                if (pinned != FREE && pinned != seen) {
                    return;
                }
            }
            now.compareAndSet(seen, seen + 1);
        }

        public List<T> collect() {
            tryAdvance();
            tryAdvance();
            List<T> back = new ArrayList<>();
            for (Retired<T> entry : retired) {
                if (entry.stamp + 2 <= now.get() && retired.remove(entry)) {
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
                    pins.setRelease(place, FREE);
                }
            }
        }
    }

    @Right(exercise = "5.3", why = "Each object keeps a list of the guards that were open when it was retired; all under one lock.")
    public static class Witnesses<T> {
        private final Set<Guard> open = new HashSet<>();
        private final List<Waiting> waiting = new ArrayList<>();

        private class Waiting {
            private final T object;
            private final Set<Guard> witnesses = new HashSet<>(open);

            Waiting(T object) {
                this.object = object;
            }
        }

        public synchronized Guard pin() {
            Guard guard = new Guard();
            open.add(guard);
            return guard;
        }

        public synchronized void retire(T object) {
            waiting.add(new Waiting(object));
        }

        public synchronized List<T> collect() {
            List<T> back = new ArrayList<>();
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext();) {
                Waiting one = all.next();
                if (one.witnesses.isEmpty()) {
                    all.remove();
                    back.add(one.object);
                }
            }
            return back;
        }

        public class Guard implements AutoCloseable {
            private Guard() {
            }

            @Override
            public void close() {
                synchronized (Witnesses.this) {
                    open.remove(this);
                    waiting.forEach(one -> one.witnesses.remove(this));
                }
            }
        }
    }

    @Right(exercise = "5.3", why = "The clock ticks when a guard is opened, and the whole list of what was retired is swapped out to be looked through.")
    public static class TicksAtPin<T> {
        private final AtomicLong clock = new AtomicLong(1);
        private final AtomicLongArray pins = new AtomicLongArray(PLACES);
        private final AtomicReference<Waiting<T>> retired = new AtomicReference<>();

        private static class Waiting<T> {
            private final T object;
            private final long time;
            private Waiting<T> next;

            Waiting(T object, long time) {
                this.object = object;
                this.time = time;
            }
        }

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == 0 && pins.compareAndSet(place, 0, 1)) {
                    Guard guard = new Guard(place);
                    pins.set(place, clock.incrementAndGet());
                    return guard;
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            add(new Waiting<>(object, clock.get()));
        }

        private void add(Waiting<T> waiting) {
            do {
                waiting.next = retired.get();
            } while (!retired.compareAndSet(waiting.next, waiting));
        }

        public List<T> collect() {
            Waiting<T> all = retired.getAndSet(null);
            long oldest = FREE;
            for (int place = 0; place < PLACES; place++) {
                long pinned = pins.get(place);
                oldest = Math.min(oldest, pinned == 0 ? FREE : pinned);
            }
            List<T> back = new ArrayList<>();
            while (all != null) {
                Waiting<T> one = all;
                all = all.next;
                if (one.time < oldest) {
                    back.add(one.object);
                } else {
                    add(one);
                }
            }
            return back;
        }

        public class Guard implements AutoCloseable {
            private final int place;
            private boolean open = true;

            private Guard(int place) {
                this.place = place;
            }

            @Override
            public void close() {
                if (open) {
                    pins.set(place, 0);
                    open = false;
                }
            }
        }
    }
}
