package lockstep.spin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that spins for a moment, and then sleeps: the honest default.
 *
 * <p>If the holder is about to unlock, spinning is faster than going to sleep and being woken, which takes the
 * operating system some microseconds. If it is not, or is not even running, spinning burns the very core that it needs.
 * Nobody can know which; so spin about as long as a sleep would cost, then sleep. On one core, don't spin at all.
 *
 * <p>It knows its holder, and so tells two mistakes: unlocking from another thread, and locking twice.
 *
 * @progress Blocking. Waiters sleep while the holder is descheduled, and leave it the cores.
 * @fairness None guaranteed. Sleepers are woken first come, first served, but one that wakes up competes with those
 *     that are just arriving, and may lose each time. That is what makes it fast: the lock never waits for a sleeper.
 * @memory What a thread did before {@code unlock()} <i>happens-before</i> what the next holder does after its
 *     {@code lock()} or successful {@code tryLock}. A failed {@code tryLock} orders nothing.
 * @linearization {@code lock}: at the compare-and-exchange, or the swap, that finds the lock free; {@code tryLock}: at
 *     its compare-and-exchange, either way; a limited wait that fails: at its last swap; {@code unlock}: at the swap.
 * @space An int, a reference, and a linked queue with one node for each sleeper. Uncontended, two atomic
 *     read-modify-writes.
 * @source U. Drepper, Futexes are tricky, 2011 (the three states; also M. Bos, Rust Atomics and Locks, O'Reilly 2023,
 *     chapter 9, {@code Mutex}); the example {@code FIFOMutex} in the JDK's {@link LockSupport} (the queue of threads).
 *     Departures: the queue stands where they use a futex, and arriving threads may overtake it. That spinning for as
 *     long as a sleep costs is at most twice as bad as knowing the future: A. Karlin, K. Li, M. Manasse and
 *     S. Owicki, Empirical studies of competitive spinning for a shared-memory multiprocessor, SOSP 1991.
 */
public final class SpinThenParkLock implements Lock {

    private static final int FREE = 0;
    private static final int HELD = 1;
    /** Held, and somebody may sleep: who unlocks must wake one. */
    private static final int AWAITED = 2;

    // In spin hints; a hint takes about 5 to 50 ns, depending on the processor. A waiter pauses for SHORTEST, looks, pauses
    // twice as long, and so on: about 1000 hints in all, which is what it takes to go to sleep and be woken.
    private static final int SHORTEST = 32;
    private static final int LONGEST = Runtime.getRuntime().availableProcessors() == 1 ? 0 : 512;

    private static final VarHandle STATE;
    private static final VarHandle OWNER;

    /**
     * Invariant: not FREE exactly while some thread is between the end of its lock and the start of its unlock; AWAITED
     * whenever a queued thread goes to sleep. Not an invariant: HELD does not mean that nobody sleeps. The sleeper that
     * was woken last may not have got round to saying AWAITED again; it will, before it sleeps.
     */
    @SuppressWarnings("unused") // by STATE
    private int state;

    /** The holder, or null. Others may read it at any time: a thread finds itself here only if it is the holder. */
    @SuppressWarnings("unused") // by OWNER
    private Thread owner;

