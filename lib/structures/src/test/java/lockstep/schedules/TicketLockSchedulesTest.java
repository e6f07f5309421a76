package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.EXCLUSION;

import lockstep.interleave.Progress.Level;
import lockstep.spin.TicketLock;

public class TicketLockSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public TicketLockSchedulesTest() {
        super(TicketLock.class);
        scenario("turns", () -> LockScenarios.turns(new TicketLock()));
        scenario("returns", () -> LockScenarios.returns(new TicketLock()));
        scenario("three", THREE, () -> LockScenarios.three(new TicketLock()));
        scenario("exclusion", () -> LockScenarios.exclusion(new TicketLock()));
        scenario("tries", () -> LockScenarios.tries(new TicketLock()));
        scenario("triesAlone", () -> LockScenarios.triesAlone(new TicketLock()));
        scenario("limited", () -> LockScenarios.limited(new TicketLock()));
        scenario("moment", () -> LockScenarios.moment(new TicketLock()));
        scenario("limitedInVain", () -> LockScenarios.limitedInVain(new TicketLock()));
        scenario("limitedInterrupted", () -> LockScenarios.limitedInterrupted(new TicketLock()));
        scenario("afterwards", () -> LockScenarios.afterwards(new TicketLock()));
        scenario("interrupted", () -> LockScenarios.interrupted(new TicketLock()));
        scenario("interruptedInVain", () -> LockScenarios.interruptedInVain(new TicketLock()));
        scenario("uninterruptible", () -> LockScenarios.uninterruptible(new TicketLock()));
        scenario("passedOn", THREE, () -> LockScenarios.passedOn(new TicketLock()));

        progress("lock() waits", Level.BLOCKING, () -> LockScenarios.turns(new TicketLock()));
        progress("tryLock() does not", Level.LOCK_FREE, () -> LockScenarios.onlyTries(new TicketLock()));

        mutant("unlock() is opaque",
                "SERVING.setRelease(this, ticket + 1)", "SERVING.setOpaque(this, ticket + 1)", "turns", DATA_RACE);
        mutant("unlock() is plain",
                "SERVING.setRelease(this, ticket + 1)", "SERVING.set(this, ticket + 1)", "turns", DATA_RACE);
        mutant("unlock() calls nobody",
                "SERVING.setRelease(this, ticket + 1);", "", "turns", DEADLOCK);
        mutant("unlock() calls the ticket after the next",
                "SERVING.setRelease(this, ticket + 1)", "SERVING.setRelease(this, ticket + 2)", "turns", DEADLOCK, EXCEPTION);
        mutant("the waiter looks without acquire",
                "long now = (long) SERVING.getAcquire(this);", "long now = (long) SERVING.getOpaque(this);", "turns", DATA_RACE);
        mutant("who has skipped a ticket looks without acquire",
                "} now = (long) SERVING.getAcquire(this);", "} now = (long) SERVING.getOpaque(this);", "afterwards", DATA_RACE);
        mutant("tryLock() looks without acquire",
                "long now = called(); return", "long now = (long) SERVING.getOpaque(this); return", "tries", DATA_RACE);
        mutant("tryLock() is weak",
                "NEXT.compareAndSet(this, now, now + 1)", "NEXT.weakCompareAndSet(this, now, now + 1)", "triesAlone", EXCEPTION);
        mutant("two may draw the same ticket",
                "return (long) NEXT.getAndAdd(this, 1L);", "long mine = (long) NEXT.getVolatile(this); NEXT.setVolatile(this, mine + 1); return mine;",
                "exclusion", EXCLUSION, EXCEPTION, DEADLOCK);
        mutant("lock() does not wait for its turn",
                "(ahead = ticket - called()) > 0", "(ahead = ticket - called()) > 1", "exclusion", EXCLUSION, EXCEPTION);
        mutant("a ticket is not abandoned when its time is over",
                "abandoned.add(ticket); return false;", "return false;", "limitedInVain", DEADLOCK);
        mutant("a ticket is not abandoned at an interrupt",
                "abandoned.add(ticket); throw", "throw", "interruptedInVain", DEADLOCK);
        mutant("nobody skips abandoned tickets",
                "!abandoned.isEmpty() && abandoned.contains(now)", "abandoned.contains(-1L)", "limitedInVain", DEADLOCK);
        mutant("two skip one ticket",
                "if (SERVING.weakCompareAndSetRelease(this, now, now + 1)) { abandoned.remove(now); }",
                "SERVING.setRelease(this, now + 1); abandoned.remove(now);", "afterwards", DEADLOCK, EXCEPTION, DATA_RACE);
        mutant("an abandoned ticket is forgotten before it is skipped",
                "if (SERVING.weakCompareAndSetRelease(this, now, now + 1)) { abandoned.remove(now); }",
                "if (abandoned.remove(now)) { SERVING.weakCompareAndSetRelease(this, now, now + 1); }", "limitedInVain", DEADLOCK);
        mutant("who was just called still gives up",
                "if (System.nanoTime() - start >= nanos) { abandoned.add(ticket); return false; }",
                "if (System.nanoTime() - start >= nanos) { boolean late = ticket == called(); abandoned.add(ticket); return late; }",
                "moment", DEADLOCK, EXCEPTION, DATA_RACE);
    }
}
