package lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lockstep.spin.TasLock;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import org.junit.jupiter.api.Test;

@SuppressWarnings("MustBeClosed") // some tests close by hand
class ScopeTest {

    /** The sample program: two threads, one counter. */
    @Test
    void sample() {
        TasLock lock = new TasLock();
        int[] counter = {0};
        try (Scope scope = new Scope()) {
            for (int i = 0; i < 2; i++) {
                scope.spawn("adder " + i, () -> {
                    for (int j = 0; j < 1_000; j++) {
                        lock.lock();
                        counter[0]++;
                        lock.unlock();
                    }
                });
            }
        }
        assertEquals(2_000, counter[0]);
    }

    @Test
    void emptyScope() {
        Scope scope = new Scope();
        scope.close();
        scope.close();
    }

    @Test
    void closeWaitsForAll() {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Member block = Crew.start("block", () -> {
            try (Scope scope = new Scope()) {
                for (int i = 0; i < 3; i++) {
                    threads.add(scope.spawn(go::await));
                }
            }
            assertTrue(threads.stream().noneMatch(Thread::isAlive));
        });
        block.awaitInside(Scope.class);
        block.awaitParked();
        assertTrue(threads.stream().allMatch(Thread::isAlive));
        go.countDown();
        block.finish();
        assertEquals(List.of("scoped thread 1", "scoped thread 2", "scoped thread 3"),
                threads.stream().map(Thread::getName).toList());
    }

    @Test
    void threadsMaySpawnThreads() {
        int[] sum = {0};
        try (Scope scope = new Scope()) {
            scope.spawn("parent", () -> scope.spawn("child", () -> scope.spawn("grandchild", () -> sum[0] = 3)));
        }
        assertEquals(3, sum[0]);
    }

    @Test
    void failuresAreToldByName() {
        AssertionError late = new AssertionError("late");
        boolean[] ran = {false};
        ScopeFailedException e = assertThrows(ScopeFailedException.class, () -> {
            try (Scope scope = new Scope()) {
                scope.spawn("divider", () -> System.out.println(1 / Integer.parseInt("0")));
                scope.spawn("fine", () -> ran[0] = true);
                scope.spawn("reader", () -> {
                    throw new IOException("no file");
                });
                scope.spawn("checker", () -> {
                    throw late;
                });
            }
        });
        assertTrue(ran[0]);
        assertEquals("""
                3 of 4 threads failed:
                  divider: java.lang.ArithmeticException: / by zero
                  reader: java.io.IOException: no file
                  checker: java.lang.AssertionError: late""", e.getMessage());
        assertEquals(ArithmeticException.class, e.getCause().getClass());
        assertEquals(2, e.getSuppressed().length);
        assertSame(late, e.getSuppressed()[1]);
    }

    @Test
    void oneOfOne() {
        Scope scope = new Scope();
        scope.spawn("only", () -> {
            throw new IOException();
        });
        assertEquals("1 of 1 thread failed:\n  only: java.io.IOException",
                assertThrows(ScopeFailedException.class, scope::close).getMessage());
        scope.close(); // told once
    }

    @Test
    void blockThatThrowsWaitsToo() {
        boolean[] ended = {false};
        CountDownLatch go = new CountDownLatch(1);
        ArithmeticException e = assertThrows(ArithmeticException.class, () -> {
            try (Scope scope = new Scope()) {
                scope.spawn("late", () -> {
                    go.await();
                    ended[0] = true;
                    throw new IOException("too");
                });
                go.countDown();
                throw new ArithmeticException();
            }
        });
        assertTrue(ended[0]);
        assertEquals(ScopeFailedException.class, e.getSuppressed()[0].getClass());
    }

    @Test
    void interruptIsPassedOn() {
        Member block = Crew.start("block", () -> {
            ScopeFailedException e = assertThrows(ScopeFailedException.class, () -> {
                try (Scope scope = new Scope()) {
                    for (int i = 0; i < 3; i++) {
                        scope.spawn(() -> new CountDownLatch(1).await());
                    }
                }
            });
            assertTrue(e.getMessage().startsWith("3 of 3 threads failed"), e.getMessage());
            assertEquals(InterruptedException.class, e.getCause().getClass());
            assertTrue(Thread.currentThread().isInterrupted(), "the block's own status stays");
        });
        block.awaitInside(Scope.class);
        block.awaitParked();
        block.interrupt();
        block.finish();
    }

    @Test
    void spawnAfterClose() {
        Scope scope = new Scope();
        scope.close();
        boolean[] ran = {false};
        String message = assertThrows(IllegalStateException.class, () -> scope.spawn("late", () -> ran[0] = true)).getMessage();
        assertTrue(message.contains("late"), message);
        assertFalse(ran[0]);
    }
}
