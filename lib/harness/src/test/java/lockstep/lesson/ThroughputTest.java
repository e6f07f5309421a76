package lockstep.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void measuresSideBySide() {
        Throughput.Result result = Throughput.against("ReentrantLock", new ReentrantLock())
                .lock("fair", new ReentrantLock(true)).threads(1, 2).overcrowded().seconds(0.3).run();
        assertEquals(List.of("ReentrantLock", "fair"), result.locks());
        assertEquals(List.of(1, 2), result.threads());
        for (int threads : result.threads()) {
            assertEquals(1.0, result.ratio("ReentrantLock", threads));
            assertTrue(result.perSecond("fair", threads) > 0);
        }
        String text = result.toString();
        assertTrue(text.contains("against ReentrantLock") && text.contains("changes hands"), text);
        assertTrue(result.chart().contains("2 threads"), result.chart());
        assertThrows(IllegalArgumentException.class, () -> result.ratio("other", 1));
        assertThrows(IllegalArgumentException.class, () -> result.ratio("fair", 3));
    }

    @Test
    void leavesOutMoreThreadsThanProcessorsAndSaysSo() {
        Throughput.Result result = Throughput.against("ReentrantLock", new ReentrantLock())
                .threads(1, PROCESSORS + 1).seconds(0.1).run();
        assertEquals(List.of(1), result.threads());
        assertTrue(result.notes().get(0).contains((PROCESSORS + 1) + " threads are left out"), result.notes().toString());
    }

    /** A lock that stays with one thread for 15 ms, however much the other wants it. */
    private static final class Sticky {
        private final ReentrantLock real = new ReentrantLock();
        private Thread last;
        private long since;

        void lock() {
            while (true) {
                real.lock();
                Thread me = Thread.currentThread();
                long now = System.nanoTime();
                if (last == null || last == me || now - since > 15_000_000) {
                    since = last == me ? since : now;
                    last = me;
                    return;
                }
                real.unlock();
                LockSupport.parkNanos(1_000_000);
            }
        }

        void unlock() {
            real.unlock();
        }
    }

    @Test
    void noticesThatThreadsHardlyMet() {
        Sticky sticky = new Sticky();
        Throughput.Result result = Throughput.against("sticky", sticky::lock, sticky::unlock)
                .threads(2).overcrowded().seconds(0.3).run();
        assertTrue(result.notes().get(0).contains("hardly met"), result.toString());
    }

    @Test
    void refusesALockThatLetsTwoIn() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> {
            for (int i = 0; i < 50; i++) { // one processor may need several runs until two threads meet
                Throughput.against("nothing", () -> {}, () -> {}).threads(4).overcrowded().seconds(0.5).run();
            }
        });
        assertTrue(e.getMessage().contains("nothing is no lock"), e.getMessage());
    }

    @Test
    void saysWhatALockThrew() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> Throughput.against("bad", () -> {
            throw new UnsupportedOperationException("not yet");
        }, () -> {}).threads(1).seconds(0.1).run());
        assertTrue(e.getMessage().contains("bad threw") && e.getMessage().contains("not yet"), e.getMessage());
    }

    @Test
    void everyCopyOfTheLoopIsItsOwnClass() {
        assertFalse(Throughput.freshCopyOfRally().getDeclaringClass() == Throughput.freshCopyOfRally().getDeclaringClass());
    }

    @Test
    void refusesNonsense() {
        Throughput one = Throughput.against("ReentrantLock", new ReentrantLock());
        assertThrows(IllegalArgumentException.class, () -> one.lock("ReentrantLock", new ReentrantLock()));
        assertThrows(IllegalArgumentException.class, () -> one.threads());
        assertThrows(IllegalArgumentException.class, () -> one.threads(0));
        assertThrows(IllegalArgumentException.class, () -> one.seconds(0));
        assertThrows(IllegalArgumentException.class, () -> one.work(-1, 0));
    }
}
