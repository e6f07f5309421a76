package lockstep.solutions.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Each guard has a flag of its own: open, and after the first close() never again. The flag is the guard's and not the
 * lock's, because the question is not "is the lock taken?" but "is it taken by me?".
 *
 * close() swaps the flag. Of any number of closers, in any threads, exactly one gets true back, and that one unlocks.
 * With "if (open) { open = false; ... }" two could pass the test together, and the second would unlock the lock in
 * which a third thread is by then at work.
 * The swap comes before the release. The other way round there is a moment in which the lock is free and the old
 * guard still open.
 *
 * get() and set() look at the flag first. That catches a guard used after its end by the thread that closed it. It does
 * not make one guard safe for two threads at once: one may close it just after the other looked.
 *
 * Rust needs none of this: drop takes the guard away from its owner, and a second use does not compile.
 * Alternatives. A volatile boolean with a VarHandle: saves one object per guard. A ticket number in the lock that every
 * close() compares and counts up: no object at all, but the lock pays for it. Remembering the owning thread is not
 * enough: the same thread can close an old guard while it holds a new one.
 * Cost: one read for get and set; one more atomic swap, in the closing thread's own cache, for close.
 */
public class MySafeGuardLock<T> {

    private final AtomicBoolean taken = new AtomicBoolean();
    private T value;

    public MySafeGuardLock(T value) {
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
            MySafeGuardLock.this.value = value;
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
