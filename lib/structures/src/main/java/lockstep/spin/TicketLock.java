package lockstep.spin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A fair spin lock: draw a ticket, wait until it is called. First come, first served.
 *
 * <p>Fairness has its price. The lock can only go to the one thread whose turn it is. With more threads than cores that
 * thread is often not running, everyone else spins until it is, and the lock gets thousands of times slower. Use it
 * with fewer threads than cores, or not at all.
 *
 * <p>A thread that gives up (its time is over, or it was interrupted) cannot hand its ticket back, for those behind it
 * hold later ones. It leaves the ticket in a set of abandoned ones, and whoever waits, or comes next, calls the next
 * number in its place. So limited waits keep their place in the line as all others do, and {@link #unlock()}, which
 * nearly always meets no abandoned ticket, stays one store.
 *
 * <p>Not reentrant: a thread that locks it twice spins for ever, and is not told (see {@link TasLock}).
 *
 * @progress Blocking. If the holder, <i>or the next in line</i>, is descheduled, everyone waits for it. No thread
 *     starves if every holder unlocks: drawing a ticket takes one step, and only the tickets before it go first.
 * @fairness First in, first out, in the order of the tickets drawn, for all forms of locking. {@link #tryLock()} never
 *     overtakes: it draws a ticket only if that would be called at once.
 * @memory What a thread did before {@code unlock()} <i>happens-before</i> what the next holder does after its
 *     {@code lock()} or successful {@code tryLock}, also across abandoned tickets. A failed {@code tryLock} orders
 *     nothing.
 * @linearization {@code lock}: at the read that finds its ticket called; {@code tryLock}: at the compare-and-set of the
 *     ticket counter, either way; a limited wait that fails: when it abandons its ticket, or when it is found too late
 *     to draw one; {@code unlock}: at the store.
 * @space Two longs, and one entry of a hash set for each ticket that was abandoned and is not called yet. Uncontended,
 *     one atomic read-modify-write, two loads and one plain-cost store.
 * @source J. M. Mellor-Crummey and M. L. Scott, Algorithms for scalable synchronization on shared-memory
 *     multiprocessors, ACM TOCS 9(1), 1991, section 2.2 (with its proportional backoff). That those behind skip the
 *     abandoned is an idea of M. L. Scott and W. N. Scherer III, Scalable queue-based spin locks with timeout, PPoPP
 *     2001, who use it in lists. Departures: 64-bit tickets, which never wrap around, and the abandoned set.
 */
public final class TicketLock implements Lock {

    private static final VarHandle NEXT;
    private static final VarHandle SERVING;

    /** The ticket that the next arrival draws. Only grows. Invariant: {@code serving <= next}. */
    @SuppressWarnings("unused") // by NEXT
    private long next;

    /**
     * The ticket being called. Only grows. The lock is held, or about to be, by the thread with this ticket; it is free
     * if nobody has drawn it ({@code serving == next}). Not an invariant: {@code serving < next} does not mean that the
     * lock is held, for the ticket may be abandoned.
     */
    @SuppressWarnings("unused") // by SERVING
    private long serving;

    /**
     * Tickets drawn whose threads have left. Once in here, its thread never enters. Invariant: no ticket in here is the
     * holder's, so while {@code serving} is in here, nobody but the skippers writes {@code serving}.
     */
    private final Set<Long> abandoned = ConcurrentHashMap.newKeySet();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(TicketLock.class, "next", long.class);
            SERVING = lookup.findVarHandle(TicketLock.class, "serving", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A free lock. */
    public TicketLock() {
    }

    /** Draws a ticket and spins until it is called. An interrupt is left for the caller to see. */
    @Override
    public void lock() {
        long ticket = draw();
        for (long ahead; (ahead = ticket - called()) > 0; ) { // linearization point: the read that makes it 0
            for (long i = 0; i < ahead; i++) { // who is further back looks less often
                Thread.onSpinWait();
            }
        }
    }

    /** Takes the lock if it is free and nobody waits for it. The holder itself gets false. */
    @Override
    public boolean tryLock() {
        long now = called();
        // Succeeds only if ticket `now` was not drawn yet; and then it is still being called, since only its owner
        // could have moved on. Memory effects come from the acquire in called(); volatile since no weaker strong
        // compare-and-set is cheaper.
        return NEXT.compareAndSet(this, now, now + 1); // linearization point, either way
    }

    /**
     * Draws a ticket and spins until it is called, but not longer than the given time. Keeps its place in the line as all
     * do, and abandons its ticket when its time is over. With a {@code time} of 0 or less, it does not queue: the lock is
     * free now, or false.
     *
     * @param time how long to wait at most
     * @param unit the unit of {@code time}
     * @return whether the caller holds the lock now
     * @throws InterruptedException if the caller is interrupted, on entry or while it spins; the lock is then not held
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return acquire(unit.toNanos(time));
    }

    /**
     * Draws a ticket and spins until it is called, unless the caller is interrupted first. Keeps its place in the line as
     * all do, and abandons its ticket when it is interrupted.
     *
     * @throws InterruptedException if the caller is interrupted, on entry or while it spins; the lock is then not held
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        while (!acquire(Long.MAX_VALUE)) { // once in 292 years it gives up, and asks again
            Thread.onSpinWait();
        }
    }

    private boolean acquire(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (tryLock()) {
            return true;
        }
        if (nanos <= 0) {
            return false;
        }
        long ticket = draw();
        while (ticket != called()) { // linearization point, when it is called
            if (Thread.interrupted()) {
                abandoned.add(ticket);
                throw new InterruptedException();
            }
            if (System.nanoTime() - start >= nanos) {
                abandoned.add(ticket); // linearization point of failure: from here on we cannot be served
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /**
     * Calls the next ticket. Call it from the holder only: another thread's call is not told, and lets the next in.
     *
     * @throws IllegalMonitorStateException if the lock is free
     */
    @Override
    public void unlock() {
        // Opaque: the holder alone writes `serving` now, so any mode reads its own ticket; and of `next` we need only
        // that it is past that ticket, which we have drawn ourselves.
        long ticket = (long) SERVING.getOpaque(this);
        if (ticket == (long) NEXT.getOpaque(this)) {
            throw SpinLock.notHeld(this);
        }
        // Release: pairs with the acquire in called(). Not an atomic add: no other thread writes here meanwhile.
        SERVING.setRelease(this, ticket + 1); // linearization point
    }

    private long draw() {
        // Atomicity is all that is needed here. Volatile all the same, as it is one instruction on x86 and new ARMs,
        // where the JDK makes getAndAddAcquire of a loop that others may make us repeat.
        return (long) NEXT.getAndAdd(this, 1L);
    }

    /** The ticket being called, once no abandoned ones stand before it. */
    private long called() {
        // Acquire: pairs with the release in unlock(), and with that of a thread that skipped abandoned tickets.
        long now = (long) SERVING.getAcquire(this);
        while (!abandoned.isEmpty() && abandoned.contains(now)) {
            // Release, after the acquire above: hands on what the last holder released. Weak: we are in a loop. Of all
            // who skip this ticket one succeeds, so none is skipped twice.
            if (SERVING.weakCompareAndSetRelease(this, now, now + 1)) {
                abandoned.remove(now);
            }
            now = (long) SERVING.getAcquire(this);
        }
        return now;
    }

    /**
     * Refused: a condition would have to put its waiters to sleep, and a spin lock has nowhere to do so.
     *
     * @return never
     * @throws UnsupportedOperationException always
     */
    @Override
    public Condition newCondition() {
        throw SpinLock.noConditions(this);
    }
}
