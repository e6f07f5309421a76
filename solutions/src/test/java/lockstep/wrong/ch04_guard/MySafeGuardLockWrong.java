package lockstep.wrong.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 4.2. The judge has to reject each of them. */
public final class MySafeGuardLockWrong {

    private MySafeGuardLockWrong() {}

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "getAfterClose",
        why = "No flag in the guard at all: it works after close(), and every close() frees the lock, whoever holds "
            + "it.")
    public static class NoFlag<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public NoFlag(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                NoFlag.this.value = value;
            }

            @Override
            public void close() {
                taken.set(false);
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "closedAgainFreesNobodyElse",
        why = "get() and set() look at the flag, close() does not: the second close() frees whoever holds the lock "
            + "by then.")
    public static class CloseTwiceFreesAnother<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public CloseTwiceFreesAnother(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                CloseTwiceFreesAnother.this.value = value;
            }

            @Override
            public void close() {
                open.set(false);
                taken.set(false);
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "closedAgainFreesNobodyElse",
        why = "Asks the lock's flag instead of its own: \"unlock if locked\". It is locked, by another.")
    public static class AsksTheLock<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public AsksTheLock(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                AsksTheLock.this.value = value;
            }

            @Override
            public void close() {
                open.set(false);
                taken.compareAndSet(true, false);
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "getAfterClose",
        why = "set() is guarded, get() is not: a closed guard still reads, while another thread writes.")
    public static class ReadsAfterClose<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ReadsAfterClose(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                ReadsAfterClose.this.value = value;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.setRelease(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "setAfterClose",
        why = "get() is guarded, set() is not: a closed guard overwrites what another thread is working on.")
    public static class WritesAfterClose<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WritesAfterClose(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                WritesAfterClose.this.value = value;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.setRelease(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "setAfterClose",
        why = "set() writes first and looks afterwards: the exception comes too late.")
    public static class WritesThenLooks<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WritesThenLooks(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                WritesThenLooks.this.value = value;
                mustBeOpen();
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.setRelease(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "getAfterClose",
        why = "A closed guard returns null instead of throwing: the mistake shows up somewhere else, much later.")
    public static class ReturnsNull<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ReturnsNull(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                return open.get() ? value : null;
            }

            public void set(T value) {
                mustBeOpen();
                ReturnsNull.this.value = value;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.setRelease(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "getAfterClose",
        why = "close() clears its reference to the lock, and a later use fails by NullPointerException: an "
            + "accident, not a contract.")
    public static class FailsByAccident<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public FailsByAccident(T value) {
            this.value = value;
        }

        public Guard<T> lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard<>(this);
        }

        public static class Guard<T> implements AutoCloseable {

            private final AtomicReference<FailsByAccident<T>> lock;

            private Guard(FailsByAccident<T> lock) {
                this.lock = new AtomicReference<>(lock);
            }

            public T get() {
                return lock.get().value;
            }

            public void set(T value) {
                lock.get().value = value;
            }

            @Override
            public void close() {
                FailsByAccident<T> mine = lock.getAndSet(null);
                if (mine != null) {
                    mine.taken.setRelease(false);
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "closeTwice",
        why = "The second close() throws, although AutoCloseable asks that it have no effect.")
    public static class SecondCloseThrows<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public SecondCloseThrows(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                SecondCloseThrows.this.value = value;
            }

            @Override
            public void close() {
                mustBeOpen();
                open.set(false);
                taken.set(false);
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.HUNG, breaks = "anotherThreadCloses",
        why = "Compares threads: only the holder may unlock. But the holder can close an old guard while it holds a "
            + "new one.")
    public static class ComparesThreads<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private volatile Thread owner;
        private T value;

        public ComparesThreads(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            owner = Thread.currentThread();
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                ComparesThreads.this.value = value;
            }

            @Override
            public void close() {
                open.set(false);
                if (owner == Thread.currentThread()) {
                    owner = null;
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.HUNG, breaks = "anotherThreadCloses",
        why = "Unlocks once, but only for the thread that locked. Closed by another, the guard is dead and the lock "
            + "stays taken.")
    public static class OnlyItsOwnThread<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public OnlyItsOwnThread(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);
            private final Thread owner = Thread.currentThread();

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                OnlyItsOwnThread.this.value = value;
            }

            @Override
            public void close() {
                if (open.getAndSet(false) && owner == Thread.currentThread()) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = {"getAfterClose", "closeTwiceFreesNobodyElse", "setAfterClose"},
        why = "Saves the garbage: one guard object for all, opened again by every lock(). An old reference to it is "
            + "a new guard.")
    public static class OneGuardForAll<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final Guard guard = new Guard();
        private T value;

        public OneGuardForAll(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            guard.open.set(true);
            return guard;
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean();

            private Guard() {
            }

            public T get() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
                return value;
            }

            public void set(T value) {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
                OneGuardForAll.this.value = value;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "twoClosersUnlockOnce",
        why = "A plain boolean, looked at and then set: two closers both pass the look, and the second unlocks for "
            + "a third.")
    public static class PlainFlag<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public PlainFlag(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private boolean closed;

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                PlainFlag.this.value = value;
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (closed) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "twoClosersUnlockOnce",
        why = "The same with volatile: each closer sees the other's store, but the look and the store are still two "
            + "steps.")
    public static class VolatileFlag<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public VolatileFlag(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private volatile boolean closed;

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                VolatileFlag.this.value = value;
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (closed) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "twoClosersUnlockOnce",
        why = "Unlocks before it marks the guard closed. In between, a second closer finds the guard open.")
    public static class UnlocksThenMarks<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public UnlocksThenMarks(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private volatile boolean closed;

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                UnlocksThenMarks.this.value = value;
            }

            @Override
            public void close() {
                if (!closed) {
                    taken.set(false);
                    closed = true;
                }
            }

            private void mustBeOpen() {
                if (closed) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "twoClosersUnlockOnce",
        why = "Each closer locks, but on itself: synchronized on a new object keeps nobody out.")
    public static class LocksOnANewObject<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public LocksOnANewObject(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private volatile boolean closed;

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                LocksOnANewObject.this.value = value;
            }

            @Override
            public void close() {
                synchronized (new Object()) {
                    if (!closed) {
                        closed = true;
                        taken.set(false);
                    }
                }
            }

            private void mustBeOpen() {
                if (closed) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "works",
        why = "The guard starts closed, because the default of a boolean is false.")
    public static class StartsClosed<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public StartsClosed(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean();

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                StartsClosed.this.value = value;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.setRelease(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.WRONG, breaks = "nextGuardSees",
        why = "The guard's flag is right, but the lock is given back with an opaque store. x86 hides it.")
    public static class OpaqueRelease<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public OpaqueRelease(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                OpaqueRelease.this.value = value;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.setOpaque(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.2", expect = Verdict.Kind.HUNG, breaks = "nextGuardSees",
        why = "Closes by a weak compare-and-set, which may fail for no reason: then the guard stays open and the lock "
            + "taken. On x86 it never does.")
    public static class ClosesWeakly<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ClosesWeakly(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T value) {
                mustBeOpen();
                ClosesWeakly.this.value = value;
            }

            @Override
            public void close() {
                if (open.weakCompareAndSetVolatile(true, false)) {
                    taken.setRelease(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }
}
