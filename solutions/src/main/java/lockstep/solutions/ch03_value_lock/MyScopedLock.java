package lockstep.solutions.ch03_value_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Locking and unlocking stand in one method, with the caller's code between them. The caller cannot forget the second
 * half, because there is no second half to write.
 *
 * finally is the point: it runs on return, on an exception and on an Error. A catch of RuntimeException alone would
 * let an AssertionError or a StackOverflowError leave with the lock still taken.
 * take() stands before the try. Inside it, a failure to take the lock would run the finally and free somebody else's.
 *
 * update assigns only after change has returned, so an exception leaves the old value in place. It does not undo what
 * change did inside the old value: for that, build values that cannot be altered, and replace them.
 *
 * What it still cannot do: body gets the real reference, and may return it or put it away. For an immutable value
 * (a String, a record of immutable parts) there is nothing to steal. For a mutable one, nothing in Java stops it.
 *
 * Alternatives. synchronized on a private object: shorter, and reentrant. synchronized on the value itself is wrong as
 * soon as update replaces it: two threads then lock two different objects. AtomicReference.updateAndGet: no waiting,
 * but change may run several times, and with would not keep others out.
 * Cost against lock/unlock: one lambda, which the JIT compiler usually removes.
 */
public class MyScopedLock<T> {

    private final AtomicBoolean taken = new AtomicBoolean();
    private T value;

    public MyScopedLock(T value) {
        this.value = value;
    }

    public <R> R with(Function<? super T, ? extends R> body) {
        take();
        try {
            return body.apply(value);
        } finally {
            taken.setRelease(false);
        }
    }

    public void update(UnaryOperator<T> change) {
        take();
        try {
            value = change.apply(value);
        } finally {
            taken.setRelease(false);
        }
    }

    private void take() {
        while (taken.getAndSet(true)) {
            Thread.onSpinWait();
        }
    }
}
