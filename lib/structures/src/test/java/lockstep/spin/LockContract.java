package lockstep.spin;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import lockstep.testing.Crew.Rounds;
import org.junit.jupiter.api.Test;

/**
 * What every lock here must do, whatever it does to get there. {@link ReentrantLockTest} holds the JDK's lock against
 * the same contract, so that the contract itself is not mistaken.
 *
 * <p>What passing does not prove: that the memory order is right. On x86 a release store and a plain one are the same
 * instruction; only a model checker sees the difference. Nor fairness, save where a lock's own test says so.
 */
abstract class LockContract {

    /** A free lock. */
    abstract Lock newLock();

    /** Whether the lock knows who holds it, and so can tell a stranger's unlock and the holder's second lock. */
    boolean knowsHolder() {
        return false;
    }

    final Lock lock = newLock();

    @Test
    void smoke() throws InterruptedException {
        lock.lock();
        lock.unlock();
        lock.lockInterruptibly();
        lock.unlock();
        assertTrue(lock.tryLock());
        lock.unlock();
        assertTrue(lock.tryLock(1, SECONDS));
        lock.unlock();
    }

    @Test
    void relocks() {
        for (int i = 0; i < 10_000; i++) {
            lock.lock();
            lock.unlock();
            assertTrue(lock.tryLock(), "free again after turn " + i);
            lock.unlock();
        }
    }

    @Test
    void tryLockFailsWhileHeld() {
        lock.lock();
        elsewhere(() -> {
            for (int i = 0; i < 100; i++) {
                assertFalse(lock.tryLock());
            }
        });
        lock.unlock();
        elsewhere(() -> {
            assertTrue(lock.tryLock());
            lock.unlock();
        });
    }

    @Test
    void locksAreIndependent() {
        Lock other = newLock();
        lock.lock();
        other.lock();
        lock.unlock();
        elsewhere(() -> {
            assertTrue(lock.tryLock());
            assertFalse(other.tryLock());
            lock.unlock();
        });
        other.unlock();
    }

    @Test
    void lockWaitsForUnlock() {
        boolean[] entered = {false};
        lock.lock();
        Member waiter = Crew.start("waiter", () -> {
            lock.lock();
            entered[0] = true;
            lock.unlock();
        });
        waiter.awaitInside(lock.getClass());
        assertFalse(entered[0]); // a true here is a bug; a false is not yet a proof, hence the storms below
        lock.unlock();
        waiter.finish();
        assertTrue(entered[0]);
    }

