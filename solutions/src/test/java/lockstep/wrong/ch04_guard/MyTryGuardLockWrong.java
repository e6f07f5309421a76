package lockstep.wrong.ch04_guard;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 4.3. The judge has to reject each of them. */
public final class MyTryGuardLockWrong {

    private MyTryGuardLockWrong() {}

    @Wrong(exercise = "4.3", expect = Verdict.Kind.HUNG, breaks = "triesOnce",
        why = "tryLock() is lock() in disguise: it waits until it has the lock.")
    public static class TryLockWaits<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public TryLockWaits(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            while (taken.getAndSet(true)) {
                Thread.onSpinWait();
            }
            return Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "triesOnce",
        why = "Always a guard: the answer of compareAndSet is thrown away.")
    public static class AlwaysAGuard<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public AlwaysAGuard(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            taken.compareAndSet(false, true);
            return Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "triesOnce",
        why = "Says no by null. The caller's isPresent() throws a NullPointerException.")
    public static class ReturnsNull<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ReturnsNull(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? null : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            Optional<Guard> guard = tryLock();
            return guard == null ? null : guard;
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = {"failureLeavesNoTrace", "triesOnce"},
        why = "Puts the flag back after a failed try: it was the holder's.")
    public static class UndoesTheFailure<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public UndoesTheFailure(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            if (taken.getAndSet(true)) {
                taken.set(false);
                return Optional.empty();
            }
            return Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = {"failureLeavesNoTrace", "triesOnce"},
        why = "Makes a guard first, and closes it if the lock was taken: that unlocks for the holder.")
    public static class ClosesTheSpareGuard<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ClosesTheSpareGuard(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            Guard guard = new Guard();
            if (!taken.compareAndSet(false, true)) {
                guard.close();
                return Optional.empty();
            }
            return Optional.of(guard);
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = {"failureLeavesNoTrace", "triesOnce"},
        why = "Counts those who ask and lets in who comes first; one that fails does not count itself out again, so "
            + "the lock is never free after it.")
    public static class FailureCountsOn<T> {
        private final AtomicInteger asking = new AtomicInteger();
        private T value;

