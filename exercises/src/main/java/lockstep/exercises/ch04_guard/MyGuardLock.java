package lockstep.exercises.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Todo;

/**
 * Goal: lock() waits for its turn and hands out a Guard. The guard is the only door to the value:
 * get() reads it, set() replaces it, close() gives the turn back, so that try-with-resources unlocks by itself.
 *
 * Rules: nobody outside can make a Guard, and no field is public. What set() put there is seen by the next holder.
 * close() declares no checked exception. Here each guard is closed once and not used afterwards;
 * what happens otherwise is the next exercise.
 */
public class MyGuardLock<T> {

    public MyGuardLock(T value) {
        throw new Todo("4.1");
    }

    public Guard lock() {
        throw new Todo("4.1");
    }

    public class Guard implements AutoCloseable {

        private Guard() {
        }

        public T get() {
            throw new Todo("4.1");
        }

        public void set(T value) {
            throw new Todo("4.1");
        }

        @Override
        public void close() {
            throw new Todo("4.1");
        }
    }
}
