package lockstep.guard;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import lockstep.testing.Crew.Rounds;
import org.junit.jupiter.api.Test;

@SuppressWarnings("MustBeClosed") // misuse is what is tested
class GuardLockTest {

    private final GuardLock<Integer> lock = new GuardLock<>(1);

    @Test
    void smoke() {
        try (Guard<Integer> guard = lock.lock()) {
            assertEquals(1, guard.get());
            guard.set(2);
            assertEquals(2, guard.get());
            assertEquals(20, guard.update(v -> 10 * v));
        }
        try (Guard<Integer> guard = lock.lock()) {
            assertEquals(20, guard.get());
            guard.set(null);
            assertNull(guard.get());
        }
        assertNull(lock.<Object>with(v -> v));
    }

    @Test
    void relocks() {
        for (int i = 1; i < 10_000; i++) {
            try (Guard<Integer> guard = lock.lock()) {
                assertEquals(i, guard.get());
                guard.update(v -> v + 1);
            }
        }
    }

    @Test
    void blockThatThrowsUnlocks() {
        assertThrows(ArithmeticException.class, () -> {
            try (Guard<Integer> guard = lock.lock()) {
                guard.set(5);
                throw new ArithmeticException();
            }
        });
        assertFree(5); // not poisoned: what was set stays
    }

    @Test
    void tryLockFailsWhileHeld() throws InterruptedException {
        Guard<Integer> open = lock.lock();
        assertTrue(lock.tryLock().isEmpty(), "the holder's own try");
        elsewhere(() -> {
            assertTrue(lock.tryLock().isEmpty());
            assertTrue(lock.tryLock(0, DAYS).isEmpty());
            assertTrue(lock.tryLock(-1, DAYS).isEmpty());
            assertTrue(lock.tryLock(5, MILLISECONDS).isEmpty());
        });
        open.close();
        elsewhere(() -> {
            try (Guard<Integer> guard = lock.tryLock().orElseThrow()) {
                assertEquals(1, guard.get());
            }
            try (Guard<Integer> guard = lock.tryLock(0, DAYS).orElseThrow()) {
                assertEquals(1, guard.get());
            }
        });
    }

    @Test
    void timed() {
        Guard<Integer> open = lock.lock();
        Member patient = Crew.start("patient", () -> {
            try (Guard<Integer> guard = lock.tryLock(1, DAYS).orElseThrow()) {
                assertEquals(2, guard.get());
            }
        });
        patient.awaitParked();
        open.set(2);
        open.close();
        patient.finish();
        assertFree(2);
    }

