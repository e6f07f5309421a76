package lockstep.wrong.ch03_value_lock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 3.3. The judge has to reject each of them. */
public final class MyScopedLockWrong {

    private MyScopedLockWrong() {}

    @Wrong(exercise = "3.3", expect = Verdict.Kind.HUNG, breaks = "throwingUnlocks",
        why = "The unlocking line stands after body instead of in a finally: an exception leaves with the lock.")
    public static class NoFinally<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public NoFinally(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            R result = body.apply(value);
            taken.setRelease(false);
            return result;
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.HUNG, breaks = "throwingUnlocks",
        why = "with unlocks in a finally, update does not.")
    public static class NoFinallyInUpdate<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public NoFinallyInUpdate(T value) {
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
            value = change.apply(value);
            taken.setRelease(false);
        }

        private void take() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.HUNG, breaks = "throwingUnlocks",
        why = "Unlocks when a RuntimeException flies, but an Error leaves with the lock.")
    public static class UnlocksForExceptionsOnly<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public UnlocksForExceptionsOnly(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            R result;
            try {
                result = body.apply(value);
            } catch (RuntimeException e) {
                taken.setRelease(false);
                throw e;
            }
            taken.setRelease(false);
            return result;
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "throwsThrough",
        why = "A catch with a return of null: the caller never hears of the exception.")
    public static class SwallowsTheException<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public SwallowsTheException(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            try {
                return body.apply(value);
            } catch (RuntimeException e) {
                return null;
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "throwsThrough",
        why = "A return inside the finally: it drops whatever exception was under way.")
    public static class ReturnsInFinally<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ReturnsInFinally(T value) {
            this.value = value;
        }

        @SuppressWarnings("finally")
        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            R result = null;
            try {
                result = body.apply(value);
            } finally {
                taken.setRelease(false);
                return result;
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "throwsThrough",
        why = "Wraps what body throws, so that a caller's own catch no longer matches.")
    public static class WrapsTheException<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WrapsTheException(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            try {
                return body.apply(value);
            } catch (RuntimeException e) {
                throw new RuntimeException("body failed", e);
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "noScheduleLetsTwoIn",
        why = "Takes the lock to read the field, lets go, and runs body afterwards.")
    public static class RunsBodyAfterwards<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public RunsBodyAfterwards(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            T mine;
            try {
                mine = value;
            } finally {
                taken.setRelease(false);
            }
            return body.apply(mine);
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "noUpdateIsLost",
        why = "Runs change before it locks, and locks only to store what came out: an update in between is lost.")
    public static class ComputesOutsideTheLock<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ComputesOutsideTheLock(T value) {
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
            T next = change.apply(value);
            take();
            value = next;
            taken.setRelease(false);
        }

        private void take() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "withKeepsUpdateOut",
        why = "update is an atomic loop of its own that knows nothing of the lock of with; change may run while a "
            + "body is inside, and more than once.")
    public static class UpdatesWithoutTheLock<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final AtomicReference<T> value;

        public UpdatesWithoutTheLock(T value) {
            this.value = new AtomicReference<>(value);
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            try {
                return body.apply(value.get());
            } finally {
                taken.setRelease(false);
            }
        }

        public void update(UnaryOperator<T> change) {
            value.updateAndGet(change);
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "noUpdateIsLost",
        why = "Synchronizes on the value. As soon as update has replaced it, two threads lock two different "
            + "objects.")
    public static class LocksOnTheValue<T> {
        private T value;

        public LocksOnTheValue(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            synchronized (value) {
                return body.apply(value);
            }
        }

        public void update(UnaryOperator<T> change) {
            synchronized (value) {
                value = change.apply(value);
            }
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "withKeepsUpdateOut",
        why = "with and update each have a flag of their own.")
    public static class ALockForEachMethod<T> {
        private final AtomicBoolean reading = new AtomicBoolean();
        private final AtomicBoolean updating = new AtomicBoolean();
        private T value;

        public ALockForEachMethod(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            while (reading.getAndSet(true)) {
                Thread.onSpinWait();
            }
            try {
                return body.apply(value);
            } finally {
                reading.setRelease(false);
            }
        }

        public void update(UnaryOperator<T> change) {
            while (updating.getAndSet(true)) {
                Thread.onSpinWait();
            }
            try {
                value = change.apply(value);
            } finally {
                updating.setRelease(false);
            }
        }
    }

    @Wrong(exercise = "3.3", expect = {Verdict.Kind.WRONG, Verdict.Kind.HUNG}, breaks = "locksAreStrangers",
        why = "Synchronizes on the class: one lock for all locks.")
    public static class LocksTheClass<T> {
        private T value;

        public LocksTheClass(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            synchronized (LocksTheClass.class) {
                return body.apply(value);
            }
        }

        public void update(UnaryOperator<T> change) {
            synchronized (LocksTheClass.class) {
                value = change.apply(value);
            }
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "noOtherDoor",
        why = "Leaves lock() and unlock() public, and with them everything that can be forgotten.")
    public static class LeavesLockAndUnlockPublic<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public LeavesLockAndUnlockPublic(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            lock();
            try {
                return body.apply(value);
            } finally {
                unlock();
            }
        }

        public void update(UnaryOperator<T> change) {
            lock();
            try {
                value = change.apply(value);
            } finally {
                unlock();
            }
        }

        public void lock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "noOtherDoor",
        why = "Adds a getter for convenience: the value without the lock.")
    public static class HasAGetter<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public HasAGetter(T value) {
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

        public T get() {
            return value;
        }

        private void take() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "noOtherDoor",
        why = "The value is a public field.")
    public static class PublicField<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        public T value;

        public PublicField(T value) {
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "runsOnce",
        why = "Runs body once to see whether it throws and once for its result.")
    public static class RunsBodyTwice<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public RunsBodyTwice(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            try {
                if (body.apply(value) == null) {
                    return null;
                }
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

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "noUpdateIsLost",
        why = "Lets go with an opaque store: nothing makes the new value visible to the next one inside. x86 hides "
            + "it.")
    public static class OpaqueRelease<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public OpaqueRelease(T value) {
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
                taken.setOpaque(false);
            }
        }

        private void take() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }
    }

    @Wrong(exercise = "3.3", expect = Verdict.Kind.WRONG, breaks = "nextBodySees",
        why = "update lets go with release, with does not: what a body did inside the value, the next body need not see. "
            + "x86 hides it.")
    public static class OpaqueReleaseInWith<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public OpaqueReleaseInWith(T value) {
            this.value = value;
        }

        public <R> R with(Function<? super T, ? extends R> body) {
            take();
            try {
                return body.apply(value);
            } finally {
                taken.setOpaque(false);
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
}
