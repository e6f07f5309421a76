package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import lockstep.interleave.Options;
import lockstep.interleave.Progress.Level;
import lockstep.queue.BoundedQueue;
import lockstep.queue.ConcurrentQueue;

/** The ring: full, empty, closed, laps, and a forced push between its two steps. */
public class BoundedQueueSchedulesTest extends Schedules {

    /** Where the slots are few and the calls many. */
    private static final Options FEWER = BOUNDS.preemptions(2).surprises(1);

    /** Scenarios, mutants, progress. */
    public BoundedQueueSchedulesTest() {
        super(BoundedQueue.class);
        scenario("pushPop", FEWER, () -> calls(2, "", "push 1, pop", "push 2, pop"));
        scenario("full", FEWER, () -> calls(1, "", "push 1, push 2", "pop, pop"));
        scenario("laps", FEWER, () -> calls(1, "", "push 1, pop, push 2", "pop, push 3"));
        scenario("lapsOfThree", FEWER, () -> calls(3, "push 1, push 2, pop, pop", "push 3, push 4", "pop, pop"));
        scenario("closes", FEWER, () -> calls(2, "", "push 1, push 2", "close, pop"));
        scenario("closesAfter", FEWER, () -> calls(1, "", "push 1, close", "pop, pop, push 2"));
        scenario("closesTwice", () -> calls(1, "", "close, isClosed", "close, isDrained"));
        scenario("forces", FEWER, () -> calls(1, "push 1", "force 2, force 3", "pop, pop"));
        scenario("forcesBoth", FEWER, () -> calls(2, "push 1, push 2", "force 3", "force 4, pop"));
        scenario("forcesAndPush", FEWER, () -> calls(1, "push 1", "force 2", "pop, push 3"));
        scenario("forcesAndClose", FEWER, () -> calls(1, "push 1", "force 2", "close, pop, pop"));
        scenario("sizes", FEWER, () -> calls(1, "", "push 1, pop", "size, isEmpty, isFull"));
        scenario("drained", FEWER, () -> calls(1, "push 1", "force 2, pop", "close, isDrained, pop"));
        scenario("forcesAndSize", FEWER, () -> calls(1, "push 1", "force 2", "pop, size"));
        scenario("forcesAndLook", FEWER, () -> calls(1, "push 1", "force 2", "isEmpty"));
        scenario("clears", FEWER, () -> calls(1, "push 1", "pop", "size, push 2"));
        scenario("forcesPast", FEWER.surprises(0),
                () -> calls(2, "push 1, push 2", "force 3, push 4, pop", "pop, pop"));
        scenario("drainedAfter", FEWER, () -> calls(1, "", "push 1, close", "isDrained, pop"));
        scenario("oldElement", FEWER, () -> calls(1, "push 1", "pop, push 2, pop", "pop"));
        scenario("three", THREE, () -> calls(1, "", "push 1", "push 2", "pop"));
        scenario("publishes", () -> ConcurrentQueueScenarios.publishes(new BoundedQueue<>(1)));
        scenario("publishesForced", FEWER, () -> ConcurrentQueueScenarios.publishesForced(new BoundedQueue<>(1)));
        scenario("publishesDisplaced", FEWER, () -> ConcurrentQueueScenarios.publishesDisplaced(new BoundedQueue<>(1)));
        scenario("closePublishes", () -> ConcurrentQueueScenarios.closePublishes(new BoundedQueue<>(1)));
        scenario("crossed", BOUNDS.preemptions(0).surprises(3),
                () -> ConcurrentQueueScenarios.crossed(new BoundedQueue<>(1), new BoundedQueue<>(1)));

        progress("a pop waits for the push that has claimed its slot", Level.BLOCKING,
                () -> calls(2, "", "push 1", "pop"));
        progress("a push waits for the pop that has claimed its slot a lap ago", Level.BLOCKING,
                () -> calls(1, "push 1", "pop", "push 2"));
        progress("a push waits for the forced push", Level.BLOCKING, () -> calls(1, "push 1", "force 2", "pop"));
        progress("pushes do not wait for pushes", Level.LOCK_FREE, () -> only(2, "", "push 1", "push 2"));
        progress("nor when it is full", Level.LOCK_FREE, () -> only(1, "", "push 1", "push 2"));
        progress("pops do not wait for pops", Level.LOCK_FREE, () -> only(3, "push 1, push 2", "pop", "pop"));
        progress("close does not wait", Level.LOCK_FREE, () -> only(2, "", "push 1", "close"));

        mutant("a push stamps the slot without release",
                "STAMPS.setRelease(stamps, index, tail + 1); return PushResult.PUSHED;",
                "STAMPS.setOpaque(stamps, index, tail + 1); return PushResult.PUSHED;", "publishes", DATA_RACE);
        mutant("a pop looks at the stamp without acquire",
                "long stamp = (long) STAMPS.getAcquire(stamps, index); if (stamp == head + 1)",
                "long stamp = (long) STAMPS.getOpaque(stamps, index); if (stamp == head + 1)", "publishes", DATA_RACE);
        mutant("a pop stamps the slot without release",
                "STAMPS.setRelease(stamps, index, head + oneLap);", "STAMPS.setOpaque(stamps, index, head + oneLap);",
                "laps", DATA_RACE);
        mutant("a push looks at the stamp without acquire",
                "long stamp = (long) STAMPS.getAcquire(stamps, index); if (stamp == tail)",
                "long stamp = (long) STAMPS.getOpaque(stamps, index); if (stamp == tail)", "laps", DATA_RACE);
        mutant("a forced push stamps the slot without release",
                "STAMPS.setRelease(stamps, index, tail + 1); return oldest;",
                "STAMPS.setOpaque(stamps, index, tail + 1); return oldest;", "publishesForced", DATA_RACE);
        mutant("a forced push looks at the stamp without acquire",
                "if ((long) STAMPS.getAcquire(stamps, index) != head + 1)",
                "if ((long) STAMPS.getOpaque(stamps, index) != head + 1)", "publishesDisplaced", DATA_RACE);
        mutant("a forced push stamps the slot, then moves the tail",
                "TAIL.getAndAdd(this, after(tail) - tail); STAMPS.setRelease(stamps, index, tail + 1); return oldest;",
                "STAMPS.setRelease(stamps, index, tail + 1); TAIL.getAndAdd(this, after(tail) - tail); return oldest;",
                "forcesAndSize", NOT_LINEARIZABLE);
        mutant("a forced push stamps the slot, then fills it",
                "slots[index] = element; TAIL.getAndAdd(this, after(tail) - tail);"
                        + " STAMPS.setRelease(stamps, index, tail + 1);",
                "TAIL.getAndAdd(this, after(tail) - tail); STAMPS.setRelease(stamps, index, tail + 1);"
                        + " slots[index] = element;",
                "publishesForced", DATA_RACE);
        mutant("a push takes its slot without a compare-and-set",
                "if (TAIL.compareAndSet(this, tail, after(tail)))", "if ((long) TAIL.getAndSet(this, after(tail)) >= 0)",
                "pushPop", NOT_LINEARIZABLE, DATA_RACE, DEADLOCK, LIVELOCK);
        mutant("a pop takes its slot without a compare-and-set",
                "if (HEAD.compareAndSet(this, head, after(head)))", "if ((long) HEAD.getAndSet(this, after(head)) >= 0)",
                "pushPop", NOT_LINEARIZABLE, DATA_RACE, DEADLOCK, LIVELOCK);
        mutant("a push fills the slot, then claims it",
                "if (TAIL.compareAndSet(this, tail, after(tail))) { slots[index] = element;",
                "slots[index] = element; if (TAIL.compareAndSet(this, tail, after(tail))) {", "pushPop", DATA_RACE);
        mutant("a push stamps the slot, then fills it",
                "slots[index] = element; STAMPS.setRelease(stamps, index, tail + 1); return PushResult.PUSHED;",
                "STAMPS.setRelease(stamps, index, tail + 1); slots[index] = element; return PushResult.PUSHED;",
                "publishes", DATA_RACE);
        mutant("a pop stamps the slot, then clears it",
                "slots[index] = null; STAMPS.setRelease(stamps, index, head + oneLap);",
                "STAMPS.setRelease(stamps, index, head + oneLap); slots[index] = null;", "laps", DATA_RACE);
        mutant("a pop does not stamp the slot",
                "STAMPS.setRelease(stamps, index, head + oneLap);", "", "laps", DEADLOCK, LIVELOCK);
        mutant("a lap is no more than the capacity",
                "oneLap = 2L * Integer.highestOneBit(capacity);",
                "oneLap = capacity == 1 ? 1 : 2L * Integer.highestOneBit(capacity - 1);",
                "full", NOT_LINEARIZABLE, DATA_RACE, DEADLOCK, LIVELOCK);
        mutant("a push that finds the slot not cleared says full",
                "} else if (tail - (long) HEAD.getVolatile(this) >= oneLap) {", "} else if (tail > 0) {", "clears",
                NOT_LINEARIZABLE);
        mutant("a push goes by the head, and not by the stamp",
                "if (stamp == tail) {", "if (tail - (long) HEAD.getVolatile(this) < oneLap) {", "laps",
                NOT_LINEARIZABLE, DATA_RACE);
        mutant("a pop goes by the tail, and not by the stamp",
                "if (stamp == head + 1) {", "if (((long) TAIL.getVolatile(this) & ~CLOSED) > head) {", "pushPop",
                NOT_LINEARIZABLE, DATA_RACE);
        mutant("the index runs on past the last slot",
                "position + (oneLap - last)", "position + 1", "lapsOfThree", EXCEPTION, NOT_LINEARIZABLE);
        mutant("a push does not look whether it is closed",
                "else if (tail < 0) { return PushResult.CLOSED; }", "", "closes", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK,
                EXCEPTION);
        mutant("an empty pop asks afterwards whether the queue is closed",
                "return tail < 0 ? ifClosed : null;", "return isClosed() ? ifClosed : null;", "closesAfter",
                NOT_LINEARIZABLE);
        mutant("a pop tells closed although something is left",
                "while (true) { long head = (long) HEAD.getVolatile(this); int index = index(head);",
                "while (true) { if (isClosed()) { return ifClosed; } "
                        + "long head = (long) HEAD.getVolatile(this); int index = index(head);",
                "closes", NOT_LINEARIZABLE);
        mutant("drained: first empty, then closed",
                m -> m.edit(ConcurrentQueue.class, "return isClosed() && isEmpty();",
                "return isEmpty() && isClosed();"),
                "drainedAfter", NOT_LINEARIZABLE);
        mutant("a forced push loses a close",
                "TAIL.getAndAdd(this, after(tail) - tail);", "TAIL.setVolatile(this, after(tail));",
                "forcesAndClose", NOT_LINEARIZABLE);
        mutant("a forced push does not claim the head",
                "if (!HEAD.compareAndSet(this, head, after(head)))",
                "if ((long) HEAD.getAndSet(this, after(head)) < 0)",
                "forces", NOT_LINEARIZABLE, DATA_RACE, DEADLOCK, LIVELOCK);
        mutant("a forced push pops, then pushes",
                "slots[index] = element; TAIL.getAndAdd(this, after(tail) - tail);"
                        + " STAMPS.setRelease(stamps, index, tail + 1);",
                "slots[index] = null; STAMPS.setRelease(stamps, index, tail); push(element);",
                "forces", NOT_LINEARIZABLE);
        mutant("a pop says empty although a forced push is between its two steps",
                "if (stamp == head && (tail & ~CLOSED) == head)", "if ((tail & ~CLOSED) == head)", "forces",
                NOT_LINEARIZABLE);
        mutant("isEmpty() does not know of a forced push between its two steps",
                "if ((long) STAMPS.getOpaque(stamps, index(head)) == head) { return true; }", "if (true) { return true; }",
                "forcesAndLook", NOT_LINEARIZABLE);
        mutant("the look at the tail that finds nothing is not volatile",
                "long tail = (long) TAIL.getVolatile(this); if (stamp == head",
                "long tail = (long) TAIL.getAcquire(this); if (stamp == head", "crossed", EXCEPTION);
        mutant("a push claims by release alone",
                "if (TAIL.compareAndSet(this, tail, after(tail)))",
                "if (TAIL.weakCompareAndSetRelease(this, tail, after(tail)))", "crossed", EXCEPTION);
    }

    private static void calls(int capacity, String before, String... threads) {
        ConcurrentQueueScenarios.calls(new BoundedQueue<>(capacity), before, threads);
    }

    /** Without popping what is left, which might have to wait for a thread that was stopped. */
    private static void only(int capacity, String before, String... threads) {
        ConcurrentQueueScenarios.only(new BoundedQueue<>(capacity), before, threads);
    }
}
