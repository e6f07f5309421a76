package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Progress.Level;
import lockstep.queue.SmallSegments;
import lockstep.queue.UnboundedQueue;

/** The list of segments, with one or two slots in each: ends of segments are everywhere. */
public class UnboundedQueueSchedulesTest extends Schedules {

    private static final Options FEWER = BOUNDS.preemptions(2).surprises(1);

    /** Scenarios, mutants, progress. */
    public UnboundedQueueSchedulesTest() {
        super(UnboundedQueue.class);
        scenario("pushPop", FEWER, () -> calls(2, "", "push 1, pop", "push 2, pop"));
        scenario("ends", FEWER, () -> calls(1, "", "push 1, push 2", "pop, pop"));
        scenario("pushes", FEWER, () -> calls(1, "push 1", "push 2, push 3", "push 4"));
        scenario("pops", FEWER, () -> calls(1, "push 1, push 2, push 3", "pop, pop", "pop, pop"));
        scenario("all", FEWER.surprises(0), () -> calls(1, "push 1", "push 2, pop, pop", "pop, push 3, pop"));
        scenario("moves", FEWER.surprises(0), () -> calls(1, "push 1", "push 2, push 3, pop, pop, pop", "push 4"));
        scenario("closes", FEWER, () -> calls(2, "", "push 1, push 2", "close, pop"));
        scenario("closesUsedUp", FEWER, () -> calls(1, "push 1", "push 2", "close, pop, pop"));
        scenario("closesAfter", FEWER, () -> calls(1, "", "push 1, close", "pop, pop, push 2"));
        scenario("closesPopped", FEWER, () -> calls(1, "push 1, pop", "push 2, close", "pop, pop"));
        scenario("closesTwice", FEWER, () -> calls(1, "push 1", "close, isClosed", "close, isDrained"));
        scenario("forces", FEWER, () -> calls(1, "", "force 1, force 2", "close, pop"));
        scenario("sizes", FEWER, () -> calls(1, "", "push 1, push 2, pop", "size, isEmpty"));
        scenario("drained", FEWER, () -> calls(1, "push 1", "pop, isDrained", "close, isDrained"));
        scenario("three", THREE, () -> calls(1, "", "push 1", "push 2", "pop"));
        scenario("publishes", FEWER, () -> ConcurrentQueueScenarios.publishes(newQueue(1)));
        scenario("publishesNext", FEWER, UnboundedQueueSchedulesTest::publishesNext);
        scenario("closePublishes", FEWER, () -> ConcurrentQueueScenarios.closePublishes(newQueue(1)));
        scenario("crossed", BOUNDS.preemptions(1),
                () -> ConcurrentQueueScenarios.crossed(newQueue(2), newQueue(2)));

        progress("a pop waits for the push that has claimed its slot", Level.BLOCKING,
                () -> calls(2, "", "push 1", "pop"));
        progress("pushes do not wait", Level.LOCK_FREE, () -> only(2, "", "push 1", "push 2"));
        progress("nor at a segment's end", Level.LOCK_FREE, () -> only(1, "push 1", "push 2", "push 3"));
        progress("nor for pops", Level.LOCK_FREE, () -> only(1, "push 1, push 2", "pop, pop", "push 3"));
        progress("nor for a push that has not moved on yet", Level.LOCK_FREE,
                () -> only(1, "push 1", "push 2", "pop, push 3"));
        progress("pops do not wait for pops", Level.LOCK_FREE, () -> only(1, "push 1, push 2", "pop", "pop"));
        progress("close does not wait", Level.LOCK_FREE, () -> only(1, "push 1", "push 2", "close"));

        mutant("the element is published by an opaque store",
                "Segment.SLOTS.setRelease(segment.slots, (int) tail, element)",
                "Segment.SLOTS.setOpaque(segment.slots, (int) tail, element)", "publishes", DATA_RACE);
        mutant("pop() reads the element by an opaque load",
                "Object element = Segment.SLOTS.getAcquire(segment.slots, (int) head)",
                "Object element = Segment.SLOTS.getOpaque(segment.slots, (int) head)", "publishes", DATA_RACE);
        mutant("a segment is appended without release",
                "Segment.NEXT.compareAndExchange(segment, null, next)",
                "Segment.NEXT.compareAndExchangeAcquire(segment, null, next)",
                "publishesNext", DATA_RACE);
        mutant("a pop goes to the next segment without acquire",
                m -> {
                    m.edit(UnboundedQueue.class,
                            "Segment next = (Segment) Segment.NEXT.getVolatile(segment); "
                                    + "if (next == null) { return null; }",
                            "Segment next = (Segment) Segment.NEXT.getOpaque(segment); "
                                    + "if (next == null) { return null; }");
                    m.edit(UnboundedQueue.class, "moveOn(segment, next); if (FIRST.compareAndSet(this, segment, next))",
                            "if (FIRST.weakCompareAndSetRelease(this, segment, next))");
                }, "publishesNext", DATA_RACE);
        mutant("a push claims without a compare-and-set",
                "else if (Segment.TAIL.compareAndSet(segment, tail, tail + 1))",
                "else if ((long) Segment.TAIL.getAndSet(segment, tail + 1) >= 0)", "pushPop", NOT_LINEARIZABLE,
                DEADLOCK, LIVELOCK);
        mutant("a pop claims without a compare-and-set",
                "else if (Segment.HEAD.compareAndSet(segment, head, head + 1))",
                "else if ((long) Segment.HEAD.getAndSet(segment, head + 1) >= 0)", "pushPop", NOT_LINEARIZABLE,
                DEADLOCK, LIVELOCK);
        mutant("a pop that finds its slot null says empty",
                "if ((tail & ~CLOSED) == head)", "if (tail >= 0)", "pushPop", NOT_LINEARIZABLE);
        mutant("a pop does not know a closed tail",
                "if ((tail & ~CLOSED) == head)", "if (tail == head)", "closes", DEADLOCK, LIVELOCK);
        mutant("a segment is appended by a store",
                "Segment appended = (Segment) Segment.NEXT.compareAndExchange(segment, null, next);",
                "Segment appended = null; Segment.NEXT.setVolatile(segment, next);", "pushes", NOT_LINEARIZABLE);
        mutant("an appended segment does not count its element",
                "element == null ? CLOSED : 1", "element == null ? CLOSED : 0", "pushes", NOT_LINEARIZABLE);
        mutant("an appended segment counts an element that is not in it",
                "next.slots[0] = element;", "", "ends", DEADLOCK, LIVELOCK);
        mutant("a used-up segment is closed by its bit",
                "if (tail == segment.slots.length) { if (append(segment, null)) { return true; } } else if", "if",
                "closesUsedUp", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK, EXCEPTION);
        mutant("a segment is appended open by a close",
                "element == null ? CLOSED : 1", "element == null ? 0 : 1", "closesUsedUp", NOT_LINEARIZABLE);
        mutant("a push does not look whether it is closed",
                "if (tail < 0) { return PushResult.CLOSED; }", "", "closes", NOT_LINEARIZABLE, DEADLOCK, LIVELOCK,
                EXCEPTION);
        mutant("a close by a store",
                "else if (Segment.TAIL.compareAndSet(segment, tail, tail | CLOSED))",
                "else if ((long) Segment.TAIL.getAndSet(segment, tail | CLOSED) < Long.MAX_VALUE)", "closes",
                NOT_LINEARIZABLE, DEADLOCK, LIVELOCK);
        mutant("an empty pop asks afterwards whether the queue is closed",
                "return tail < 0 ? ifClosed : null;", "return isClosed() ? ifClosed : null;", "closesAfter",
                NOT_LINEARIZABLE);
        mutant("a pop at a segment's end asks afterwards whether the queue is closed",
                "if (next == null) { return null; }", "if (next == null) { return isClosed() ? ifClosed : null; }",
                "closesPopped", NOT_LINEARIZABLE);
        mutant("the head goes back",
                "if (FIRST.compareAndSet(this, segment, next))", "FIRST.setVolatile(this, next); if (segment != null)",
                "pops", DEADLOCK, LIVELOCK, NOT_LINEARIZABLE);
        mutant("the tail goes back",
                "LAST.compareAndSet(this, segment, next);", "LAST.setVolatile(this, next);", "moves", DEADLOCK,
                LIVELOCK, NOT_LINEARIZABLE);
        mutant("the look at the tail that finds nothing is not volatile",
                "long tail = (long) Segment.TAIL.getVolatile(segment); if ((tail & ~CLOSED) == head)",
                "long tail = (long) Segment.TAIL.getAcquire(segment); if ((tail & ~CLOSED) == head)", "crossed",
                EXCEPTION);
        mutant("size: the tail, and no second look",
                "if ((long) Segment.TAIL.getVolatile(end) == tail && Segment.NEXT.getVolatile(end) == null)",
                "if (true)",
                "sizes", NOT_LINEARIZABLE);
    }

    private static <E> UnboundedQueue<E> newQueue(int segmentSize) {
        return SmallSegments.queue(segmentSize);
    }

    /** The element comes with the segment that it is in. */
    private static void publishesNext() {
        UnboundedQueue<int[]> queue = newQueue(1);
        queue.push(new int[] {42});
        Interleave.together(() -> queue.push(new int[] {42}), () -> {
            for (int i = 0; i < 2; i++) {
                int[] element = queue.pop();
                check(element == null || element[0] == 42, "not what was pushed");
            }
        });
    }

    private static void calls(int segmentSize, String before, String... threads) {
        ConcurrentQueueScenarios.calls(newQueue(segmentSize), before, threads);
    }

    private static void only(int segmentSize, String before, String... threads) {
        ConcurrentQueueScenarios.only(newQueue(segmentSize), before, threads);
    }
}
