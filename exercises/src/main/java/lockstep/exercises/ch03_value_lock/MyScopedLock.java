package lockstep.exercises.ch03_value_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lockstep.harness.Todo;

/**
 * Goal: a lock that nobody can forget to unlock. with(body) waits, runs body on the value, and unlocks however
 * body ends. update(change) puts what change makes of the value in its place, under the same lock.
 *
 * Rules: what body returns is returned, what it throws is thrown, untouched; it runs once, and so does change.
 * If change throws, the old value stays. with and update are the only public methods: there is no other way in.
 */
public class MyScopedLock<T> {

    public MyScopedLock(T value) {
        throw new Todo("3.3");
    }

    public <R> R with(Function<? super T, ? extends R> body) {
        throw new Todo("3.3");
    }

    public void update(UnaryOperator<T> change) {
        throw new Todo("3.3");
    }
}
