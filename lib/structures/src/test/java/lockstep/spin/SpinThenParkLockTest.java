package lockstep.spin;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import lockstep.testing.Crew.Rounds;
import org.junit.jupiter.api.Test;

class SpinThenParkLockTest extends LockContract {

    @Override
    Lock newLock() {
        return new SpinThenParkLock();
    }

    @Override
    boolean knowsHolder() {
        return true;
    }

    @Test
    void knowsItsHolder() {
        for (Crew.Body form : List.<Crew.Body>of(lock::lock, lock::lockInterruptibly, lock::tryLock, () -> lock.tryLock(1, DAYS))) {
            assertFalse(isMine());
            elsewhere(() -> {
                form.run();
                assertTrue(isMine());
                elsewhere(() -> assertFalse(isMine()));
                lock.unlock();
                assertFalse(isMine());
            });
        }
        lock.lock();
        Member sleeper = Crew.start("sleeper", () -> {
            lock.lock();
            assertTrue(isMine());
            lock.unlock();
        });
        sleeper.awaitParked();
        lock.unlock();
        sleeper.finish();
    }

    private boolean isMine() {
        return ((SpinThenParkLock) lock).isHeldByCurrentThread();
    }

    @Test
    void sleepsWhileHeld() {
        for (Crew.Body form : List.<Crew.Body>of(lock::lock, lock::lockInterruptibly, () -> lock.tryLock(1, DAYS))) {
            lock.lock();
            Member sleeper = Crew.start("sleeper", () -> {
                form.run();
                lock.unlock();
            });
            sleeper.awaitParked();
            lock.unlock();
            sleeper.finish();
        }
    }

    @Test
    void wakesThemAll() {
        lock.lock();
        List<Member> sleepers = new ArrayList<>();
        for (int i = 0; i < 8; i++) { // more than cores: they sleep
            sleepers.add(Crew.start("sleeper " + i, () -> {
                lock.lock();
                lock.unlock();
            }));
        }
        sleepers.forEach(Member::awaitParked);
        lock.unlock();
        sleepers.forEach(Member::finish);
        assertFree();
    }

    /** A wake-up spent on a thread that has given up must reach the next. */
    @Test
    void sleeperThatGivesUpWakesTheNext() {
        Rounds rounds = new Rounds(500);
        for (int i = 0; rounds.next(); i++) {
            lock.lock();
            Member quitter = Crew.start("quitter", () -> {
                try {
                    lock.lockInterruptibly();
                    lock.unlock();
                } catch (InterruptedException e) {
                    assertFalse(Thread.currentThread().isInterrupted());
                }
            });
            quitter.awaitParked();
            Member patient = Crew.start("patient", () -> {
                lock.lock();
                lock.unlock();
            });
            patient.awaitParked();
            if (i % 2 == 0) {
                quitter.interrupt();
                lock.unlock();
            } else {
                lock.unlock();
                quitter.interrupt();
                if (lock.tryLock()) { // overtakes whoever was woken
                    lock.unlock();
                }
            }
            quitter.finish();
            patient.finish();
        }
    }

    /** Lets a thread stop before it enters the queue, or before it leaves it. */
    private static final class SlowQueue extends ConcurrentLinkedQueue<Thread> {
        private static final long serialVersionUID = 1L;
        private final transient CountDownLatch adding = new CountDownLatch(1);
        private final transient CountDownLatch add = new CountDownLatch(1);
        private final transient CountDownLatch removing = new CountDownLatch(1);
        private final transient CountDownLatch remove = new CountDownLatch(1);
        private volatile transient Thread slow;

        @Override
        public boolean add(Thread thread) {
            stop(adding, add);
            return super.add(thread);
        }

        @Override
        public boolean remove(Object thread) {
            stop(removing, remove);
            return super.remove(thread);
        }

        private void stop(CountDownLatch here, CountDownLatch go) {
            if (Thread.currentThread() == slow) {
                here.countDown();
                boolean interrupted = Thread.interrupted();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                if (interrupted) {
                    slow.interrupt();
                }
            }
        }
    }

    /** The unlock comes just before the waiter is in the queue: it must not go to sleep. */
    @Test
    void unlockBeforeTheWaiterIsQueued() throws InterruptedException {
        SlowQueue queue = new SlowQueue();
        SpinThenParkLock lock = new SpinThenParkLock(queue);
        lock.lock();
        Member waiter = Crew.start("waiter", () -> {
            queue.slow = Thread.currentThread();
            lock.lock();
            lock.unlock();
        });
        queue.adding.await();
        queue.remove.countDown();
        lock.unlock();
        queue.add.countDown();
        waiter.finish();
    }

