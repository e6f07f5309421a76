package lockstep.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import lockstep.testing.Crew.Rounds;
import org.junit.jupiter.api.Test;

class SpinValueLockTest {

    @Test
    void smoke() {
        List<String> list = new ArrayList<>();
        SpinValueLock<List<String>> lock = new SpinValueLock<>(list);
        assertSame(list, lock.lock());
        list.add("Ada");
        lock.unlock();
        assertEquals(List.of("Ada"), lock.lock());
        lock.unlock();
    }

    @Test
    void setReplacesTheValue() {
        SpinValueLock<Integer> lock = new SpinValueLock<>(1);
        lock.set(lock.lock() + 1); // arguments first: the lock is taken before set
        lock.unlock();
        assertEquals(2, lock.lock());
        lock.set(null);
        lock.unlock();
        assertNull(lock.lock());
        lock.unlock();
    }

    @Test
    void relocks() {
        SpinValueLock<int[]> lock = new SpinValueLock<>(new int[1]);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, lock.lock()[0]++);
            lock.unlock();
        }
    }

    @Test
    void unlockWithoutLock() {
        SpinValueLock<String> lock = new SpinValueLock<>("v");
        for (int i = 0; i < 2; i++) {
            String message = assertThrows(IllegalMonitorStateException.class, lock::unlock).getMessage();
            assertTrue(message.contains("unlock() without lock()"), message);
            assertTrue(assertThrows(IllegalMonitorStateException.class, () -> lock.set("w")).getMessage().contains("set()"));
            assertEquals("v", lock.lock());
            lock.unlock();
        }
    }

    @Test
    void lockWaitsForUnlock() {
        SpinValueLock<int[]> lock = new SpinValueLock<>(new int[1]);
        int[] value = lock.lock();
        boolean[] entered = {false};
        Member waiter = Crew.start("waiter", () -> {
            int[] mine = lock.lock();
            entered[0] = true;
            assertEquals(7, mine[0]);
            lock.unlock();
        });
        waiter.awaitInside(SpinValueLock.class);
        assertFalse(entered[0]);
        value[0] = 7;
        lock.unlock();
        waiter.finish();
    }

    /** The sample program: one thread pushes 1, another pushes 2 and 2. */
    @Test
    void sample() {
        for (int i = 0; i < 500; i++) {
            SpinValueLock<List<Integer>> lock = new SpinValueLock<>(new ArrayList<>());
            Crew.together(2, index -> {
                List<Integer> list = lock.lock();
                list.add(index + 1);
                if (index == 1) {
                    list.add(2);
                }
                lock.unlock();
            });
            List<Integer> list = lock.lock();
            assertTrue(list.equals(List.of(1, 2, 2)) || list.equals(List.of(2, 2, 1)), list.toString());
            lock.unlock();
        }
    }

    @Test
    void mutualExclusion() {
        SpinValueLock<long[]> lock = new SpinValueLock<>(new long[2]);
        long[] turns = new long[Crew.size()];
        Crew.together(turns.length, index -> {
            Rounds rounds = new Rounds(300_000);
            for (int i = 0; rounds.next(); i++) {
                long[] value = lock.lock();
                try {
                    assertEquals(value[0], value[1]);
                    value[0]++;
                    if (i % 64 == 0) {
                        Thread.yield();
                    }
                    value[1]++;
                } finally {
                    lock.unlock();
                }
                turns[index]++;
            }
        });
        assertEquals(Arrays.stream(turns).sum(), lock.lock()[1]);
        lock.unlock();
    }

    /** An immutable value, replaced: nothing lost. */
    @Test
    void mutualExclusionBySet() {
        SpinValueLock<Integer> lock = new SpinValueLock<>(0);
        int[] turns = new int[Crew.size()];
        Crew.together(turns.length, index -> {
            Rounds rounds = new Rounds(300_000);
            while (rounds.next()) {
                int value = lock.lock();
                lock.set(value + 1);
                lock.unlock();
                turns[index]++;
            }
        });
        assertEquals(Arrays.stream(turns).sum(), lock.lock());
        lock.unlock();
    }
}
