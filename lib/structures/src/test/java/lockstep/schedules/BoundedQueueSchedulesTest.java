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
        scenario("forcesPast", FEWER.surprises(0),
                () -> calls(2, "push 1, push 2", "force 3, push 4, pop", "pop, pop"));
        scenario("drainedAfter", FEWER, () -> calls(1, "", "push 1, close", "isDrained, pop"));
        scenario("oldElement", FEWER, () -> calls(1, "push 1", "pop, push 2, pop", "pop"));
        scenario("oldNull", FEWER.executions(60_000), () -> calls(1, "", "push 1, push 2", "pop", "push 3"));
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

        mutant("a push claims without release",
                "TAIL.compareAndSet(this, tail, after(tail))", "TAIL.weakCompareAndSetAcquire(this, tail, after(tail))",
                "publishes", DATA_RACE);
        mutant("a pop looks at the tail without acquire",
                "long tail = (long) TAIL.getVolatile(this); if ((tail & ~CLOSED) <= head)",
                "long tail = (long) TAIL.getOpaque(this); if ((tail & ~CLOSED) <= head)", "publishes", DATA_RACE);
        mutant("the slot is filled plainly",
                "SLOTS.setOpaque(ring, index, element)", "SLOTS.set(ring, index, element)", "publishes", DATA_RACE);
        mutant("a forced push moves the tail without release",
                "TAIL.getAndAdd(this, after(tail) - tail)", "TAIL.getAndAddAcquire(this, after(tail) - tail)",
                "forces", NOT_LINEARIZABLE);
        mutant("a forced push moves the tail, then fills the slot",
                "SLOTS.setOpaque(slots, index, element); TAIL.getAndAdd(this, after(tail) - tail);",
                "TAIL.getAndAdd(this, after(tail) - tail); SLOTS.setOpaque(slots, index, element);",
                "forces", NOT_LINEARIZABLE);
        mutant("a push takes its slot without a compare-and-set",
                "TAIL.compareAndSet(this, tail, after(tail))", "(long) TAIL.getAndSet(this, after(tail)) >= 0",
                "pushPop", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK);
        mutant("a pop takes its slot without a compare-and-set",
                "else if (HEAD.compareAndSet(this, head, after(head)))",
                "else if ((long) HEAD.getAndSet(this, after(head)) >= 0)",
                "pushPop", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK);
        mutant("a push fills the slot, then claims it",
                "else if (TAIL.compareAndSet(this, tail, after(tail)))",
                "else if (SLOTS.compareAndSet(ring, index, null, element) "
                        + "&& TAIL.compareAndSet(this, tail, after(tail)))",
                "closes", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK);
        mutant("a pop clears the slot, then claims it",
                "else if (HEAD.compareAndSet(this, head, after(head)))",
                "else if (SLOTS.getAndSet(ring, index, null) != null && HEAD.compareAndSet(this, head, after(head)))",
                "laps", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK);
        mutant("a pop does not clear the slot",
                "SLOTS.setRelease(ring, index, null);", "", "laps", DEADLOCK, LIVELOCK);
        mutant("full a slot too early",
                "if (tail - head >= oneLap)", "if (tail - head >= oneLap - 1)", "oldElement", NOT_LINEARIZABLE);
        mutant("a push believes an old head a slot too long",
                "if (tail - (long) HEAD_SEEN.getAcquire(this) >= oneLap)",
                "if (tail - (long) HEAD_SEEN.getAcquire(this) > oneLap)",
                "full", DEADLOCK, LIVELOCK);
        mutant("a push does not wait until the slot is clear",
                "if (SLOTS.getOpaque(ring, index) != null)", "if (false)", "laps", NOT_LINEARIZABLE, DEADLOCK,
                LIVELOCK);
        mutant("a pop reads the slot, then the tail",
                m -> {
                    m.edit(BoundedQueue.class, "if ((long) TAIL_SEEN.getAcquire(this) <= head) {",
                            "Object element = SLOTS.getOpaque(ring, index); "
                                    + "if ((long) TAIL_SEEN.getAcquire(this) <= head) {");
                    m.edit(BoundedQueue.class, "Object element = SLOTS.getOpaque(ring, index); if (element == null) {",
                            "if (element == null) {");
                }, "laps", NOT_LINEARIZABLE);
        mutant("what was seen of the tail is passed on without release",
                "TAIL_SEEN.setRelease(this, tail & ~CLOSED)", "TAIL_SEEN.setOpaque(this, tail & ~CLOSED)",
                "oldElement", NOT_LINEARIZABLE);
        mutant("what was seen of the tail is taken over without acquire",
                "(long) TAIL_SEEN.getAcquire(this)", "(long) TAIL_SEEN.getOpaque(this)", "oldElement",
                NOT_LINEARIZABLE);
        mutant("what was seen of the head is passed on without release",
                "HEAD_SEEN.setRelease(this, head)", "HEAD_SEEN.setOpaque(this, head)", "oldNull", NOT_LINEARIZABLE,
                DEADLOCK, LIVELOCK);
        mutant("what was seen of the head is taken over without acquire",
                "(long) HEAD_SEEN.getAcquire(this)", "(long) HEAD_SEEN.getOpaque(this)",
                "oldNull", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK);
        mutant("the index runs on past the last slot",
                "position + 1 + (oneLap - slots.length)", "position + 1", "lapsOfThree", EXCEPTION, NOT_LINEARIZABLE);
        mutant("a push does not look whether it is closed",
                "if (tail < 0) { return PushResult.CLOSED; }", "", "closes", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK,
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
                "forces", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK);
        mutant("a forced push pops, then pushes",
                "SLOTS.setOpaque(slots, index, element); TAIL.getAndAdd(this, after(tail) - tail);",
                "SLOTS.setRelease(slots, index, null); push(element);", "forces", NOT_LINEARIZABLE);
        mutant("empty although a forced push is between its two steps",
                "return SLOTS.getAcquire(slots, index) == null && ", "return ", "forces", NOT_LINEARIZABLE);
        mutant("empty although a forced push has ended meanwhile",
                "== null && (long) TAIL.getVolatile(this) == tail;", "== null;", "forcesPast", NOT_LINEARIZABLE);
        mutant("the look at the tail that finds nothing is not volatile",
                m -> {
                    m.edit(BoundedQueue.class, "== null && (long) TAIL.getVolatile(this) == tail;",
                            "== null && (long) TAIL.getAcquire(this) == tail;");
                    m.edit(BoundedQueue.class,
                            "long tail = (long) TAIL.getVolatile(this); if ((tail & ~CLOSED) <= head)",
                            "long tail = (long) TAIL.getAcquire(this); if ((tail & ~CLOSED) <= head)");
                }, "crossed", EXCEPTION);
        mutant("a push claims by release alone",
                "else if (TAIL.compareAndSet(this, tail, after(tail)))",
                "else if (TAIL.weakCompareAndSetRelease(this, tail, after(tail)))", "crossed", EXCEPTION);
    }

    private static void calls(int capacity, String before, String... threads) {
        ConcurrentQueueScenarios.calls(new BoundedQueue<>(capacity), before, threads);
    }

    /** Without popping what is left, which might have to wait for a thread that was stopped. */
    private static void only(int capacity, String before, String... threads) {
        ConcurrentQueueScenarios.only(new BoundedQueue<>(capacity), before, threads);
    }
}