    @Test
    void timed() throws InterruptedException {
        for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
            assertTrue(lock.tryLock(time, DAYS), "free, limit " + time);
            lock.unlock();
        }
        lock.lock();
        elsewhere(() -> {
            for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1}) {
                assertFalse(lock.tryLock(time, NANOSECONDS), "held, limit " + time);
            }
            long start = System.nanoTime();
            assertFalse(lock.tryLock(20, MILLISECONDS));
            assertTrue(System.nanoTime() - start >= MILLISECONDS.toNanos(20), "gave up before its time");
        });
        for (long days : new long[] {1, Long.MAX_VALUE}) {
            Member patient = Crew.start("patient", () -> {
                assertTrue(lock.tryLock(days, DAYS));
                lock.unlock();
            });
            patient.awaitInside(lock.getClass());
            lock.unlock();
            patient.finish();
            lock.lock();
        }
        lock.unlock();
        assertFree();
    }

    @Test
    void interruptible() throws InterruptedException {
        lock.lock();
        List<Crew.Body> forms = List.of(lock::lockInterruptibly, () -> lock.tryLock(1, DAYS));
        for (Crew.Body form : forms) {
            Member waiter = Crew.start("interrupted", () -> {
                assertThrows(InterruptedException.class, form::run);
                assertFalse(Thread.currentThread().isInterrupted(), "the exception takes the status with it");
                assertFalse(lock.tryLock(), "still held by the other thread");
            });
            waiter.awaitInside(lock.getClass());
            waiter.interrupt();
            waiter.finish();
        }
        lock.unlock();
        assertFree();
    }

    @Test
    void interruptedOnEntry() {
        List<Crew.Body> forms = List.of(lock::lockInterruptibly, () -> lock.tryLock(1, DAYS), () -> lock.tryLock(0, DAYS));
        for (Crew.Body form : forms) {
            elsewhere(() -> {
                Thread.currentThread().interrupt();
                assertThrows(InterruptedException.class, form::run);
                assertFalse(Thread.currentThread().isInterrupted(), "the exception takes the status with it");
            });
            assertFree();
        }
    }

    @Test
    void lockKeepsInterrupt() {
        elsewhere(() -> {
            Thread.currentThread().interrupt();
            lock.lock();
            lock.unlock();
            assertTrue(lock.tryLock());
            lock.unlock();
            assertTrue(Thread.interrupted(), "lock and tryLock leave the status set");
        });
        lock.lock();
        Member waiter = Crew.start("interrupted", () -> {
            lock.lock();
            boolean status = Thread.currentThread().isInterrupted();
            lock.unlock();
            assertTrue(status, "lock() waits on, and leaves the status set");
        });
        waiter.awaitInside(lock.getClass());
        waiter.interrupt();
        waiter.awaitInside(lock.getClass());
        lock.unlock();
        waiter.finish();
    }

    @Test
    void unlockWithoutLock() {
        assertMessage(assertThrows(IllegalMonitorStateException.class, lock::unlock));
        lock.lock();
        lock.unlock();
        assertMessage(assertThrows(IllegalMonitorStateException.class, lock::unlock));
        assertFree(); // and nothing is broken
    }

    @Test
    void unlockByStranger() {
        lock.lock();
        if (knowsHolder()) {
            elsewhere(() -> {
                assertMessage(assertThrows(IllegalMonitorStateException.class, lock::unlock));
                assertFalse(lock.tryLock(), "still held");
            });
            lock.unlock();
        } else {
            elsewhere(lock::unlock); // documented: not told, and the lock is given back
        }
        assertFree();
    }

    @Test
    void lockByHolder() {
        if (knowsHolder()) {
            lock.lock();
            assertMessage(assertThrows(IllegalStateException.class, lock::lock));
            assertMessage(assertThrows(IllegalStateException.class, lock::lockInterruptibly));
            assertFalse(lock.tryLock());
            lock.unlock();
        } else {
            Member twice = Crew.start("twice", () -> {
                lock.lock();
                lock.lock(); // documented: spins for ever; or until a stranger unlocks
            });
            twice.awaitInside(lock.getClass());
            Crew.awaitThat("the lock is taken", () -> {
                boolean free = lock.tryLock();
                if (free) {
                    lock.unlock();
                }
                return !free;
            });
            lock.unlock();
            twice.finish();
            lock.unlock();
        }
        assertFree();
    }

    @Test
    void conditionsAreRefused() {
        String message = assertThrows(UnsupportedOperationException.class, lock::newCondition).getMessage();
        assertTrue(message.contains(lock.getClass().getSimpleName()) && message.contains("ReentrantLock"), message);
    }

    /** Two counters in step, and a witness that nobody else is inside. A lost update or a visitor shows in one of them. */
    private final class Section {
        private long one;
        private long two;
        private int inside;

        /** To be called under the lock. */
        void enter(boolean linger) {
            assertEquals(0, inside, "another thread is inside");
            inside = 1;
            assertEquals(one, two, "another thread left it half done, or its writes are not seen");
            one++;
            if (linger) {
                Thread.yield();
            }
            two++;
            inside = 0;
        }
    }

    @Test
    void mutualExclusion() {
        int n = Crew.size();
        long[] turns = new long[n];
        Section section = new Section();
        Crew.together(n, index -> {
            Rounds rounds = new Rounds(300_000);
            for (int i = 0; rounds.next(); i++) {
                lock.lock();
                try {
                    section.enter(i % 64 == 0);
                } finally {
                    lock.unlock();
                }
                turns[index]++;
            }
        });
        assertEquals(Arrays.stream(turns).sum(), section.one);
    }

    /** Two threads try a free lock at the same moment, again and again: one gets it. A test apart from its set shows here. */
    @Test
    void tryLockRace() {
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger winners = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Crew.together(2, index -> {
            Rounds rounds = new Rounds(500_000);
            for (int gate = 0; !over.get(); ) {
                meet(arrived, gate += 2);
                boolean mine = lock.tryLock();
                if (mine) {
                    winners.incrementAndGet();
                }
                meet(arrived, gate += 2);
                if (mine) {
                    lock.unlock();
                }
                if (index == 0) {
                    int won = winners.getAndSet(0);
                    over.set(won != 1 || !rounds.next()); // the other leaves with us, whatever happened
                    meet(arrived, gate += 2);
                    assertEquals(1, won, "threads that got the free lock");
                } else {
                    meet(arrived, gate += 2);
                }
            }
        });
        assertFree();
    }

    private static void meet(AtomicInteger arrived, int gate) {
        arrived.incrementAndGet();
        for (int i = 0; arrived.get() < gate; i++) {
            if (i % 1_000 == 999) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** All forms at once, with limits that often pass and interrupts that often come. */
    @Test
    void mutualExclusionMixed() {
        int n = Crew.size();
        long[] turns = new long[n];
        Section section = new Section();
        Crew.together(n, index -> {
            Rounds rounds = new Rounds(5_000);
            for (int i = 0; rounds.next(); i++) {
                boolean mine = false;
                try {
                    switch ((i + index) % 5) {
                        case 0 -> {
                            lock.lock();
                            mine = true;
                        }
                        case 1 -> mine = lock.tryLock();
                        case 2 -> mine = lock.tryLock(i % 7 * 1_000, NANOSECONDS);
                        case 3 -> {
                            lock.lockInterruptibly();
                            mine = true;
                        }
                        default -> {
                            Thread.currentThread().interrupt();
                            lock.lockInterruptibly();
                            mine = true;
                        }
                    }
                } catch (InterruptedException e) {
                    assertEquals(4, (i + index) % 5, "nobody interrupted");
                }
                if (mine) {
                    try {
                        section.enter(i % 16 == 0);
                    } finally {
                        lock.unlock();
                    }
                    turns[index]++;
                }
            }
        });
        assertEquals(Arrays.stream(turns).sum(), section.one);
        assertFree();
    }

    /** Producers and consumers of one plain queue; the oracle is the order of each producer's numbers. */
    @Test
    void mpmc() {
        int pairs = Math.max(1, Crew.size() / 2);
        int each = 2_000;
        Queue<int[]> queue = new ArrayDeque<>();
        boolean[] stop = {false};
        int[] sent = new int[pairs];
        List<List<int[]>> received = new ArrayList<>();
        IntStream.range(0, pairs).forEach(i -> received.add(new ArrayList<>()));
        int[] producing = {pairs};
        Crew.together(2 * pairs, index -> {
            if (index < pairs) {
                Rounds rounds = new Rounds(each);
                while (rounds.next()) {
                    lock.lock();
                    try {
                        queue.add(new int[] {index, sent[index]++});
                    } finally {
                        lock.unlock();
                    }
                }
                lock.lock();
                try {
                    stop[0] = --producing[0] == 0;
                } finally {
                    lock.unlock();
                }
            } else {
                for (boolean done = false; !done; ) {
                    lock.lock();
                    try {
                        int[] item = queue.poll();
                        if (item != null) {
                            received.get(index - pairs).add(item);
                        }
                        done = item == null && stop[0];
                    } finally {
                        lock.unlock();
                    }
                }
            }
        });
        assertEquals(IntStream.of(sent).sum(), received.stream().mapToInt(List::size).sum(), "none lost, none twice");
        for (int p = 0; p < pairs; p++) {
            int producer = p;
            for (List<int[]> list : received) {
                int[] numbers = list.stream().filter(i -> i[0] == producer).mapToInt(i -> i[1]).toArray();
                assertTrue(IntStream.range(1, numbers.length).allMatch(i -> numbers[i - 1] < numbers[i]), "in order");
            }
        }
    }

    /** What one thread wrote under the lock, with plain writes, the next one sees whole. */
    @Test
    void visibility() {
        int[] message = new int[64];
        Crew.together(Crew.size(), index -> {
            Rounds rounds = new Rounds(5_000);
            while (rounds.next()) {
                lock.lock();
                try {
                    int first = message[0];
                    for (int i = 0; i < message.length; i++) {
                        assertEquals(first, message[i], "torn at " + i);
                        message[i] = first + 1;
                    }
                } finally {
                    lock.unlock();
                }
            }
        });
    }

    /** Free: another thread can take it, and give it back. */
    final void assertFree() {
        elsewhere(() -> {
            assertTrue(lock.tryLock(), "the lock should be free");
            lock.unlock();
        });
    }

    static void elsewhere(Crew.Body body) {
        Crew.start("another thread", body).finish();
    }

    private void assertMessage(RuntimeException e) {
        String name = lock.getClass().getSimpleName();
        assertTrue(e.getMessage() != null && e.getMessage().contains(name), "should name the lock: " + e);
    }
}
