package lockstep.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import lockstep.testing.Crew;
import lockstep.testing.Reach;
import org.junit.jupiter.api.Test;

/**
 * What {@link Epoch} says of itself. What passing does not prove: that nothing is ever handed back too soon. For that see
 * {@code lockstep.schedules.EpochSchedulesTest}.
 */
class EpochTest {

    private final Epoch epoch = new Epoch(4);
    private final List<Integer> back = new ArrayList<>();

    private void retire(int... numbers) {
        try (EpochGuard guard = epoch.pin()) {
            for (int number : numbers) {
                guard.retire(number, back::add);
            }
        }
    }

    @Test
    void smoke() {
        retire(1);
        assertEquals(List.of(), back);
        assertEquals(1, epoch.flush());
        assertEquals(List.of(1), back);
        assertEquals(0, epoch.flush());
        assertEquals(List.of(1), back);
    }

    @Test
    void threeGenerations() {
        retire(1);
        assertTrue(epoch.tryAdvance());
        retire(2);
        assertEquals(List.of(), back, "retired one epoch ago");
        assertTrue(epoch.tryAdvance());
        retire(3);
        assertEquals(List.of(1), back, "retired two epochs ago, and handed back by a close in its slot");
        assertTrue(epoch.tryAdvance());
        retire();
        assertEquals(List.of(1, 2), back);
    }

    @Test
    void nothingWhileAGuardIsOpen() {
        try (EpochGuard old = epoch.pin()) {
            retire(1);
            for (int i = 0; i < 10; i++) {
                assertEquals(0, epoch.flush());
            }
            assertEquals(List.of(), back);
            assertTrue(old.isOpen());
        }
        assertEquals(1, epoch.flush());
        assertEquals(List.of(1), back);
    }

    /** While a guard is open the epoch moves once at most. */
    @Test
    void advancesOncePastAGuard() {
        try (EpochGuard guard = epoch.pin()) {
            assertTrue(epoch.tryAdvance());
            assertFalse(epoch.tryAdvance());
            try (EpochGuard later = epoch.pin()) {
                assertTrue(later.isOpen());
                assertFalse(epoch.tryAdvance());
            }
            assertTrue(guard.isOpen());
            assertFalse(epoch.tryAdvance());
        }
        assertTrue(epoch.tryAdvance());
    }

    /** A guard that was opened after the retiring holds nothing up for ever: only the epoch, until it is closed. */
    @Test
    void inAnyOrder() {
        EpochGuard first = epoch.pin();
        EpochGuard second = epoch.pin();
        first.retire(1, back::add);
        first.close();
        assertEquals(0, epoch.flush());
        second.retire(2, back::add);
        second.close();
        assertEquals(2, epoch.flush());
    }

    @Test
    void inTheOrderOfASlot() {
        int[] numbers = IntStream.range(0, 100).toArray();
        retire(numbers);
        assertEquals(100, epoch.flush());
        assertEquals(IntStream.range(0, 100).boxed().toList(), back);
    }

    /** Flushed under one's own guard, what was retired under it stays. */
    @Test
    void flushUnderAGuard() {
        try (EpochGuard guard = epoch.pin()) {
            guard.retire(1, back::add);
            epoch.flush();
            assertEquals(List.of(), back);
        }
        assertEquals(1, epoch.flush());
    }

