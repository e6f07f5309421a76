package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.util.concurrent.atomic.AtomicReference;
import lockstep.epoch.Epoch;
import lockstep.epoch.EpochGuard;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress.Level;

/**
 * A cell that is handed back is written plainly, as one that is used again would be, while those who found it in time read
 * it plainly: so handing back too soon is a data race, wherever it comes.
 */
public class EpochSchedulesTest extends Schedules {

    private static final Class<?> SLOT = type("lockstep.epoch.Slot");

    /** Scenarios, mutants, progress. */
    public EpochSchedulesTest() {
        super(Epoch.class);
        scenario("replaces", BOUNDS.preemptions(2), EpochSchedulesTest::replaces);
        scenario("staleStamp", BOUNDS.preemptions(2).surprises(1), EpochSchedulesTest::staleStamp);
        scenario("anothersClose", THREE, EpochSchedulesTest::anothersClose);
        scenario("ownRetired", BOUNDS.preemptions(1), EpochSchedulesTest::ownRetired);
        scenario("nested", THREE, EpochSchedulesTest::nested);
        scenario("closesTwice", THREE, EpochSchedulesTest::closesTwice);
        scenario("makesRoom", BOUNDS.preemptions(2).surprises(1), EpochSchedulesTest::makesRoom);
        scenario("readerRetires", BOUNDS.preemptions(2).surprises(1), EpochSchedulesTest::readerRetires);
        scenario("once", BOUNDS.preemptions(2).surprises(1), EpochSchedulesTest::once);

        progress("pin, retire, close, flush", THREE.preemptions(1), Level.LOCK_FREE, EpochSchedulesTest::retiresAndFlushes);
        progress("pin where there is no room", BOUNDS.preemptions(2).surprises(1), Level.LOCK_FREE, EpochSchedulesTest::pins);

        mutant("one epoch later is not enough", "GRACE = 2", "GRACE = 1", "replaces", DATA_RACE);
        mutant("a guard announces nothing", "slot.take((long) NOW.getOpaque(this))", "slot.take(Slot.BUSY)",
                "replaces", DATA_RACE);
        mutant("no fence where a guard is opened",
                "{ VarHandle.fullFence(); return new EpochGuard", "{ return new EpochGuard", "replaces", DATA_RACE);
        mutant("a fence where a guard is opened, and before it announces",
                "if (slot.isFree() && slot.take((long) NOW.getOpaque(this))) { VarHandle.fullFence();",
                "VarHandle.fullFence(); if (slot.isFree() && slot.take((long) NOW.getOpaque(this))) {", "replaces", DATA_RACE);
        mutant("no fence where something is retired",
                "VarHandle.fullFence(); return (long) NOW.getOpaque(this); }", "return (long) NOW.getOpaque(this); }",
                "staleStamp", DATA_RACE);
        mutant("stamped with an epoch read before the fence",
                "VarHandle.fullFence(); return (long) NOW.getOpaque(this); }",
                "long seen = (long) NOW.getOpaque(this); VarHandle.fullFence(); return seen; }", "staleStamp", DATA_RACE);
        mutant("no fence before the looking round",
                "VarHandle.fullFence(); for (Slot slot : slots())", "for (Slot slot : slots())", "ownRetired", DATA_RACE);
        mutant("advances without looking round", "return false; } } return NOW", "} } return NOW", "replaces", DATA_RACE);
        mutant("looks at one slot only", "for (Slot slot : slots()) { if", "for (Slot slot : new Slot[] {slots()[0]}) { if",
                "replaces", DATA_RACE);
        mutant("what is due is seen without acquire",
                "<= (long) NOW.getAcquire(this)", "<= (long) NOW.getOpaque(this)", "anothersClose", DATA_RACE);
        mutant("what is not due is handed back",
                "slot.first.stamp + GRACE <= (long) NOW.getAcquire(this)", "true", "replaces", DATA_RACE);
        mutant("flush does not take the slots",
                "if (!slot.isFree() || !slot.take(Slot.BUSY))", "if (false)", "once", DATA_RACE, EXCEPTION);
        mutant("room is made by throwing out who is there",
                "System.arraycopy(all, 0, more, 0, all.length);", "filled(more, 0);", "makesRoom", DATA_RACE);
        mutant("room is published without release",
                "SLOTS.weakCompareAndSetRelease(this, all,", "SLOTS.weakCompareAndSetPlain(this, all,", "makesRoom", DATA_RACE);
        mutant("room is found without acquire", "SLOTS.getAcquire(this)", "SLOTS.getOpaque(this)", "makesRoom", DATA_RACE);
        mutant("a guard ends without release",
                m -> m.edit(SLOT, "STATE.setRelease((Slots.State) this, FREE)", "STATE.setOpaque((Slots.State) this, FREE)"),
                "replaces", DATA_RACE);
        mutant("a guard that hands back ends without release",
                m -> {
                    m.edit(SLOT, "STATE.setRelease((Slots.State) this, BUSY)", "STATE.setOpaque((Slots.State) this, BUSY)");
                }, "readerRetires", DATA_RACE);
        mutant("the end of a guard is seen without acquire",
                m -> m.edit(SLOT, "STATE.getAcquire((Slots.State) this)", "STATE.getOpaque((Slots.State) this)"),
                "replaces", DATA_RACE);
        mutant("a slot is taken without acquire",
                m -> m.edit(SLOT, "STATE.compareAndExchangeAcquire((Slots.State) this, FREE, state)",
                        "STATE.compareAndExchangeRelease((Slots.State) this, FREE, state)"), "once", DATA_RACE);
        mutant("a slot is taken by who looks and then stores",
                m -> m.edit(SLOT, "return (long) STATE.compareAndExchangeAcquire((Slots.State) this, FREE, state) == FREE;",
                        "if ((long) STATE.getVolatile((Slots.State) this) != FREE) { return false; } "
                                + "STATE.setVolatile((Slots.State) this, state); return true;"), "once", DATA_RACE, EXCEPTION);
        mutant("the present epoch holds nothing up, and neither does any other",
                m -> m.edit(SLOT, "state >= FIRST_EPOCH && state != epoch", "state > epoch"), "replaces", DATA_RACE);
        mutant("closing twice ends another's guard",
                m -> m.edit(EpochGuard.class, "slot = null; epoch.leave(left);", "epoch.leave(left);"), "closesTwice", DATA_RACE);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Finds the cell and reads it, under a guard. */
    private static void read(Epoch epoch, AtomicReference<int[]> shared) {
        try (EpochGuard guard = epoch.pin()) {
            check(shared.getAcquire()[0] == 1, "handed back under a guard that could see it");
        }
    }

    /** Replaces the cell, and retires the old one. */
    private static void replace(Epoch epoch, AtomicReference<int[]> shared) {
        try (EpochGuard guard = epoch.pin()) {
            int[] old = shared.getAcquire();
            shared.setRelease(new int[] {1});
            guard.retire(old, EpochSchedulesTest::reuse);
        }
    }

    private static void reuse(int[] cell) {
        check(++cell[0] == 2, "handed back twice");
    }

    /** One reads while the other one replaces, and flushes. */
    private static void replaces() {
        Epoch epoch = new Epoch(2);
        int[] first = {1};
        AtomicReference<int[]> shared = new AtomicReference<>(first);
        Interleave.together(() -> read(epoch, shared), () -> {
            replace(epoch, shared);
            epoch.flush();
        });
        epoch.flush();
        check(first[0] == 2, "no guard is open, and it was not handed back");
    }

    /** The reader has moved the epoch: who retires must not stamp with the one before. */
    private static void staleStamp() {
        Epoch epoch = new Epoch(2);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> {
            epoch.tryAdvance();
            read(epoch, shared);
        }, () -> {
            replace(epoch, shared);
            epoch.flush();
        });
    }