    @Test
    void interruptible() {
        Guard<Integer> open = lock.lock();
        for (Crew.Body form : List.<Crew.Body>of(lock::lockInterruptibly, () -> lock.tryLock(1, DAYS))) {
            Member waiter = Crew.start("interrupted", () -> {
                assertThrows(InterruptedException.class, form::run);
                assertFalse(Thread.currentThread().isInterrupted());
            });
            waiter.awaitParked();
            waiter.interrupt();
            waiter.finish();
        }
        open.close();
        assertFree(1);
        elsewhere(() -> {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, lock::lockInterruptibly);
            try (Guard<Integer> guard = lock.lockInterruptibly()) {
                assertEquals(1, guard.get());
            }
        });
    }

    @Test
    void lockByHolder() {
        try (Guard<Integer> guard = lock.lock()) {
            assertThrows(IllegalStateException.class, lock::lock);
            assertThrows(IllegalStateException.class, lock::lockInterruptibly);
            assertThrows(IllegalStateException.class, () -> lock.with(v -> v));
            assertEquals(1, guard.get(), "still open");
        }
        assertFree(1);
    }

    // ---- misuse of a guard

    @Test
    void useAfterClose() {
        Guard<Integer> guard = lock.lock();
        guard.close();
        assertClosed(guard);
        try (Guard<Integer> other = lock.lock()) { // and not by way of a later guard of the same thread
            assertClosed(guard);
            assertEquals(1, other.get());
        }
    }

    private static void assertClosed(Guard<Integer> guard) {
        for (Runnable use : List.<Runnable>of(guard::get, () -> guard.set(9), () -> guard.update(v -> 9))) {
            String message = assertThrows(IllegalStateException.class, use::run).getMessage();
            assertTrue(message.contains("this guard is closed"), message);
        }
        AtomicInteger calls = new AtomicInteger();
        assertThrows(IllegalStateException.class, () -> guard.update(v -> calls.incrementAndGet()));
        assertEquals(0, calls.get(), "a closed guard does not show the value to the function");
    }

    @Test
    void closeTwice() {
        Guard<Integer> guard = lock.lock();
        guard.close();
        guard.close();
        assertFree(1);
        try (Guard<Integer> early = lock.lock()) {
            early.close();
        }
        assertFree(1);
    }

    @Test
    void closeNeverReleasesAnotherHolder() {
        Guard<Integer> old = lock.lock();
        old.close();
        try (Guard<Integer> mine = lock.lock()) { // the same thread's next guard
            old.close();
            assertHeld();
            assertEquals(1, mine.get());
        }
        elsewhere(() -> lock.lock()); // another thread's, which never closes it
        old.close();
        assertHeld();
    }

    @Test
    void usedByStranger() {
        Guard<Integer> guard = lock.lock();
        elsewhere(() -> {
            for (Runnable use : List.<Runnable>of(guard::get, () -> guard.set(9), () -> guard.update(v -> 9), guard::close)) {
                String message = assertThrows(IllegalStateException.class, use::run).getMessage();
                assertTrue(message.contains("belongs to thread"), message);
            }
        });
        assertHeld();
        assertEquals(1, guard.get());
        guard.close();
        elsewhere(() -> assertThrows(IllegalStateException.class, guard::close));
        assertFree(1);
    }

    /** Opener and stranger race to close one guard, while a third waits to get in. One release, not two. */
    @Test
    void closeRace() {
        int[] inside = {0};
        Rounds rounds = new Rounds(2_000);
        while (rounds.next()) {
            CompletableFuture<Guard<Integer>> handed = new CompletableFuture<>();
            Crew.together(2, index -> {
                if (index == 0) {
                    Guard<Integer> guard = lock.lock();
                    inside[0]++;
                    assertEquals(1, inside[0]);
                    handed.complete(guard);
                    inside[0]--;
                    guard.close();
                    guard.close();
                } else {
                    Guard<Integer> guard = handed.join();
                    assertThrows(IllegalStateException.class, guard::close);
                    try (Guard<Integer> mine = lock.lock()) {
                        inside[0]++;
                        assertEquals(1, inside[0]);
                        assertThrows(IllegalStateException.class, guard::close);
                        assertTrue(lock.tryLock().isEmpty());
                        inside[0]--;
                    }
                }
            });
        }
        assertFree(1);
    }

    @Test
    void updateThatThrowsChangesNothing() {
        try (Guard<Integer> guard = lock.lock()) {
            assertThrows(ArithmeticException.class, () -> guard.update(v -> v / 0));
            assertEquals(1, guard.get(), "open, and the old value");
        }
        assertFree(1);
    }

    @Test
    void updateThatClosesIsRefused() {
        Guard<Integer> guard = lock.lock();
        assertThrows(IllegalStateException.class, () -> guard.update(v -> {
            guard.close();
            return 9;
        }));
        assertFree(1);
    }

    @Test
    void noOtherWayToBeMade() {
        assertEquals(0, Guard.class.getConstructors().length);
        assertTrue(Modifier.isFinal(Guard.class.getModifiers()));
        assertEquals(0, Guard.class.getFields().length);
        assertEquals(0, GuardLock.class.getFields().length);
    }

    // ---- the scoped form

    @Test
    void with() {
        GuardLock<List<String>> names = new GuardLock<>(new ArrayList<>());
        assertEquals(true, names.with(list -> list.add("Ada")));
        int size = names.with(List::size);
        assertEquals(1, size);
        assertThrows(ArithmeticException.class, () -> names.with(list -> 1 / 0));
        size = names.with(List::size);
        assertEquals(1, size, "given back, also when the function throws");
    }

    @Test
    void withHoldsTheLock() {
        lock.with(v -> {
            assertHeld();
            return null;
        });
        assertFree(1);
    }

    // ---- storms

    /** The sample program: one thread pushes 1, another pushes 2 and 2 under one guard. */
    @Test
    void sample() {
        for (int i = 0; i < 500; i++) {
            GuardLock<List<Integer>> numbers = new GuardLock<>(new ArrayList<>());
            Crew.together(2, index -> {
                try (Guard<List<Integer>> guard = numbers.lock()) {
                    guard.get().add(index + 1);
                    if (index == 1) {
                        guard.get().add(2);
                    }
                }
            });
            List<Integer> list = numbers.with(List::copyOf);
            assertTrue(list.equals(List.of(1, 2, 2)) || list.equals(List.of(2, 2, 1)), list.toString());
        }
    }

    @Test
    void mutualExclusion() {
        int n = Crew.size();
        int[] turns = new int[n];
        Crew.together(n, index -> {
            Rounds rounds = new Rounds(300_000);
            for (int i = 0; rounds.next(); i++) {
                if (i % 3 == 0) {
                    var maybe = lock.tryLock(50, MICROSECONDS);
                    if (maybe.isPresent()) {
                        try (Guard<Integer> guard = maybe.get()) {
                            guard.update(v -> v + 1);
                        }
                        turns[index]++;
                    }
                } else {
                    try (Guard<Integer> guard = lock.lock()) {
                        int value = guard.get();
                        if (i % 64 == 0) {
                            Thread.yield();
                        }
                        guard.set(value + 1);
                    }
                    turns[index]++;
                }
            }
        });
        assertFree(1 + Arrays.stream(turns).sum());
    }

    @Test
    void visibility() {
        GuardLock<int[]> message = new GuardLock<>(new int[64]);
        Crew.together(Crew.size(), index -> {
            Rounds rounds = new Rounds(5_000);
            while (rounds.next()) {
                message.with(m -> {
                    int first = m[0];
                    for (int i = 0; i < m.length; i++) {
                        assertEquals(first, m[i]);
                        m[i] = first + 1;
                    }
                    return null;
                });
            }
        });
    }

    private void assertHeld() {
        elsewhere(() -> assertTrue(lock.tryLock().isEmpty(), "the lock should be held"));
    }

    private void assertFree(Integer expected) {
        elsewhere(() -> {
            try (Guard<Integer> guard = lock.tryLock().orElseThrow(() -> new AssertionError("the lock should be free"))) {
                assertEquals(expected, guard.get());
            }
        });
    }

    private static void elsewhere(Crew.Body body) {
        Crew.start("another thread", body).finish();
    }
}
