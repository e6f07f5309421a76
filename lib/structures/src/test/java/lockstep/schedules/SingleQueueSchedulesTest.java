package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import lockstep.interleave.Progress.Level;
import lockstep.queue.SingleQueue;

/** The single slot: nobody waits for anybody, and a close keeps the element. */
public class SingleQueueSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public SingleQueueSchedulesTest() {
        super(SingleQueue.class);
        scenario("pushPop", () -> calls("", "push 1, pop", "push 2, pop"));
        scenario("full", () -> calls("", "push 1, push 2", "pop, pop"));
        scenario("again", () -> calls("push 1", "pop, push 1, pop", "pop, push 1"));
        scenario("closes", () -> calls("", "push 1, push 2", "close, pop"));
        scenario("closesAfter", () -> calls("", "push 1, close", "pop, pop, push 2"));
        scenario("closesFull", () -> calls("push 1", "close, push 2", "pop, isClosed"));
        scenario("closesTwice", () -> calls("push 1", "close, isClosed", "close, isDrained"));
        scenario("forces", () -> calls("push 1", "force 2, force 3", "pop, pop"));
        scenario("forcesAndClose", () -> calls("push 1", "force 2", "close, pop, pop"));
        scenario("sizes", () -> calls("", "push 1, pop, close", "size, isEmpty, isFull"));
        scenario("drained", () -> calls("push 1", "force 2, pop", "close, isDrained, size"));
        scenario("three", THREE, () -> calls("", "push 1, pop", "force 2", "pop, close"));
        scenario("publishes", () -> ConcurrentQueueScenarios.publishes(new SingleQueue<>()));
        scenario("publishesForced", () -> ConcurrentQueueScenarios.publishesForced(new SingleQueue<>()));
        scenario("publishesDisplaced", () -> ConcurrentQueueScenarios.publishesDisplaced(new SingleQueue<>()));
        scenario("closePublishes", () -> ConcurrentQueueScenarios.closePublishes(new SingleQueue<>()));
        scenario("crossed", () -> ConcurrentQueueScenarios.crossed(new SingleQueue<>(), new SingleQueue<>()));

        progress("push and pop do not wait", Level.LOCK_FREE, () -> calls("", "push 1, pop", "push 2, pop"));
        progress("nor do forced pushes", Level.LOCK_FREE, () -> calls("push 1", "force 2", "force 3, pop"));
        progress("nor does close", Level.LOCK_FREE, () -> calls("push 1", "close", "pop, push 2"));

        mutant("the element is published without release",
                "SLOT.compareAndExchange(this, null, element)", "SLOT.compareAndExchangeAcquire(this, null, element)",
                "publishes", DATA_RACE);
        mutant("the forced element is published without release",
                "if (SLOT.compareAndSet(this, found, element))",
                "if (SLOT.weakCompareAndSetAcquire(this, found, element))",
                "publishesForced", DATA_RACE);
        mutant("the displaced element is read without acquire",
                m -> {
                    m.edit(SingleQueue.class,
                            "Object found = SLOT.getVolatile(this); if (isClosed(found)) { return ifClosed; }",
                            "Object found = SLOT.getOpaque(this); if (isClosed(found)) { return ifClosed; }");
                    m.edit(SingleQueue.class, "if (SLOT.compareAndSet(this, found, element))",
                            "if (SLOT.weakCompareAndSetRelease(this, found, element))");
                }, "publishesDisplaced", DATA_RACE);
        mutant("the popped element is read without acquire",
                m -> {
                    m.edit(SingleQueue.class,
                            "Object found = SLOT.getVolatile(this); if (found == null) { return null; }",
                            "Object found = SLOT.getOpaque(this); if (found == null) { return null; }");
                    m.edit(SingleQueue.class, "SLOT.compareAndSet(this, found, last ? DRAINED : null)",
                            "SLOT.weakCompareAndSetRelease(this, found, last ? DRAINED : null)");
                }, "publishes", DATA_RACE);
        mutant("a pop that is told closed does not acquire",
                "Object found = SLOT.getVolatile(this); if (found == null) { return null; }",
                "Object found = SLOT.getOpaque(this); if (found == null) { return null; }", "closePublishes",
                DATA_RACE);
        mutant("a push that is told closed does not acquire",
                "Object found = SLOT.getVolatile(this); if (found == null) { found",
                "Object found = SLOT.getOpaque(this); if (found == null) { found", "closePublishes", DATA_RACE);
        mutant("a close does not release",
                "if (SLOT.compareAndSet(this, found, found == null ? DRAINED : new Last(found)))",
                "if (SLOT.weakCompareAndSetAcquire(this, found, found == null ? DRAINED : new Last(found)))",
                "closePublishes", DATA_RACE);
        mutant("a close forgets the element",
                "found == null ? DRAINED : new Last(found)", "DRAINED", "closes", NOT_LINEARIZABLE);
        mutant("a close by a swap",
                "if (SLOT.compareAndSet(this, found, found == null ? DRAINED : new Last(found)))",
                "if (SLOT.getAndSet(this, found == null ? DRAINED : new Last(found)) != this)", "closesAfter",
                NOT_LINEARIZABLE);
        mutant("who pops the last element opens the queue again",
                "last ? DRAINED : null", "null", "closes", NOT_LINEARIZABLE);
        mutant("a pop by a swap",
                "if (SLOT.compareAndSet(this, found, last ? DRAINED : null))",
                "if (SLOT.getAndSet(this, last ? DRAINED : null) != this)", "again", NOT_LINEARIZABLE);
        mutant("a forced push by a swap",
                "if (SLOT.compareAndSet(this, found, element))", "if (SLOT.getAndSet(this, element) != this)",
                "forcesAndClose", NOT_LINEARIZABLE);
        mutant("a push by a swap",
                "SLOT.compareAndExchange(this, null, element)", "SLOT.getAndSet(this, element)", "pushPop",
                NOT_LINEARIZABLE);
        mutant("a push does not know that closed may be full",
                "return isClosed(found) ? PushResult.CLOSED", "return found == DRAINED ? PushResult.CLOSED",
                "closesFull", NOT_LINEARIZABLE);
        mutant("a closed queue has a size",
                "return found == null || found == DRAINED ? 0 : 1;", "return found == null ? 0 : 1;", "sizes",
                NOT_LINEARIZABLE);
        mutant("the look that finds nothing is not volatile",
                "Object found = SLOT.getVolatile(this); if (found == null) { return null; }",
                "Object found = SLOT.getAcquire(this); if (found == null) { return null; }", "crossed", EXCEPTION);
    }

    private static void calls(String before, String... threads) {
        ConcurrentQueueScenarios.calls(new SingleQueue<>(), before, threads);
    }
}