    /** A third one hands back, by a close in the slot of the one who retired, what it has not moved the epoch for. */
    private static void anothersClose() {
        Epoch epoch = new Epoch(2);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> {
            replace(epoch, shared);
            epoch.tryAdvance();
            epoch.tryAdvance();
        }, () -> read(epoch, shared), () -> epoch.pin().close());
    }

    /** One still reads what it has retired itself, under an inner guard; the other one flushes. */
    private static void ownRetired() {
        Epoch epoch = new Epoch(2);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> {
            try (EpochGuard outer = epoch.pin()) {
                int[] cell = shared.getAcquire();
                replace(epoch, shared);
                check(cell[0] == 1, "handed back under the outer guard");
            }
        }, epoch::flush);
    }

    /** The inner guard's end is not the outer one's. */
    private static void nested() {
        Epoch epoch = new Epoch(2);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> {
            try (EpochGuard outer = epoch.pin()) {
                int[] cell = shared.getAcquire();
                read(epoch, shared);
                check(cell[0] == 1, "handed back under the outer guard");
            }
        }, () -> {
            replace(epoch, shared);
            epoch.flush();
        });
    }

    /** A guard is closed, another one opened in its slot, and the first one closed again. */
    private static void closesTwice() {
        Epoch epoch = new Epoch(2);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> {
            EpochGuard first = epoch.pin();
            first.close();
            try (EpochGuard second = epoch.pin()) {
                int[] cell = shared.getAcquire();
                first.close();
                check(cell[0] == 1, "handed back under the second guard");
            }
        }, () -> {
            replace(epoch, shared);
            epoch.flush();
        });
    }

    /** There is one slot, and two want it. */
    private static void makesRoom() {
        Epoch epoch = new Epoch(1);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> read(epoch, shared), () -> {
            replace(epoch, shared);
            epoch.flush();
        });
    }

    /** The reader retires something too, and so hands back in its turn. */
    private static void readerRetires() {
        Epoch epoch = new Epoch(2);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> {
            try (EpochGuard guard = epoch.pin()) {
                guard.retire(() -> { });
                check(shared.getAcquire()[0] == 1, "handed back under a guard that could see it");
            }
        }, () -> {
            replace(epoch, shared);
            epoch.flush();
        });
    }

    /** One retires, the other one flushes. */
    private static void retiresAndFlushes() {
        Epoch epoch = new Epoch(2);
        AtomicReference<int[]> shared = new AtomicReference<>(new int[] {1});
        Interleave.together(() -> replace(epoch, shared), epoch::flush);
    }

    /** Two want the one slot. */
    private static void pins() {
        Epoch epoch = new Epoch(1);
        Interleave.together(() -> epoch.pin().close(), () -> epoch.pin().close());
    }

    /** Two flush at once what was retired before: it is handed back once. */
    private static void once() {
        Epoch epoch = new Epoch(1);
        int[] first = {1};
        replace(epoch, new AtomicReference<>(first));
        Interleave.together(epoch::flush, epoch::flush);
        epoch.flush();
        check(first[0] == 2, "no guard is open, and it was not handed back");
    }
}
