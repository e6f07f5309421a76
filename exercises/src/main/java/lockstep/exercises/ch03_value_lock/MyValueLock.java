package lockstep.exercises.ch03_value_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Todo;

/**
 * Goal: a spin lock that keeps its value. lock() waits for its turn and hands out the value;
 * unlock() gives the turn back. From lock() to unlock() the value belongs to one thread alone.
 *
 * Rules: lock() hands out the very object that the constructor was given, every time.
 * A lock is its own: two of them share nothing. Whoever calls unlock() holds the lock and lets go of
 * the value; that is the caller's duty, and you need not check it.
 */
public class MyValueLock<T> {

    public MyValueLock(T value) {
        throw new Todo("3.1");
    }

    public T lock() {
        throw new Todo("3.1");
    }

    public void unlock() {
        throw new Todo("3.1");
    }
}
