package lockstep.harness.stage;

import static lockstep.harness.Step.MONITOR;
import static lockstep.harness.Step.PARK;
import static lockstep.harness.Step.PAUSE;
import static lockstep.harness.Step.READ;
import static lockstep.harness.Step.SWAP;
import static lockstep.harness.Step.UNPARK;
import static lockstep.harness.Step.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import lockstep.harness.Actor;
import lockstep.harness.Todo;
import lockstep.harness.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the taps see, and what a trial makes of it. */
class TapTest {

    private static final String SAMPLE = "lockstep/harness/stage/Sample";

    @AfterEach
    void forget() {
        Tap.on = false;
    }

    private static Runnable sample(boolean answer) throws Exception {
        Map<String, byte[]> classes = Map.of(SAMPLE, bytes());
        byte[] tapped = new Turbulence().transform(SAMPLE, classes, answer);
        ClassLoader loader = new ClassLoader(TapTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(SAMPLE.replace('/', '.')) && findLoadedClass(name) == null
                        ? defineClass(name, tapped, 0, tapped.length) : super.loadClass(name, resolve);
            }
        };
        return (Runnable) loader.loadClass(SAMPLE.replace('/', '.')).getConstructor().newInstance();
    }

    private static byte[] bytes() throws IOException {
        try (InputStream in = TapTest.class.getResourceAsStream("Sample.class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void everyAccessIsAStep() throws Exception {
        Actor actor = Trial.watch("sample", sample(true)::run);
        actor.join();
        assertEquals(List.of(WRITE, READ, WRITE, SWAP, READ, SWAP, READ, PAUSE, UNPARK, PARK, MONITOR, WRITE, READ, MONITOR),
                actor.steps());
        actor.clearSteps();
        assertEquals(List.of(), actor.steps());
    }

    @Test
    void theChecksOwnAccessesAreNone() throws Exception {
        Actor actor = Trial.watch("sample", sample(false)::run);
        actor.join();
        assertEquals(List.of(), actor.steps());
    }

    @Test
    void awaitWaitingTellsParkedFromDone() {
        CountDownLatch never = new CountDownLatch(1);
        Actor parked = Trial.watch("parked", never::await);
        assertTrue(parked.awaitWaiting());
        assertFalse(parked.isDone());
        never.countDown();
        parked.join();
        Actor done = Trial.watch("done", () -> { });
        assertFalse(done.awaitWaiting());
        assertTrue(done.isDone());
    }

    @Test
    void anActorsFailureIsThrownAtTheJoin() {
        Actor fails = Trial.start("fails", () -> {
            throw new java.io.IOException("said");
        });
        assertEquals("said", assertThrows(java.io.IOException.class, fails::join).getMessage());
        Actor interrupted = Trial.start("interrupted", () -> Thread.sleep(600_000));
        interrupted.interrupt();
        assertThrows(InterruptedException.class, interrupted::join);
    }

    @Test
    void aFailureThatNobodyJoinsIsSwept() {
        Actor fails = Trial.start("fails", () -> {
            throw new IllegalStateException("unheard");
        });
        while (fails.state() != Thread.State.TERMINATED) {
            Thread.yield();
        }
        assertThrows(IllegalStateException.class, Trial::sweep);
        Trial.sweep();
    }

    @Test
    void togetherThrowsATodoBeforeAllElse() {
        AtomicReference<Thread> unwritten = new AtomicReference<>();
        assertThrows(Todo.class, () -> Trial.together(3, i -> {
            if (i == 2) {
                unwritten.set(Thread.currentThread());
                throw new Todo("1.1");
            }
            while (unwritten.get() == null || unwritten.get().isAlive()) { // on a busy machine nobody would wait for it long
                Thread.yield();
            }
            throw new IllegalStateException();
        }));
    }

    @Test
    void togetherDoesNotWaitForThoseThatAFailureLeftBehind() {
        CountDownLatch never = new CountDownLatch(1);
        assertThrows(IllegalStateException.class, () -> Trial.together(never::await, () -> {
            throw new IllegalStateException();
        }));
        never.countDown();
    }

    @Test
    void shakenStopsAtTheFirstFailureAndMakesEveryRoundOtherwise() {
        AtomicInteger rounds = new AtomicInteger();
        assertThrows(AssertionError.class, () -> Trial.shaken(100, () -> {
            if (rounds.incrementAndGet() == 7) {
                throw new AssertionError();
            }
        }));
        assertEquals(7, rounds.get());
        assertFalse(Tap.on);
        Trial.shaken(30, rounds::incrementAndGet);
        assertEquals(37, rounds.get());
    }

    @Test
    void aShakenThreadKeepsItsPermitAndItsInterrupt() {
        Trial.shaken(30, () -> Trial.together(() -> {
            Runnable sample = sample(true);
            LockSupport.unpark(Thread.currentThread());
            Thread.currentThread().interrupt();
            sample.run();
            assertTrue(Thread.interrupted(), "the interrupt is still there");
        }, () -> sample(true).run()));
    }
}