    /** The unlock wakes a sleeper that has just given up, and is not out of the queue yet: the next must be woken. */
    @Test
    void wakeUpOfAQuitterIsPassedOn() throws InterruptedException {
        SlowQueue queue = new SlowQueue();
        queue.add.countDown();
        SpinThenParkLock lock = new SpinThenParkLock(queue);
        lock.lock();
        Member quitter = Crew.start("quitter", () -> {
            queue.slow = Thread.currentThread();
            assertThrows(InterruptedException.class, lock::lockInterruptibly);
        });
        Crew.awaitThat("the quitter is queued", () -> queue.contains(quitter));
        Member patient = Crew.start("patient", () -> {
            lock.lock();
            lock.unlock();
        });
        patient.awaitParked();
        quitter.interrupt();
        queue.removing.await();
        lock.unlock();
        queue.remove.countDown();
        quitter.finish();
        patient.finish();
        assertTrue(queue.isEmpty());
    }

    @Test
    void interruptWhileAsleep() {
        lock.lock();
        Member interrupted = Crew.start("interrupted", () -> {
            assertThrows(InterruptedException.class, lock::lockInterruptibly);
            assertFalse(Thread.currentThread().isInterrupted());
        });
        interrupted.awaitParked();
        Member stubborn = Crew.start("stubborn", () -> {
            lock.lock();
            boolean status = Thread.currentThread().isInterrupted();
            lock.unlock();
            assertTrue(status);
        });
        stubborn.awaitParked();
        interrupted.interrupt();
        stubborn.interrupt();
        interrupted.finish();
        stubborn.awaitParked(); // woken by the interrupt, it has gone back to sleep, or is about to
        lock.unlock();
        stubborn.finish();
    }

    /** A permit from elsewhere makes park return at once, for no reason that concerns the lock. */
    @Test
    void spuriousWakeUps() {
        lock.lock();
        boolean[] held = {true};
        Member sleeper = Crew.start("sleeper", () -> {
            lock.lock();
            try {
                assertFalse(held[0]);
            } finally {
                lock.unlock();
            }
        });
        for (int i = 0; i < 100; i++) {
            sleeper.awaitParked();
            LockSupport.unpark(sleeper);
        }
        held[0] = false;
        lock.unlock();
        sleeper.finish();
    }

    /**
     * Two threads that hardly do anything but lock and unlock, for a second: now and then a waiter goes to sleep right in
     * the middle of an unlock. A wake-up lost there has no third thread to repair it.
     */
    @Test
    void noLostWakeUpsInAHotLoop() {
        long[] turns = new long[2];
        long[] total = {0};
        Crew.together(2, index -> {
            Rounds rounds = new Rounds(100_000);
            while (rounds.next()) {
                for (int i = 0; i < 200; i++) {
                    lock.lock();
                    total[0]++;
                    lock.unlock();
                    turns[index]++;
                }
            }
        });
        assertEquals(turns[0] + turns[1], total[0]);
    }

    /** More threads than cores, sections long enough to send the waiters to sleep, limits, interrupts. All must end. */
    @Test
    void noLostWakeUps() {
        int n = 3 * Crew.size();
        long[] turns = new long[n];
        long[] total = {0};
        Member[] members = new Member[n];
        Crew.together(n, index -> {
            members[index] = (Member) Thread.currentThread();
            Rounds rounds = new Rounds(400);
            for (int i = 0; rounds.next(); i++) {
                try {
                    boolean mine = true;
                    switch ((index + i) % 4) {
                        case 0 -> lock.lockInterruptibly();
                        case 1 -> mine = lock.tryLock(20 + i % 80, MICROSECONDS);
                        default -> lock.lock();
                    }
                    if (mine) {
                        try {
                            total[0]++;
                            if (i % 8 == 0) {
                                LockSupport.parkNanos(50_000);
                            }
                        } finally {
                            lock.unlock();
                        }
                        turns[index]++;
                    }
                    Member victim = members[(index + i) % n];
                    if (i % 4 == 0 && victim != null) {
                        victim.interrupt();
                    }
                } catch (InterruptedException e) {
                    // as ordered
                }
                Thread.interrupted();
            }
        });
        assertEquals(Arrays.stream(turns).sum(), total[0]);
        assertFree();
    }
}
