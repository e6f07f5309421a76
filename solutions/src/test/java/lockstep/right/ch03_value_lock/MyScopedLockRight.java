package lockstep.right.ch03_value_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lockstep.proof.Right;

/** Other right answers to exercise 3.3. The judge has to pass each of them. */
public final class MyScopedLockRight {

    private MyScopedLockRight() {}

    @Right(exercise = "3.3", why = "update is a body for with that stores what change returns.")
    public static class UpdateUsesWith<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public UpdateUsesWith(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            while (taken.getAndSet(true)) {
                Thread.yield();
            }
            try {
                return body.apply(value);
            } finally {
                taken.set(false);
            }
        }

        public void update(UnaryOperator<T> change) {
            with(old -> value = change.apply(old));
        }
    }

    @Right(exercise = "3.3", why = "No finally: catches all that can be thrown, unlocks, throws it on.")
    public static class CatchesAndThrowsOn<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public CatchesAndThrowsOn(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            R result;
            try {
                result = body.apply(value);
            } catch (Throwable t) {
                taken.setRelease(false);
                throw t;
            }
            taken.setRelease(false);
            return result;
        }

        public void update(UnaryOperator<T> change) {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            T next;
            try {
                next = change.apply(value);
            } catch (Throwable t) {
                taken.setRelease(false);
                throw t;
            }
            value = next;
            taken.setRelease(false);
        }
    }

    @Right(exercise = "3.3", why = "Both methods are synchronized.")
    public static class SynchronizedThis<T> {
        private T value;

        public SynchronizedThis(T value) {
            this.value = value;
        }

        public synchronized <R> R with(Function<? super T, ? extends R> body) {
            return body.apply(value);
        }

        public synchronized void update(UnaryOperator<T> change) {
            value = change.apply(value);
        }
    }
}
