package lockstep.exercises.ch01_atomics;

import java.util.function.Supplier;
import lockstep.harness.Todo;

/**
 * A value that is made on first use, once, and that every thread sees whole.
 * Rules: the maker never gives null. If it throws, the caller gets that exception, and the next call tries again.
 */
public class MyLazy<T> {

    /** Remembers how to make the value, and does not make it yet. */
    public MyLazy(Supplier<? extends T> maker) {
        throw new Todo("1.4");
    }

    /** Returns the value. The first call makes it; calls in the meantime wait for it. */
    public T get() {
        throw new Todo("1.4");
    }
}
