package lockstep.wrong.ch01_atomics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 1.4. */
public final class MyLazyWrong {

    private MyLazyWrong() {
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "looks, then makes: two may look before either has made it")
    public static class CheckThenMake<T> {
        private final Supplier<? extends T> maker;
        private volatile T value;

        public CheckThenMake(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value == null) {
                value = maker.get();
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "makesOne",
            why = "makes the value in the constructor, wanted or not")
    public static class Eager<T> {
        private final T value;

        public Eager(Supplier<? extends T> maker) {
            value = maker.get();
        }

        public T get() {
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "makesOne",
            why = "makes a new value for each call")
    public static class MakesEachTime<T> {
        private final Supplier<? extends T> maker;

        public MakesEachTime(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public synchronized T get() {
            return maker.get();
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "one value wins, but two were made")
    public static class MakesThenCompares<T> {
        private final Supplier<? extends T> maker;
        private final AtomicReference<T> value = new AtomicReference<>();

        public MakesThenCompares(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value.get() == null) {
                value.compareAndSet(null, maker.get());
            }
            return value.get();
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "does not look again inside the lock: all who waited make it once more")
    public static class NoSecondLook<T> {
        private final Supplier<? extends T> maker;
        private volatile T value;

        public NoSecondLook(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value == null) {
                synchronized (this) {
                    value = maker.get();
                }
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "one claims the making; the others do not wait and get null")
    public static class OthersGetNull<T> {
        private final Supplier<? extends T> maker;
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile T value;

        public OthersGetNull(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (!claimed.getAndSet(true)) {
                try {
                    value = maker.get();
                } catch (RuntimeException e) {
                    claimed.set(false);
                    throw e;
                }
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = {"triesAgain", "othersWait"},
            why = "says that it is made before it is")
    public static class FlagTooEarly<T> {
        private final Supplier<? extends T> maker;
        private volatile boolean made;
        private volatile T value;

        public FlagTooEarly(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (!made) {
                synchronized (this) {
                    if (!made) {
                        made = true;
                        value = maker.get();
                    }
                }
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.HUNG, breaks = "triesAgain",
            why = "the maker throws, the claim stays, and the next caller waits for ever")
    public static class ClaimOutlivesTheFailure<T> {
        private final Supplier<? extends T> maker;
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile T value;

        public ClaimOutlivesTheFailure(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (!claimed.getAndSet(true)) {
                value = maker.get();
            }
            while (value == null) {
                Thread.onSpinWait();
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.HUNG, breaks = "triesAgain",
            why = "unlock is not in a finally block: the maker throws, the lock stays locked")
    public static class NoFinally<T> {
        private final Supplier<? extends T> maker;
        private final ReentrantLock lock = new ReentrantLock();
        private T value;

        public NoFinally(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            lock.lock();
            if (value == null) {
                value = maker.get();
            }
            lock.unlock();
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "those who wait spin on a plain field: the compiled loop reads it once")
    public static class WaitsOnAPlainField<T> {
        private final Supplier<? extends T> maker;
        private final AtomicBoolean claimed = new AtomicBoolean();
        private T value;

        public WaitsOnAPlainField(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value == null && !claimed.getAndSet(true)) {
                try {
                    value = maker.get();
                } catch (RuntimeException e) {
                    claimed.set(false);
                    throw e;
                }
            }
            while (value == null) {
                // wait
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "each caller locks an object of its own: nobody waits")
    public static class LockOfItsOwn<T> {
        private final Supplier<? extends T> maker;
        private volatile T value;

        public LockOfItsOwn(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            Object lock = new Object();
            synchronized (lock) {
                if (value == null) {
                    value = maker.get();
                }
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = {"sharesNothing", "makesOne"},
            why = "a static field is shared by all")
    public static class SharedByAll<T> {
        private static Object value;
        private final Supplier<? extends T> maker;

        public SharedByAll(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        @SuppressWarnings("unchecked")
        public T get() {
            synchronized (SharedByAll.class) {
                if (value == null) {
                    value = maker.get();
                }
                return (T) value;
            }
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "triesAgain",
            why = "swallows what the maker throws")
    public static class SwallowsTheFailure<T> {
        private final Supplier<? extends T> maker;
        private T value;

        public SwallowsTheFailure(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public synchronized T get() {
            if (value == null) {
                try {
                    value = maker.get();
                } catch (RuntimeException e) {
                    return null;
                }
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "double-checked locking on a plain field: the reference may be seen before what is in the object")
    public static class PlainDoubleCheck<T> {
        private final Supplier<? extends T> maker;
        private T value;

        public PlainDoubleCheck(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        public T get() {
            if (value == null) {
                synchronized (this) {
                    if (value == null) {
                        value = maker.get();
                    }
                }
            }
            return value;
        }
    }

    @Wrong(exercise = "1.4", expect = Verdict.Kind.WRONG, breaks = "everyScheduleMakesOne",
            why = "opaque shows the reference, but orders nothing: what is in the object may come later")
    public static class OpaqueDoubleCheck<T> {
        private static final VarHandle VALUE;

        static {
            try {
                VALUE = MethodHandles.lookup().findVarHandle(OpaqueDoubleCheck.class, "value", Object.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Supplier<? extends T> maker;
        private T value;

        public OpaqueDoubleCheck(Supplier<? extends T> maker) {
            this.maker = maker;
        }

        @SuppressWarnings("unchecked")
        public T get() {
            T seen = (T) VALUE.getOpaque(this);
            if (seen == null) {
                synchronized (this) {
                    seen = value;
                    if (seen == null) {
                        seen = maker.get();
                        VALUE.setOpaque(this, seen);
                    }
                }
            }
            return seen;
        }
    }
}
