package lockstep.spin;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import org.junit.jupiter.api.Test;

class TicketLockTest extends LockContract {

    @Override
    Lock newLock() {
        return new TicketLock();
    }

    /** Three waiters at most, and mostly asleep cores: FIFO hand-over to a thread that is not running takes long. */
    private static final int WAITERS = 3;

    @Test
    void firstComeFirstServed() {
        List<Integer> order = new ArrayList<>();
        List<Member> waiters = new ArrayList<>();
        lock.lock();
        for (int i = 0; i < WAITERS; i++) {
            int number = i;
            waiters.add(queue("waiter " + i, () -> {
                switch (number % 3) { // whatever the form
                    case 0 -> lock.lock();
                    case 1 -> lock.lockInterruptibly();
                    default -> assertTrue(lock.tryLock(1, DAYS));
                }
                order.add(number); // plain: the lock guards it
                lock.unlock();
            }));
        }
        lock.unlock();
        waiters.forEach(Member::finish);
        assertEquals(List.of(0, 1, 2), order);
        assertEquals(List.of(), List.copyOf(abandoned()));
    }

    @Test
    void abandonedTicketIsSkipped() {
        lock.lock();
        Member impatient = queue("impatient", () -> assertFalse(lock.tryLock(5, MILLISECONDS)));
        Member interrupted = queue("interrupted", () -> assertThrows(InterruptedException.class, lock::lockInterruptibly));
        Member patient = queue("patient", () -> {
            lock.lock();
            lock.unlock();
        });
        interrupted.interrupt();
        interrupted.finish();
        impatient.finish();
        assertEquals(2, abandoned().size());
        lock.unlock();
        patient.finish();
        assertEquals(List.of(), List.copyOf(abandoned()), "skipped, and forgotten");
        assertFree();
    }

    @Test
    void abandonedTicketsAtTheEndOfTheLine() throws InterruptedException {
        for (Crew.Body form : List.<Crew.Body>of(
                lock::lock,
                lock::lockInterruptibly,
                () -> assertTrue(lock.tryLock()),
                () -> assertTrue(lock.tryLock(0, DAYS)),
                () -> assertTrue(lock.tryLock(1, DAYS)))) {
            lock.lock();
            for (int i = 0; i < 200; i++) { // beyond the cache of small Longs, too
                assertFalse(lock.tryLock(1, NANOSECONDS));
            }
            assertEquals(200, abandoned().size());
            lock.unlock();
            elsewhere(() -> { // nobody waits: the next arrival skips them
                form.run();
                lock.unlock();
            });
            assertEquals(List.of(), List.copyOf(abandoned()));
        }
    }

    @Test
    void abandonedInTheMiddleKeepsTheOrder() {
        List<String> order = new ArrayList<>();
        lock.lock();
        Member first = queue("first", () -> {
            lock.lock();
            order.add("first");
            lock.unlock();
        });
        Member quitter = queue("quitter", () -> assertThrows(InterruptedException.class, () -> lock.tryLock(1, DAYS)));
        Member second = queue("second", () -> {
            lock.lock();
            order.add("second");
            lock.unlock();
        });
        quitter.interrupt();
        quitter.finish();
        lock.unlock();
        first.finish();
        second.finish();
        assertEquals(List.of("first", "second"), order);
    }

    @Test
    void zeroTimeDrawsNoTicket() throws InterruptedException {
        lock.lock();
        long before = next();
        elsewhere(() -> {
            assertFalse(lock.tryLock());
            assertFalse(lock.tryLock(0, DAYS));
            assertFalse(lock.tryLock(-1, DAYS));
        });
        assertEquals(before, next());
        lock.unlock();
    }

    /** Starts a thread and waits until it has drawn its ticket. */
    private Member queue(String name, Crew.Body body) {
        long before = next();
        Member member = Crew.start(name, body);
        Crew.awaitThat(name + " has a ticket", () -> next() > before);
        return member;
    }

    private long next() {
        return (long) NEXT.getVolatile((TicketLock) lock);
    }

    private Collection<?> abandoned() {
        return (Collection<?>) ABANDONED.get((TicketLock) lock);
    }

    private static final VarHandle NEXT;
    private static final VarHandle ABANDONED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(TicketLock.class, MethodHandles.lookup());
            NEXT = lookup.findVarHandle(TicketLock.class, "next", long.class);
            ABANDONED = lookup.findVarHandle(TicketLock.class, "abandoned", java.util.Set.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
