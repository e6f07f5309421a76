package lockstep.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import lockstep.testing.Crew;
import lockstep.testing.Crew.Member;
import lockstep.testing.Crew.Rounds;
import org.junit.jupiter.api.Test;

class LazyTest {

    @Test
    void smoke() {
        AtomicInteger made = new AtomicInteger();
        Lazy<Integer> lazy = new Lazy<>(made::incrementAndGet);
        assertEquals(0, made.get(), "not before it is asked for");
        assertEquals(1, lazy.get());
        assertEquals(1, lazy.get());
        assertEquals(1, made.get());
    }

    @Test
    void nullIsAValue() {
        AtomicInteger made = new AtomicInteger();
        Lazy<String> lazy = new Lazy<>(() -> {
            made.incrementAndGet();
            return null;
        });
        assertNull(lazy.get());
        assertNull(lazy.get());
        assertEquals(1, made.get());
    }

    @Test
    void failureIsNotKept() {
        AtomicInteger tries = new AtomicInteger();
        Lazy<String> lazy = new Lazy<>(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new ArithmeticException("try " + tries);
            }
            return "made";
        });
        assertEquals("try 1", assertThrows(ArithmeticException.class, lazy::get).getMessage());
        Crew.start("another thread", () -> assertThrows(ArithmeticException.class, lazy::get)).finish();
        assertEquals("made", lazy.get());
        assertEquals(3, tries.get());
    }

    @Test
    void supplierThatAsksItself() {
        @SuppressWarnings("unchecked")
        Lazy<Integer>[] lazy = new Lazy[1];
        lazy[0] = new Lazy<>(() -> lazy[0].get() + 1);
        String message = assertThrows(IllegalStateException.class, lazy[0]::get).getMessage();
        assertTrue(message.contains("asks for the value"), message);
    }

    @Test
    void othersWaitForTheMaker() {
        CountDownLatch finishing = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        Lazy<Integer> lazy = new Lazy<>(() -> {
            made.incrementAndGet();
            try {
                finishing.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 7;
        });
        Member maker = Crew.start("maker", () -> assertEquals(7, lazy.get()));
        Crew.awaitThat("the supplier runs", () -> made.get() == 1);
        Member other = Crew.start("other", () -> assertEquals(7, lazy.get()));
        other.awaitParked();
        finishing.countDown();
        maker.finish();
        other.finish();
        assertEquals(1, made.get());
    }

    @Test
    void supplierIsLetGo() {
        Supplier<Object> supplier = new Supplier<>() {
            @Override
            public Object get() {
                return "made";
            }
        };
        WeakReference<Object> trace = new WeakReference<>(supplier);
        Lazy<Object> lazy = new Lazy<>(supplier);
        supplier = null;
        lazy.get();
        Crew.awaitThat("the supplier is collected", () -> {
            System.gc();
            return trace.get() == null;
        });
        Reference.reachabilityFence(lazy);
    }

    /** All ask at once: one makes it, all get the same, whole. */
    @Test
    void madeOnce() {
        Rounds rounds = new Rounds(2_000);
        while (rounds.next()) {
            AtomicInteger made = new AtomicInteger();
            Lazy<int[]> lazy = new Lazy<>(() -> new int[] {made.incrementAndGet(), 42});
            int[][] seen = new int[Crew.size()][];
            Crew.together(seen.length, index -> {
                seen[index] = lazy.get();
                assertEquals(42, seen[index][1]);
            });
            assertEquals(1, made.get());
            for (int[] s : seen) {
                assertSame(seen[0], s);
            }
        }
    }
}
