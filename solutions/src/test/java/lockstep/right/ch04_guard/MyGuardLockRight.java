package lockstep.right.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.proof.Right;

/** Other right answers to exercise 4.1. The judge has to pass each of them. */
public final class MyGuardLockRight {

    private MyGuardLockRight() {}

    @Right(exercise = "4.1", why = "The guard carries the value and brings it back before it unlocks.")
    public static class CarriesTheValue<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public CarriesTheValue(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {
            private T carried;

            private Guard() {
                carried = CarriesTheValue.this.value;
            }

            public T get() {
                return carried;
            }

            public void set(T value) {
                carried = value;
            }

            @Override
            public void close() {
                CarriesTheValue.this.value = carried;
                taken.setRelease(false);
            }
        }
    }

    @Right(exercise = "4.1", why = "No flag: the lock knows which guard is open.")
    public static class TheGuardIsTheLock<T> {
        private final AtomicReference<Object> holder = new AtomicReference<>();
        private T value;

        public TheGuardIsTheLock(T value) {
            this.value = value;
        }

        public Guard lock() {
            Guard guard = new Guard();
            while (!holder.compareAndSet(null, guard)) {
                Thread.onSpinWait();
            }
            return guard;
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                TheGuardIsTheLock.this.value = value;
            }

            @Override
            public void close() {
                holder.compareAndSet(this, null);
            }
        }
    }

    @Right(exercise = "4.1", why = "One guard object for all turns: right as long as each is closed once.")
    public static class OneGuard<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final Guard only = new Guard();
        private T value;

        public OneGuard(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return only;
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                OneGuard.this.value = value;
            }

            @Override
            public void close() {
                taken.set(false);
            }
        }
    }
}
