package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import lockstep.spin.TasLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A mutant that is none, or that nobody finds, is a failure. */
class MutantTest {

    @Test
    void anEditThatFitsNowhere() {
        assertFails("stands 0 times in TasLock", () -> new Mutant().edit(TasLock.class, "HELD.setVolatile(this, false)", ""));
    }

    @Test
    void anEditThatFitsTwice() {
        assertFails("stands 2 times in TasLock", () -> new Mutant().edit(TasLock.class, "HELD.getAndSetAcquire", ""));
    }

    @Test
    void commentsDoNotCount() {
        assertFails("stands 0 times in TasLock", () -> new Mutant().edit(TasLock.class, "linearization point", ""));
    }

    @Test
    void aMutantThatDoesNotCompile() {
        Mutant mutant = new Mutant();
        mutant.edit(TasLock.class, "HELD.setRelease(this, false)", "HELD.setRelease(this, false");
        assertFails("does not compile", () -> mutant.loader(MutantTest.class));
    }

    /** A volatile store is a release store and more: no mistake. */
    @Test
    void aMutantThatIsRight() {
        assertFails("not found: no mistake found", () -> new TasLockSchedulesTest().assertFound("turns", Set.of(DATA_RACE),
                m -> m.edit(TasLock.class, "HELD.setRelease(this, false)", "HELD.setVolatile(this, false)")));
    }

    @Test
    void aMutantThatFailsInAnotherWay() {
        assertFails("DATA RACE", () -> new TasLockSchedulesTest().assertFound("turns", Set.of(DEADLOCK),
                m -> m.edit(TasLock.class, "HELD.setRelease(this, false)", "HELD.setOpaque(this, false)")));
    }

    private static void assertFails(String message, Executable test) {
        String said = assertThrows(AssertionError.class, test).getMessage();
        assertTrue(said.contains(message), said);
    }
}
