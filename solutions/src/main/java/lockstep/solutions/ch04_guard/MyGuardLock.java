package lockstep.solutions.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who has a guard has the lock. The guard is an inner class, so it knows its lock without a field of its own;
 * its constructor is private, so only lock() makes one, and only after it has won the flag.
 *
 * get() and set() go straight to the lock's plain field: while the guard is open no other thread is there.
 * close() stores false with release, after every set(). Were the value written after the flag, the next holder could
 * come in between and its work would be overwritten.
 * close() leaves out AutoCloseable's "throws Exception", so that callers need no catch.
 *
 * Rust calls it Guard too: Deref and DerefMut are get and set, Drop is close. There the compiler calls Drop for you;
 * here try-with-resources does, if the caller writes one.
 *
 * Alternatives. A static nested class with a field for the lock: the same, written out. A guard that carries the value
 * itself and writes it back when it is closed: works as long as the write comes before the release.
 * Cost: one small object per lock(), which the JIT compiler removes when the guard does not leave the method.
 */
public class MyGuardLock<T> {

    private final AtomicBoolean taken = new AtomicBoolean();
    private T value;

    public MyGuardLock(T value) {
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
            MyGuardLock.this.value = value;
        }

        @Override
        public void close() {
            taken.setRelease(false);
        }
    }
}
