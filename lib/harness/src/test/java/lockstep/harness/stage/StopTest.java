package lockstep.harness.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import lockstep.harness.Actor;
import lockstep.harness.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread stopped at a chosen access, and weak compare-and-sets that fail for no reason. */
class StopTest {

    /** So many steps does {@link Sample} take. */
    private static final int STEPS = 14;

    @AfterEach
    void forget() {
        Tap.on = false;
    }

    private static Object tapped(Class<?> type) throws Exception {
        String name = type.getName().replace('.', '/');
        try (InputStream in = type.getClassLoader().getResourceAsStream(name + ".class")) {
            Turbulence stage = new Turbulence();
            byte[] bytes = stage.transform(name, Map.of(name, in.readAllBytes()), true);
            ClassLoader loader = stage.loader(Map.of(name, bytes), StopTest.class.getClassLoader());
            return loader.loadClass(type.getName()).getConstructor().newInstance();
        }
    }

    @Test
    void stopsBeforeEachAccessInTurn() throws Exception {
        for (int access = 0; access < STEPS; access++) {
            Runnable sample = (Runnable) tapped(Sample.class);
            Actor actor = Trial.stopAt(access, "sample", sample::run);
            assertTrue(actor.awaitStop());
            assertEquals(access, actor.steps().size(), "steps before the stop");
            assertFalse(actor.isDone());
            actor.goOn();
            actor.join();
            assertEquals(STEPS, actor.steps().size());
        }
    }

    @Test
    void aThreadThatComesToItsEndBeforeSaysSo() throws Exception {
        Runnable sample = (Runnable) tapped(Sample.class);
        Actor actor = Trial.stopAt(STEPS, "sample", sample::run);
        assertFalse(actor.awaitStop());
        actor.join();
        assertTrue(actor.isDone());
    }

    @Test
    void whoMayGoOnInAdvanceDoesNotStop() throws Exception {
        Runnable sample = (Runnable) tapped(Sample.class);
        AtomicBoolean may = new AtomicBoolean();
        Actor actor = Trial.stopAt(3, "sample", () -> {
            while (!may.get()) {
                Thread.onSpinWait();
            }
            sample.run();
        });
        actor.goOn();
        may.set(true);
        actor.join();
        assertEquals(STEPS, actor.steps().size());
    }

    @Test
    void anInterruptAtTheStopIsKept() throws Exception {
        Runnable sample = (Runnable) tapped(Sample.class);
        AtomicBoolean kept = new AtomicBoolean();
        Actor actor = Trial.stopAt(5, "sample", () -> {
            sample.run();
            kept.set(Thread.interrupted());
        });
        assertTrue(actor.awaitStop());
        actor.interrupt();
        actor.goOn();
        actor.join();
        assertTrue(kept.get());
    }

    @Test
    void weakFailsForNoReasonInAShakenRoundAndChangesNothingThen() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        Trial.shaken(8, () -> {
            IntSupplier sample = (IntSupplier) tapped(WeakSample.class);
            Trial.together(() -> {
                int n = sample.getAsInt();
                assertTrue(n >= 0, "what failed has changed something, or what succeeded has not");
                failed.addAndGet(n);
            });
        });
        assertTrue(failed.get() > 0 && failed.get() < 8 * WeakSample.TRIES, () -> failed + " of " + 8 * WeakSample.TRIES + " failed");
    }

    @Test
    void weakDoesWhatTheAnswerWroteWhereNothingIsShaken() throws Exception {
        IntSupplier sample = (IntSupplier) tapped(WeakSample.class);
        assertFalse(Tap.weakFails());
        assertTrue(sample.getAsInt() >= 0);
    }
}