    /** With no flush at all, in the ordinary course: what waits is bounded, as long as there are pins. */
    @Test
    void handsBackAsItGoes() {
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            retire(i);
            most = Math.max(most, i + 1 - back.size());
        }
        assertTrue(most <= 200, "waiting at most: " + most);
        assertEquals(IntStream.range(0, back.size()).boxed().toList(), back);
    }

    /** What was retired in a slot that its thread has left is found by others that only pin. */
    @Test
    void looksAfterItsNeighbours() {
        Crew.start("retires and dies", () -> retire(1)).finish();
        for (int i = 0; i < 100_000 && back.isEmpty(); i++) {
            epoch.pin().close();
        }
        assertEquals(List.of(1), back);
    }

    /** A close hands back few, so that it does not take long. */
    @Test
    void boundedWork() {
        retire(IntStream.range(0, 100).toArray());
        epoch.tryAdvance();
        epoch.tryAdvance();
        int before = back.size();
        epoch.pin().close();
        int handed = back.size() - before;
        assertTrue(handed > 0 && handed <= 8, "handed back by one close: " + handed);
    }

    @Test
    void makesRoom() {
        List<EpochGuard> guards = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            guards.add(epoch.pin());
        }
        guards.get(70).retire(1, back::add);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, epoch.flush(), "with guard " + i + " and those after it open");
            guards.get(i).close();
        }
        assertEquals(1, epoch.flush());
        assertThrows(IllegalArgumentException.class, () -> new Epoch(0));
        assertThrows(IllegalArgumentException.class, () -> new Epoch(-1));
        assertThrows(IllegalArgumentException.class, () -> new Epoch(65_537));
    }

    @Test
    void closesTwice() {
        EpochGuard guard = epoch.pin();
        guard.close();
        EpochGuard next = epoch.pin();
        guard.close();
        next.retire(1, back::add);
        assertEquals(0, epoch.flush(), "the second close has ended the next guard");
        next.close();
        assertEquals(1, epoch.flush());
        assertFalse(guard.isOpen());
        assertThrows(IllegalStateException.class, () -> guard.retire(() -> { }));
    }

    @Test
    void belongsToItsThread() {
        EpochGuard guard = epoch.pin();
        Crew.start("stranger", () -> {
            assertThrows(IllegalStateException.class, guard::close);
            assertThrows(IllegalStateException.class, guard::isOpen);
            assertThrows(IllegalStateException.class, () -> guard.retire(() -> { }));
        }).finish();
        assertTrue(guard.isOpen());
        guard.close();
    }

    @Test
    void refusesNull() {
        try (EpochGuard guard = epoch.pin()) {
            assertThrows(NullPointerException.class, () -> guard.retire(null));
            assertThrows(NullPointerException.class, () -> guard.retire("object", null));
            guard.retire((Integer) null, back::add);
        }
        assertEquals(1, epoch.flush());
        assertEquals(1, back.size());
    }

    /** An exception goes to the thread's handler, and the rest is handed back. */
    @Test
    void aCallbackThrows() {
        List<Throwable> handled = new ArrayList<>();
        RuntimeException thrown = new RuntimeException("thrown by a callback");
        Crew.start("hands back", () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> handled.add(e));
            retire(1);
            try (EpochGuard guard = epoch.pin()) {
                guard.retire(() -> {
                    throw thrown;
                });
            }
            retire(2);
            assertEquals(3, epoch.flush());
        }).finish();
        assertEquals(List.of(1, 2), back);
        assertEquals(List.of(thrown), handled);
    }

    /** An error is thrown, and the slot is free again all the same. */
    @Test
    void aCallbackThrowsAnError() {
        try (EpochGuard guard = epoch.pin()) {
            guard.retire(() -> {
                throw new AssertionError("thrown by a callback");
            });
            guard.retire(2, back::add);
        }
        assertThrows(AssertionError.class, epoch::flush);
        assertEquals(1, epoch.flush());
        assertEquals(List.of(2), back);
    }

    /** A callback may open guards, retire and flush. */
    @Test
    void aCallbackRetires() {
        try (EpochGuard guard = epoch.pin()) {
            guard.retire(() -> {
                retire(1);
                epoch.flush();
            });
        }
        epoch.flush();
        epoch.flush();
        assertEquals(List.of(1), back);
    }

    /** Thousands of threads that come and go leave no slots behind. */
    @Test
    void threadsDie() {
        for (int i = 0; i < 300; i++) {
            Crew.start("mayfly", () -> retire(1)).finish();
        }
        epoch.flush();
        assertEquals(300, back.size());
        assertEquals(4, epoch.room());
    }

    @Test
    void letsGoWhatIsHandedBack() {
        WeakReference<Object> object = retired();
        Reach.assertHeld(object);
        assertEquals(1, epoch.flush());
        Reach.assertCollected(object);
    }

    private WeakReference<Object> retired() {
        Object object = new Object();
        try (EpochGuard guard = epoch.pin()) {
            guard.retire(object, o -> { });
        }
        return new WeakReference<>(object);
    }

    /** A closed guard that somebody keeps holds nothing. */
    @Test
    void letsGoWhatAClosedGuardRetired() {
        EpochGuard guard = epoch.pin();
        WeakReference<Object> object = new WeakReference<>(new int[1]);
        guard.retire(object.get(), o -> { });
        guard.close();
        epoch.flush();
        Reach.assertCollected(object);
        assertFalse(guard.isOpen());
    }

    /** Readers and writers of one shared cell; handed back, a cell is spoilt. Each is handed back once. */
    @Test
    void storm() {
        int rounds = 20_000;
        int threads = Crew.size();
        Epoch shared = new Epoch();
        AtomicReference<int[]> cell = new AtomicReference<>(new int[] {1});
        AtomicInteger retired = new AtomicInteger();
        AtomicInteger handedBack = new AtomicInteger();
        Crew.together(2 * threads, index -> {
            for (int i = 0; i < rounds; i++) {
                try (EpochGuard guard = shared.pin()) {
                    if (index < threads) {
                        for (int look = 0; look < 3; look++) {
                            int[] found = cell.getAcquire();
                            assertEquals(1, found[0], "spoilt under a guard");
                        }
                    } else {
                        int[] old = cell.getAndSet(new int[] {1});
                        retired.incrementAndGet();
                        guard.retire(old, o -> {
                            assertEquals(1, o[0]--, "handed back twice");
                            handedBack.incrementAndGet();
                        });
                    }
                }
            }
        });
        assertTrue(handedBack.get() > 0, "nothing was handed back on the way");
        shared.flush();
        assertEquals(retired.get(), handedBack.get());
        assertEquals(threads * rounds, handedBack.get());
    }

    /** A guard that sleeps stops the handing back, and when it wakes up everything goes on. */
    @Test
    void oneSleeps() {
        AtomicBoolean opened = new AtomicBoolean();
        AtomicBoolean wake = new AtomicBoolean();
        Crew.Member sleeper = Crew.start("sleeper", () -> {
            try (EpochGuard guard = epoch.pin()) {
                opened.set(true);
                Crew.awaitThat("woken", () -> wake.get() && guard.isOpen());
            }
        });
        Crew.awaitThat("opened", opened::get);
        AtomicIntegerArray once = new AtomicIntegerArray(1_000);
        for (int i = 0; i < once.length(); i++) {
            try (EpochGuard guard = epoch.pin()) {
                guard.retire(i, once::incrementAndGet);
            }
        }
        for (int i = 0; i < once.length(); i++) {
            assertEquals(0, once.get(i));
        }
        wake.set(true);
        sleeper.finish();
        assertEquals(1_000, epoch.flush());
        for (int i = 0; i < once.length(); i++) {
            assertEquals(1, once.get(i));
        }
    }
}
