package lockstep.wrong.ch05_stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 5.3. */
public final class MyEpochWrong {

    private static final int PLACES = 4;
    private static final long FREE = Long.MAX_VALUE;

    private MyEpochWrong() {
    }

    static class Retired<T> {
        final T object;
        final long time;

        Retired(T object, long time) {
            this.object = object;
            this.time = time;
        }
    }

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "waitsForOpenGuards",
        why = "No epochs at all: what is retired is handed back by the next collect, whoever looks.")
    public static class HandsBackAtOnce<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, clock.getAndIncrement()));
        }

        public List<T> collect() {
            List<T> back = new ArrayList<>();
            for (Retired<T> entry = retired.poll(); entry != null; entry = retired.poll()) {
                back.add(entry.object);
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "waitsForOpenGuards",
        why = "time <= oldest: what was retired just after the oldest guard was opened goes one step too early.")
    public static class OneTooEarly<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
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
                if (entry.time <= oldest && retired.remove(entry)) {
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "closesTwice",
        why = "close() frees the place each time: the second close of an old guard ends another's pin.")
    public static class CloseFreesThePlace<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
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

            private Guard(int place) {
                this.place = place;
            }

            @Override
            public void close() {
                pins.set(place, FREE);
            }
        }
    }

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "closesTwice",
        why = "close() compares the time in its place: two guards that were opened at the same time are taken for one.")
    public static class ClosesByTime<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place, pins.get(place));
                }
            }
            throw new IllegalStateException("too many guards");
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
            private final long opened;

            private Guard(int place, long opened) {
                this.place = place;
                this.opened = opened;
            }

            @Override
            public void close() {
                pins.compareAndSet(place, opened, FREE);
            }
        }
    }

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "guardsStandApart",
        why = "Looks for a free place and then stores: two guards stand in one place, and the first to be closed ends both.")
    public static class GetThenSet<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE) {
                    pins.set(place, clock.get());
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "collectorIsSlow",
        why = "No bound by the clock: what is retired after the look round is handed back, under guards that came after it.")
    public static class ScansBeforeTheClock<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, clock.getAndIncrement()));
        }

        public List<T> collect() {
            long oldest = FREE;
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "collectorIsSlow",
        why = "The clock is read after the look round, not before: the bound comes too late.")
    public static class ClockAfterTheScan<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, clock.getAndIncrement()));
        }

        public List<T> collect() {
            long oldest = FREE;
            for (int place = 0; place < PLACES; place++) {
                oldest = Math.min(oldest, pins.get(place));
            }
            oldest = Math.min(oldest, clock.get());
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "readerIsSafe",
        why = "The announcement is a release store: it may come to light after the look that it should protect.")
    public static class AnnouncesByRelease<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();
        private final AtomicIntegerArray taken = new AtomicIntegerArray(PLACES);

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (taken.compareAndSet(place, 0, 1)) {
                    pins.setRelease(place, clock.get());
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
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
                    taken.set(place, 0);
                }
            }
        }
    }

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "readerIsSafe",
        why = "The look round reads with acquire only: it may be made before the unlinking has come to light.")
    public static class ScansByAcquire<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, clock.getAndIncrement()));
        }

        public List<T> collect() {
            long oldest = clock.get();
            for (int place = 0; place < PLACES; place++) {
                oldest = Math.min(oldest, pins.getAcquire(place));
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "readerIsSafe",
        why = "close() frees the place by an opaque store: the last look may still be under way.")
    public static class EndsWithoutRelease<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
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
                    pins.setOpaque(place, FREE);
                }
            }
        }
    }

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "waitsForOpenGuards",
        why = "Looks at the first place only: whoever stands at another is not seen.")
    public static class LooksAtOnePlace<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, clock.getAndIncrement()));
        }

        public List<T> collect() {
            long oldest = Math.min(clock.get(), pins.get(0));
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "collectorsShare",
        why = "Does not look what remove() answers: two collectors hand back the same object.")
    public static class HandsBackTwice<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
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
                if (entry.time < oldest) {
                    retired.remove(entry);
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "collectorsShare",
        why = "Peeks whether the first is due, and then polls: meanwhile another has taken it, and what comes out is the next one.")
    public static class PeeksThenPolls<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
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
            while (retired.peek() != null && retired.peek().time < oldest) {
                Retired<T> entry = retired.poll();
                if (entry != null) {
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "overlappingGuards",
        why = "Counts the open guards and hands back when there are none: while guards overlap, that never comes.")
    public static class CountsGuards<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, clock.getAndIncrement()));
        }

        public List<T> collect() {
            List<T> back = new ArrayList<>();
            List<Retired<T>> seen = new ArrayList<>(retired);
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) != FREE) {
                    return back;
                }
            }
            for (Retired<T> entry : seen) {
                if (retired.remove(entry)) {
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

    @Wrong(exercise = "5.3", expect = Verdict.Kind.WRONG, breaks = "handsBack",
        why = "The clock never ticks: nothing is ever older than a guard, nor than the present.")
    public static class ClockStandsStill<T> {
        private final AtomicLong clock = new AtomicLong();
        private final AtomicLongArray pins = new AtomicLongArray(new long[] {FREE, FREE, FREE, FREE});
        private final Queue<Retired<T>> retired = new ConcurrentLinkedQueue<>();

        public Guard pin() {
            for (int place = 0; place < PLACES; place++) {
                if (pins.get(place) == FREE && pins.compareAndSet(place, FREE, clock.get())) {
                    return new Guard(place);
                }
            }
            throw new IllegalStateException("too many guards");
        }

        public void retire(T object) {
            retired.add(new Retired<>(object, clock.get()));
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
}
