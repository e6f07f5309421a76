package lockstep.answers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers to the fixture exercise 90.1, right and wrong. */
public final class Answers {

    private Answers() {}

    /** Right, by an atomic. */
    public static class Right {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.set(false);
        }
    }

    /** Right, by a VarHandle, with a helper class beside it. */
    public static class RightByHandle {
        private static final VarHandle LOCKED = Helper.handle(MethodHandles.lookup());
        private boolean locked;

        public void lock() {
            while (!LOCKED.weakCompareAndSetAcquire(this, false, true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            LOCKED.setRelease(this, false);
        }

        private static final class Helper {
            static VarHandle handle(MethodHandles.Lookup lookup) {
                try {
                    return lookup.findVarHandle(RightByHandle.class, "locked", boolean.class);
                } catch (ReflectiveOperationException e) {
                    throw new ExceptionInInitializerError(e);
                }
            }
        }
    }

    /** Tests, then sets. */
    public static class TestThenSet {
        private volatile boolean locked;

        public void lock() {
            while (locked) {
                Thread.onSpinWait();
            }
            locked = true;
        }

        public void unlock() {
            locked = false;
        }
    }

    /** Prints more than is shown, then throws. */
    public static class Talks {
        public void lock() {
            System.out.println("it talks " + "and talks ".repeat(1000));
            throw new IllegalStateException();
        }

        public void unlock() {}
    }

    /** Never waits. */
    public static class NeverWaits {
        public void lock() {}

        public void unlock() {}
    }

    /** Never lets go. */
    public static class NeverUnlocks {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {}
    }

    /** Throws. */
    public static class Throws {
        public void lock() {
            throw new IllegalStateException("oops");
        }

        public void unlock() {}
    }

    /** Ends the JVM. */
    public static class Exits {
        public void lock() {
            System.exit(0);
        }

        public void unlock() {}
    }
}
