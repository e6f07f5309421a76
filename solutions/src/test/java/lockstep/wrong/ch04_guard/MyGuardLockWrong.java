package lockstep.wrong.ch04_guard;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 4.1. The judge has to reject each of them. */
public final class MyGuardLockWrong {

    private MyGuardLockWrong() {}

    @Wrong(exercise = "4.1", expect = Verdict.Kind.HUNG, breaks = "closeOpens",
        why = "close() does nothing: the first guard keeps the lock for ever.")
    public static class CloseDoesNothing<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public CloseDoesNothing(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                CloseDoesNothing.this.value = value;
            }

            @Override
            public void close() {
                // nothing to clean up
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleOpensTwo",
        why = "lock() makes a guard without waiting for its turn.")
    public static class LockDoesNotWait<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public LockDoesNotWait(T value) {
            this.value = value;
        }

        public Guard lock() {
            taken.set(true);
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                LockDoesNotWait.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleOpensTwo",
        why = "lock() takes the flag, but gives it back in a finally before the guard is out of the house.")
    public static class UnlocksBeforeReturning<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public UnlocksBeforeReturning(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            try {
                return new Guard();
            } finally {
                taken.set(false);
            }
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                UnlocksBeforeReturning.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleOpensTwo",
        why = "Locks when the value is asked for first, not when the guard is made: guards are handed out to "
            + "everybody.")
    public static class LocksAtFirstGet<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public LocksAtFirstGet(T value) {
            this.value = value;
        }

        public Guard lock() {
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private boolean has;

            private Guard() {
            }

            public T get() {
                if (!has) {
                    has = !taken.getAndSet(true);
                }
                return value;
            }

            public void set(T value) {
                LocksAtFirstGet.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleOpensTwo",
        why = "Looks at the flag, then sets it: two threads can both look before either sets.")
    public static class LooksThenSets<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public LooksThenSets(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.get()) {
                Thread.onSpinWait();
            }
            taken.set(true);
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                LooksThenSets.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "closeOpens",
        why = "The guard works on a copy of the reference and never brings it back.")
    public static class GuardKeepsACopy<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public GuardKeepsACopy(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private T mine = value;

            private Guard() {
            }

            public T get() {
                return mine;
            }

            public void set(T value) {
                mine = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "getsAndSets",
        why = "set() assigns the parameter to itself: \"value = value\" is not the lock's field.")
    public static class SetsTheWrongValue<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public SetsTheWrongValue(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private T value;

            private Guard() {
            }

            public T get() {
                return SetsTheWrongValue.this.value;
            }

            public void set(T value) {
                this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noScheduleOpensTwo",
        why = "The guard carries the value and writes it back when it is closed, but after it has unlocked: the "
            + "next holder starts from the old one.")
    public static class WritesBackTooLate<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WritesBackTooLate(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private T mine = value;

            private Guard() {
            }

            public T get() {
                return mine;
            }

            public void set(T value) {
                mine = value;
            }

            @Override
            public void close() {
                taken.set(false);
                value = mine;
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "nextGuardSees",
        why = "The guard reads the value before lock() has its turn: it starts from what an earlier holder is about "
            + "to replace.")
    public static class ReadsTooEarly<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ReadsTooEarly(T value) {
            this.value = value;
        }

        public Guard lock() {
            Guard guard = new Guard(value);
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return guard;
        }

        public class Guard implements AutoCloseable {

            private T mine;

            private Guard(T mine) {
                this.mine = mine;
            }

            public T get() {
                return mine;
            }

            public void set(T value) {
                mine = value;
                ReadsTooEarly.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noOtherDoor",
        why = "The guard's constructor is public: lock.new Guard() is a guard that holds no lock.")
    public static class PublicConstructor<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public PublicConstructor(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            public Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                PublicConstructor.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noOtherDoor",
        why = "close() declares throws Exception, as the IDE wrote it: no try-with-resources compiles without a "
            + "catch.")
    public static class CloseThrowsException<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public CloseThrowsException(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                CloseThrowsException.this.value = value;
            }

            @Override
            public void close() throws Exception {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG,
        why = "The guard is not AutoCloseable: try-with-resources does not take it.")
    public static class NotCloseable<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public NotCloseable(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                NotCloseable.this.value = value;
            }

            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "noOtherDoor",
        why = "The value is a public field of the lock.")
    public static class PublicValue<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        public T value;

        public PublicValue(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                PublicValue.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "locksAreStrangers",
        why = "The flag is static: an open guard of one lock keeps others out of all locks.")
    public static class StaticFlag<T> {
        private static final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public StaticFlag(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                StaticFlag.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.HUNG, breaks = "unlocksByItself",
        why = "Counts guards, and close() only unlocks when the value was set: a reader never gives the lock back.")
    public static class UnlocksOnlyIfSet<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public UnlocksOnlyIfSet(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private boolean changed;

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                UnlocksOnlyIfSet.this.value = value;
                changed = true;
            }

            @Override
            public void close() {
                if (changed) {
                    taken.set(false);
                }
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "nextGuardSees",
        why = "close() stores false opaquely: nothing makes what set() wrote visible to the next guard. x86 hides "
            + "it.")
    public static class OpaqueClose<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public OpaqueClose(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                OpaqueClose.this.value = value;
            }

            @Override
            public void close() {
                taken.setOpaque(false);
            }
        }
    }

    @Wrong(exercise = "4.1", expect = Verdict.Kind.WRONG, breaks = "nextGuardSees",
        why = "lock() takes the flag without acquire. x86 hides it.")
    public static class PlainCompareAndSet<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public PlainCompareAndSet(T value) {
            this.value = value;
        }

        public Guard lock() {
            while (!taken.weakCompareAndSetPlain(false, true)) {
                Thread.onSpinWait();
            }
            return new Guard();
        }

        public class Guard implements AutoCloseable {

            private Guard() {
            }

            public T get() {
                return value;
            }

            public void set(T value) {
                PlainCompareAndSet.this.value = value;
            }

            @Override
            public void close() {
                taken.setRelease(false);
            }
        }
    }
}
