package lockstep.solutions.ch03_value_lock;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The flag says whose turn it is; the value is a plain field beside it.
 *
 * lock() swaps true in until false comes out. Only one thread can get that false, so only one gets past the loop.
 * unlock() stores false with release: all that the holder did to the value comes before that store, and the next
 * lock(), which reads the false, comes after it. That is the happens-before edge that lets the value and
 * everything inside it be plain. A plain or opaque store would cut the edge.
 *
 * The field "value" is final: the lock always hands out the same object. What changes is inside that object.
 *
 * What it cannot do: take the reference back. The caller still has it after unlock(), and the compiler is content.
 * Rust marks unlock() unsafe for that reason; in Java the duty is a sentence in the Javadoc.
 *
 * Alternatives. A loop of weakCompareAndSetAcquire(false, true): the same, and on ARM a little cheaper than the
 * volatile swap. A Semaphore(1): one line, sleeps instead of spinning, some tens of nanoseconds dearer when the lock
 * is free. A ReentrantLock: also reentrant, so one thread may hold the value twice, and only the thread that locked
 * may unlock. An AtomicReference whose getAndSet(null) takes the value out and whose set puts it back: lock and
 * value in one field, neat, but the value can no longer be null.
 */
public class MyValueLock<T> {

    private final AtomicBoolean taken = new AtomicBoolean();
    private final T value;

    public MyValueLock(T value) {
        this.value = value;
    }

    public T lock() {
        while (taken.getAndSet(true)) {
            Thread.onSpinWait();
        }
        return value;
    }

    public void unlock() {
        taken.setRelease(false);
    }
}