    /** Who sleeps, or is about to, or has been woken and has not got the lock yet. */
    private final Queue<Thread> waiters;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(SpinThenParkLock.class, "state", int.class);
            OWNER = lookup.findVarHandle(SpinThenParkLock.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A free lock. */
    public SpinThenParkLock() {
        this(new ConcurrentLinkedQueue<>());
    }

    /** With a queue of the tests' own, which stops a thread between two steps. */
    SpinThenParkLock(Queue<Thread> waiters) {
        this.waiters = waiters;
    }

    /**
     * Takes the lock; spins, then sleeps, while another thread holds it. An interrupt is left for the caller to see.
     *
     * @throws IllegalStateException if the caller holds the lock already
     */
    @Override
    public void lock() {
        if (!tryLock()) {
            refuseHolder();
            await(false, false, 0);
        }
    }

    /** Takes the lock if it is free. The holder itself gets false. */
    @Override
    public boolean tryLock() {
        // Acquire: pairs with the swap in unlock(). Strong: a weak one may fail on a free lock.
        if ((int) STATE.compareAndExchangeAcquire(this, FREE, HELD) != FREE) { // linearization point, either way
            return false;
        }
        OWNER.setOpaque(this, Thread.currentThread()); // opaque, as others compare it with themselves meanwhile
        return true;
    }

    /**
     * Takes the lock if it is free within the given time. Tries at least once, also with a {@code time} of 0 or less. The
     * holder itself waits in vain.
     *
     * @param time how long to wait at most
     * @param unit the unit of {@code time}
     * @return whether the caller holds the lock now
     * @throws InterruptedException if the caller is interrupted, on entry or while it waits; the lock is then not held
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        long start = System.nanoTime();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (tryLock() || nanos > 0 && await(true, true, start + nanos)) {
            return true;
        }
        if (Thread.interrupted()) { // that is why, or it came at the last moment: either way it must not be lost
            throw new InterruptedException();
        }
        return false;
    }

    /**
     * Takes the lock, unless the caller is interrupted first. Spins, then sleeps, while another thread holds it.
     *
     * @throws InterruptedException if the caller is interrupted, on entry or while it waits; the lock is then not held
     * @throws IllegalStateException if the caller holds the lock already
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!tryLock()) {
            refuseHolder();
            if (!await(true, false, 0)) {
                Thread.interrupted(); // clears the status: the exception says it instead
                throw new InterruptedException();
            }
        }
    }

    private boolean await(boolean interruptible, boolean timed, long deadline) {
        boolean mine = spin(HELD) || sleep(interruptible, timed, deadline);
        if (mine) {
            OWNER.setOpaque(this, Thread.currentThread());
        }
        return mine;
    }

    /**
     * Tries to move the state from FREE to {@code taken} for a while. Looks ever less often, as {@link BackoffLock} does,
     * and for the same reason.
     */
    private boolean spin(int taken) {
        for (int pause = SHORTEST; pause <= LONGEST; pause *= 2) {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            // Opaque: only a hint when to try. Acquire: as in tryLock().
            if ((int) STATE.getOpaque(this) == FREE
                    && (int) STATE.compareAndExchangeAcquire(this, FREE, taken) == FREE) { // linearization point
                return true;
            }
        }
        return false;
    }

    /** Queues up and sleeps until the lock is ours (true), or until the deadline or an interrupt (false). */
    private boolean sleep(boolean interruptible, boolean timed, long deadline) {
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        waiters.add(me);
        // In this order: queue up, say AWAITED, sleep. Who unlocks after that reads AWAITED and finds us in the queue.
        boolean mine = swapAwaited();
        while (!mine && !(interruptible && me.isInterrupted())) {
            if (!timed) {
                LockSupport.park(this); // may return for no reason: we loop
            } else if (deadline - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, deadline - System.nanoTime());
            } else {
                break;
            }
            if (!interruptible && Thread.interrupted()) {
                interrupted = true; // for later; left alone, it would make the next park return at once
            }
            // Woken, and the lock is probably taken again: some spinning here is worth more than anywhere else, since
            // the next sleep costs a wake-up, which the holder pays for. AWAITED, not HELD: others may sleep behind us.
            mine = spin(AWAITED) || swapAwaited();
        }
        waiters.remove(me);
        if (!mine) {
            wakeFirst(); // we may have been woken to take the lock, and don't: pass it on
        }
        if (interrupted) {
            me.interrupt();
        }
        return mine;
    }

    private boolean swapAwaited() {
        // Volatile: release, so that who unlocks finds us in the queue; acquire, for when the lock was free.
        return (int) STATE.getAndSet(this, AWAITED) == FREE; // linearization point
    }

    /**
     * Gives the lock back, and wakes one sleeper if there may be any.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    @Override
    public void unlock() {
        if (!isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException("unlock() from a thread that does not hold this SpinThenParkLock");
        }
        OWNER.setOpaque(this, null);
        // Volatile: release pairs with the acquire of the next holder; acquire, so that we see in the queue whoever
        // said AWAITED. A swap and not a store: a sleeper that said AWAITED just before us must not be missed.
        if ((int) STATE.getAndSet(this, FREE) == AWAITED) { // linearization point
            wakeFirst();
        }
    }

    private void wakeFirst() {
        Thread first = waiters.peek(); // stays in the queue until it has the lock, or gives up and wakes the next
        if (first != null) {
            LockSupport.unpark(first);
        }
    }

    /**
     * Whether the caller holds this lock. For assertions.
     *
     * @return whether the caller holds this lock
     */
    public boolean isHeldByCurrentThread() {
        return OWNER.getOpaque(this) == Thread.currentThread(); // opaque: others write their names, we look for ours
    }

    private void refuseHolder() {
        if (isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread holds the lock already, and SpinThenParkLock is not reentrant: "
                    + "it would wait for itself for ever");
        }
    }

    /**
     * Refused: this lock keeps one queue, of those who wait for the lock.
     *
     * @return never
     * @throws UnsupportedOperationException always
     */
    @Override
    public Condition newCondition() {
        throw SpinLock.noConditions(this);
    }
}