        public FailureCountsOn(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            if (asking.incrementAndGet() > 1) {
                return Optional.empty();
            }
            return Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    asking.decrementAndGet();
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "noScheduleGivesTwo",
        why = "Looks whether the lock is free, then takes it: two threads can both look first.")
    public static class LooksThenTakes<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public LooksThenTakes(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            if (taken.get()) {
                return Optional.empty();
            }
            taken.set(true);
            return Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.HUNG, breaks = "timedGivesUp",
        why = "The timed form ignores the time and waits for ever.")
    public static class IgnoresTheTime<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public IgnoresTheTime(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                if (guard.isPresent()) {
                    return guard;
                }
                LockSupport.parkNanos(50_000);
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "timedGivesUp",
        why = "The timed form ignores the time and tries once.")
    public static class TimedTriesOnce<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public TimedTriesOnce(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) {
            return tryLock();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = {Verdict.Kind.WRONG, Verdict.Kind.HUNG}, breaks = "timedGivesUp",
        why = "Takes every time for milliseconds, whatever the unit says.")
    public static class IgnoresTheUnit<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public IgnoresTheUnit(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.currentTimeMillis();
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                if (guard.isPresent() || System.currentTimeMillis() - start >= time) {
                    return guard;
                }
                LockSupport.parkNanos(50_000);
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "timedGivesUp",
        why = "Compares nanoseconds with the bare number: thirty milliseconds become thirty nanoseconds.")
    public static class ForgetsToNanos<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ForgetsToNanos(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                if (guard.isPresent() || System.nanoTime() - start >= time) {
                    return guard;
                }
                LockSupport.parkNanos(50_000);
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "timedGetsFreeLock",
        why = "Looks at the clock before it tries, so with no time to spend it does not even look at a free lock.")
    public static class ClockFirst<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ClockFirst(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (System.nanoTime() - start < patience) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                if (guard.isPresent()) {
                    return guard;
                }
                LockSupport.parkNanos(50_000);
            }
            return Optional.empty();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.HUNG, breaks = "timedGetsItInBetween",
        why = "Sleeps the whole time and tries once at the end.")
    public static class SleepsThenTries<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public SleepsThenTries(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            Optional<Guard> guard = tryLock();
            if (guard.isPresent() || time <= 0) {
                return guard;
            }
            unit.sleep(time);
            return tryLock();
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "longestTime",
        why = "Adds the time to the clock: the sum overflows for Long.MAX_VALUE and lies in the past.")
    public static class DeadlineOverflows<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public DeadlineOverflows(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long deadline = System.nanoTime() + unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                if (guard.isPresent() || System.nanoTime() >= deadline) {
                    return guard;
                }
                LockSupport.parkNanos(50_000);
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.HUNG, breaks = "interruptEndsTheWait",
        why = "Never looks for an interrupt: who waits an hour cannot be called off.")
    public static class DeafToInterrupts<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public DeafToInterrupts(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                Optional<Guard> guard = tryLock();
                if (guard.isPresent() || System.nanoTime() - start >= patience) {
                    return guard;
                }
                Thread.onSpinWait();
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.HUNG, breaks = "interruptEndsTheWait",
        why = "Catches the InterruptedException of its own nap and goes on.")
    public static class SwallowsTheInterrupt<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public SwallowsTheInterrupt(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                Optional<Guard> guard = tryLock();
                if (guard.isPresent() || System.nanoTime() - start >= patience) {
                    return guard;
                }
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    // try again
                }
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "interruptEndsTheWait",
        why = "Takes an interrupt for the end of the time and returns empty: the caller never learns that it is to "
            + "stop.")
    public static class TurnsTheInterruptIntoNo<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public TurnsTheInterruptIntoNo(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                Optional<Guard> guard = tryLock();
                if (guard.isPresent() || System.nanoTime() - start >= patience || Thread.interrupted()) {
                    return guard;
                }
                LockSupport.parkNanos(50_000);
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "interruptKeepsNothing",
        why = "Looks for the interrupt after it has won the lock: the exception leaves, the lock stays taken.")
    public static class ThrowsWithTheLock<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public ThrowsWithTheLock(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                Optional<Guard> guard = tryLock();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (guard.isPresent() || System.nanoTime() - start >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(50_000);
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "timedGetsFreeLock",
        why = "The timed form finds the lock free and forgets to take it.")
    public static class TimedOnlyLooks<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public TimedOnlyLooks(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (taken.get()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (System.nanoTime() - start >= patience) {
                    return Optional.empty();
                }
                LockSupport.parkNanos(50_000);
            }
            return Optional.of(new Guard());
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "nextGuardSees",
        why = "tryLock() takes the flag without acquire. x86 hides it.")
    public static class PlainTry<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public PlainTry(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            boolean won = taken.weakCompareAndSetPlain(false, true);
            return won ? Optional.of(new Guard()) : Optional.empty();
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "nextGuardSees",
        why = "One weak compare-and-set, which may fail for no reason: tryLock() says no although the lock is free. On "
            + "x86 it never does.")
    public static class WeakTry<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public WeakTry(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            boolean won = taken.weakCompareAndSetAcquire(false, true);
            return won ? Optional.of(new Guard()) : Optional.empty();
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<Guard> guard = tryLock();
                long gone = System.nanoTime() - start;
                if (guard.isPresent() || gone >= patience) {
                    return guard;
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }

    @Wrong(exercise = "4.3", expect = Verdict.Kind.WRONG, breaks = "nextTimedGuardSees",
        why = "tryLock() takes the flag with acquire, the timed form without: what the last guard set need not be seen. "
            + "x86 hides it.")
    public static class TimedTakesPlainly<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private T value;

        public TimedTakesPlainly(T value) {
            this.value = value;
        }

        public Optional<Guard> tryLock() {
            return taken.getAndSet(true) ? Optional.empty() : Optional.of(new Guard());
        }

        public Optional<Guard> tryLock(long time, TimeUnit unit) throws InterruptedException {
            long start = System.nanoTime();
            long patience = unit.toNanos(time);
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (taken.weakCompareAndSetPlain(false, true)) {
                    return Optional.of(new Guard());
                }
                long gone = System.nanoTime() - start;
                if (gone >= patience) {
                    return tryLock();
                }
                LockSupport.parkNanos(Math.min(patience - gone, 50_000));
            }
        }

        public class Guard implements AutoCloseable {

            private final AtomicBoolean open = new AtomicBoolean(true);

            private Guard() {
            }

            public T get() {
                mustBeOpen();
                return value;
            }

            public void set(T next) {
                mustBeOpen();
                value = next;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    taken.set(false);
                }
            }

            private void mustBeOpen() {
                if (!open.get()) {
                    throw new IllegalStateException("this guard is closed");
                }
            }
        }
    }
}
