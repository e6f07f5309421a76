package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.BLOCKING;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Progress.Level;
import lockstep.queue.SegQueue;
import lockstep.queue.SegQueueAccess;

/**
 * Segments have one slot or two, so that their ends are met all the time. Elements that are arrays are written and read
 * plainly: who gets one without seeing what was written into it has a data race.
 */
public class SegQueueSchedulesTest extends Schedules {

    /** For those with many schedules. */
    private static final Options TWO = BOUNDS.preemptions(2);

    /** Scenarios, mutants, progress. */
    public SegQueueSchedulesTest() {
        super(SegQueue.class);
        scenario("handOver", SegQueueSchedulesTest::handOver);
        scenario("handOverBehindAGap", SegQueueSchedulesTest::handOverBehindAGap);
        scenario("handOverAtTheEnd", SegQueueSchedulesTest::handOverAtTheEnd);
        scenario("looks", SegQueueSchedulesTest::looks);
        scenario("pairs", TWO, () -> pairs(2));
        scenario("pairsAtTheEnd", TWO, () -> pairs(1));
        scenario("offers", () -> offers(List.of()));
        scenario("offersAtTheEnd", TWO, () -> offers(List.of(0)));
        scenario("polls", TWO, SegQueueSchedulesTest::polls);
        scenario("pollsOne", SegQueueSchedulesTest::pollsOne);
        scenario("passes", SegQueueSchedulesTest::passes);
        scenario("emptyOrNot", BOUNDS.surprises(3), SegQueueSchedulesTest::emptyOrNot);
        scenario("emptyOrNotAtTheEnd", SegQueueSchedulesTest::emptyOrNotAtTheEnd);
        scenario("sizes", SegQueueSchedulesTest::sizes);
        scenario("sizesAtTheEnd", TWO, SegQueueSchedulesTest::sizesAtTheEnd);
        scenario("removes", TWO, SegQueueSchedulesTest::removes);
        scenario("removesAndCounts", SegQueueSchedulesTest::removesAndCounts);
        scenario("iterates", SegQueueSchedulesTest::iterates);
        scenario("leavesBehind", THREE, SegQueueSchedulesTest::leavesBehind);
        scenario("three", THREE, SegQueueSchedulesTest::three);
        scenario("stopsOffering", BOUNDS.preemptions(1).surprises(0).halts(true), SegQueueSchedulesTest::stopsOffering);
        scenario("stopsPolling", BOUNDS.preemptions(1).surprises(0).halts(true), SegQueueSchedulesTest::stopsPolling);
        scenario("stopsFilling", BOUNDS.preemptions(1).surprises(0).halts(true), SegQueueSchedulesTest::stopsFilling);
        scenario("stopsTaking", BOUNDS.preemptions(1).surprises(0).halts(true), SegQueueSchedulesTest::stopsTaking);

        progress("poll() never waits for an offer that has begun", Level.LOCK_FREE, SegQueueSchedulesTest::handOver);
        progress("offer() waits for no other", Level.LOCK_FREE, SegQueueSchedulesTest::newSegment);
        progress("poll() waits for no other", Level.LOCK_FREE, SegQueueSchedulesTest::pollsOne);
        progress("nor do size(), peek() and remove(Object)", Level.LOCK_FREE, SegQueueSchedulesTest::removesAndCounts);

        mutant("offer() does not release",
                "if (SLOT.compareAndSet(slots, (int) i, null, e))",
                "if (SLOT.compareAndExchangeAcquire(slots, (int) i, null, e) == null)", "handOver", DATA_RACE);
        mutant("poll() acquires neither by its look nor by its compare-and-set",
                "Object e = SLOT.getVolatile(slots, (int) i); if (e == null) { return null; }"
                + " if (e != slots && SLOT.compareAndSet(slots, (int) i, e, slots)) {",
                "Object e = SLOT.getOpaque(slots, (int) i); if (e == null) { return null; }"
                + " if (e != slots && SLOT.compareAndExchangeRelease(slots, (int) i, e, slots) == e) {", "handOver", DATA_RACE);
        mutant("nor in a later round",
                "Object e = SLOT.getVolatile(slots, i); if (e == null) { return null; }"
                + " if (e != slots && SLOT.compareAndSet(slots, i, e, slots)) {",
                "Object e = SLOT.getOpaque(slots, i); if (e == null) { return null; }"
                + " if (e != slots && SLOT.compareAndExchangeRelease(slots, i, e, slots) == e) {", "handOverBehindAGap", DATA_RACE);
        mutant("peek() does not acquire",
                "Object e = SLOT.getVolatile(s.slots, i); if (e != s.slots)",
                "Object e = SLOT.getOpaque(s.slots, i); if (e != s.slots)", "looks", DATA_RACE);
        mutant("an iterator does not acquire",
                "Object e = SLOT.getVolatile(slots, at);", "Object e = SLOT.getOpaque(slots, at);", "iterates", DATA_RACE);
        mutant("poll() only acquires",
                "Object e = SLOT.getVolatile(slots, (int) i);", "Object e = SLOT.getAcquire(slots, (int) i);",
                "emptyOrNot", NOT_LINEARIZABLE);
        mutant("peek() only acquires, at both reads",
                m -> {
                    m.edit(SegQueue.class, "while (i < slots.length && SLOT.getVolatile(slots, i) == slots)",
                            "while (i < slots.length && SLOT.getAcquire(slots, i) == slots)");
                    m.edit(SegQueue.class, "Object e = SLOT.getVolatile(s.slots, i); if (e != s.slots)",
                            "Object e = SLOT.getAcquire(s.slots, i); if (e != s.slots)");
                }, "emptyOrNot", NOT_LINEARIZABLE);
        mutant("who looks for a next segment only acquires",
                "Segment next = (Segment) NEXT.getVolatile(s); if (next == null) { return false; }",
                "Segment next = (Segment) NEXT.getAcquire(s); if (next == null) { return false; }",
                "emptyOrNotAtTheEnd", NOT_LINEARIZABLE);
        mutant("a new segment is linked without a release",
                "if (NEXT.compareAndSet(s, null, made))", "if (NEXT.compareAndExchangeAcquire(s, null, made) == null)",
                "handOverAtTheEnd", DATA_RACE);
        mutant("the tail is read opaquely",
                "Segment s = (Segment) TAIL.getAcquire(this); long t",
                "Segment s = (Segment) TAIL.getOpaque(this); long t", "offers", DATA_RACE);
        mutant("the tail's index is read plainly",
                "long t = (long) TAIL_INDEX.getAcquire(this); long i", "long t = (long) TAIL_INDEX.get(this); long i", "offers", DATA_RACE);
        mutant("the head's index is written plainly",
                "HEAD_INDEX.setRelease(this, h + 1);", "HEAD_INDEX.set(this, h + 1);", "polls", DATA_RACE);
        mutant("offer() looks, then fills",
                "if (SLOT.compareAndSet(slots, (int) i, null, e))",
                "boolean free = SLOT.getVolatile(slots, (int) i) == null; if (free) { SLOT.setVolatile(slots, (int) i, e); } if (free)",
                "offers", EXCEPTION);
        mutant("offer() fills whatever it finds in a later round",
                "} else if (SLOT.compareAndSet(slots, i, null, e)) {", "} else if (SLOT.getAndSet(slots, i, e) != slots) {",
                "offersAtTheEnd", EXCEPTION);
        mutant("poll() looks, then takes",
                "if (e != slots && SLOT.compareAndSet(slots, (int) i, e, slots))",
                "if (e != slots) { SLOT.setVolatile(slots, (int) i, slots); } if (e != slots)", "pollsOne", EXCEPTION);
        mutant("poll() does not look whether it is taken",
                "if (e != slots && SLOT.compareAndSet(slots, (int) i, e, slots))",
                "if (SLOT.compareAndSet(slots, (int) i, e, slots))", "polls", EXCEPTION, NOT_LINEARIZABLE);
        mutant("offer() moves the index before it fills the slot",
                "if (SLOT.compareAndSet(slots, (int) i, null, e)) {",
                "TAIL_INDEX.setRelease(this, t + 1); if (SLOT.compareAndSet(slots, (int) i, null, e)) {", "pairs", NOT_LINEARIZABLE);
        mutant("offer() leaves out a slot",
                "TAIL_INDEX.setRelease(this, t + 1)", "TAIL_INDEX.setRelease(this, t + 2)", "pairs", NOT_LINEARIZABLE);
        mutant("offer() never walks",
                "while (t == tried && i < slots.length", "while (t < 0 && i < slots.length", "stopsFilling", BLOCKING);
        mutant("poll() never walks",
                "int i = h == tried ? firstOf(s) : s.at(h);", "int i = s.at(h);", "stopsTaking", BLOCKING);
        mutant("a new segment's first element is forgotten",
                "made.slots[0] = e;", "", "offers", EXCEPTION);
        mutant("a new segment counts as filled up to the second slot",
                "TAIL_INDEX.setRelease(this, made.base + 1);", "TAIL_INDEX.setRelease(this, made.base + 2);",
                "passes", EXCEPTION, NOT_LINEARIZABLE);
        mutant("poll() leaves out a slot",
                "HEAD_INDEX.setRelease(this, h + 1)", "HEAD_INDEX.setRelease(this, h + 2)", "polls", EXCEPTION, NOT_LINEARIZABLE);
        mutant("poll() leaves out a slot in a later round",
                "HEAD_INDEX.setRelease(this, s.base + i + 1);", "HEAD_INDEX.setRelease(this, s.base + i + 2);",
                "passes", EXCEPTION, NOT_LINEARIZABLE);
        mutant("offer() goes one slot too far",
                "if (i < 0 || i >= slots.length) { return offerFurther(e, t, 0); }",
                "if (i < 0 || i > slots.length) { return offerFurther(e, t, 0); }", "offers", EXCEPTION);
        mutant("poll() goes one slot too far",
                "if (i < 0 || i >= slots.length) { return pollFurther(h, 0); }",
                "if (i < 0 || i > slots.length) { return pollFurther(h, 0); }", "passes", EXCEPTION, NOT_LINEARIZABLE);
        mutant("a segment begins at the last one's last slot",
                "new Segment(s.base + s.slots.length,", "new Segment(s.base + s.slots.length - 1,",
                "passes", EXCEPTION, NOT_LINEARIZABLE);
        mutant("poll() says empty at a segment's end",
                "if (i == slots.length) { if (!leave(s)) { return null; } continue; }", "if (i == slots.length) { leave(s); return null; }",
                "handOverAtTheEnd", EXCEPTION);
        mutant("a new segment is linked whatever is there",
                "if (NEXT.compareAndSet(s, null, made)) {", "NEXT.setVolatile(s, made); if (next == null) {", "offers", EXCEPTION);
        mutant("the tail is set, and not compared",
                "TAIL.compareAndSet(this, s, made);", "TAIL.setVolatile(this, made);", "leavesBehind", LIVELOCK, DEADLOCK);
        mutant("who loses the race for a new segment does not help",
                "} else if (next != s) { TAIL.compareAndSet(this, s, next); } return false;", "} return false;",
                "stopsOffering", BLOCKING);
        mutant("the head leaves a segment where the tail still is",
                "if ((Segment) TAIL.getAcquire(this) == s) { TAIL.compareAndSet(this, s, next); }", "",
                "stopsOffering", BLOCKING);
        mutant("a segment links to itself before the head has left it",
                "if (HEAD.compareAndSet(this, s, next)) { NEXT.setRelease(s, s); }",
                "NEXT.setRelease(s, s); HEAD.compareAndSet(this, s, next);", "stopsPolling", BLOCKING);
        mutant("a segment that is left behind leads on",
                "NEXT.setRelease(s, s);", "", "leavesBehind", EXCEPTION);
        mutant("an iterator takes a segment that leads nowhere for the last",
                "if (following == null) { return null; }", "if (following == null || following == segment) { return null; }",
                "iterates", EXCEPTION);
        mutant("size() does not look twice",
                "if (first == first()) {", "if (first >= 0) {", "sizes", NOT_LINEARIZABLE);
        mutant("size() does not know of gaps",
                "if ((boolean) GAPS.getVolatile(this)) { return count(); }", "", "removesAndCounts", NOT_LINEARIZABLE);
        mutant("the gap, then the flag",
                "GAPS.setVolatile(SegQueue.this, true); return SLOT.compareAndSet(lastSlots, lastAt, e, lastSlots);",
                "boolean mine = SLOT.compareAndSet(lastSlots, lastAt, e, lastSlots); GAPS.setVolatile(SegQueue.this, true); return mine;",
                "removesAndCounts", NOT_LINEARIZABLE);
        mutant("remove(Object) takes what is taken",
                "if (o.equals(items.next()) && items.take()) { return true; }",
                "if (o.equals(items.next())) { items.take(); return true; }", "removes", NOT_LINEARIZABLE);
    }

    private static <E> SegQueue<E> queueOf(int first, List<E> elements) {
        SegQueue<E> queue = SegQueueAccess.small(first, 2);
        elements.forEach(queue::offer);
        return queue;
    }

    /** What is left, in order. */
    private static <E> List<E> drain(SegQueue<E> queue) {
        List<E> left = new ArrayList<>();
        for (E e; (e = queue.poll()) != null; ) {
            left.add(e);
        }
        check(queue.isEmpty() && queue.size() == 0, "drained, and not empty");
        return left;
    }

    /** The element's contents come with it. */
    private static void handOver() {
        SegQueue<int[]> queue = queueOf(2, List.of());
        Interleave.together(() -> queue.offer(new int[] {1}), () -> {
            int[] e = queue.poll();
            check(e == null || e[0] == 1, "the element is not whole");
        });
    }

    /** The same where poll() does not find it at once. */
    private static void handOverBehindAGap() {
        int[] gone = {0};
        SegQueue<int[]> queue = queueOf(2, List.of(gone));
        check(queue.remove(gone), "it was there");
        Interleave.together(() -> queue.offer(new int[] {1}), () -> {
            int[] e = queue.poll();
            check(e == null || e[0] == 1, "the element is not whole");
        });
    }

    /** The same with a new segment, whose first element it is. */
    private static void handOverAtTheEnd() {
        SegQueue<int[]> queue = queueOf(1, List.of(new int[] {1}));
        Interleave.together(() -> queue.offer(new int[] {1}), () -> {
            for (int polled = 0; polled < 2; ) {
                int[] e = queue.poll();
                if (e != null) {
                    check(e[0] == 1, "the element is not whole");
                    polled++;
                } else {
                    check(polled == 1, "one was there");
                    return;
                }
            }
        });
        check(drain(queue).size() <= 1, "two went in");
    }

    private static void looks() {
        SegQueue<int[]> queue = queueOf(2, List.of());
        Interleave.together(() -> queue.offer(new int[] {1}), () -> {
            int[] e = queue.peek();
            check(e == null || e[0] == 1, "the element is not whole");
        });
        check(queue.size() == 1, "nobody polls");
    }

    /** An offer and a poll each, and two more polls by one of them. */
    private static void pairs(int first) {
        History queue = new History(queueOf(first, List.of()), ArrayDeque::new);
        Interleave.together(() -> {
            queue.call("offer", 1);
            queue.call("poll");
        }, () -> {
            queue.call("offer", 2);
            queue.call("poll");
        });
        queue.call("poll");
        queue.check();
    }

    /** Three elements from two threads, over two or three segments. */
    private static void offers(List<Integer> before) {
        SegQueue<Integer> queue = queueOf(1, before);
        Interleave.together(() -> {
            queue.offer(1);
            queue.offer(2);
        }, () -> queue.offer(3));
        List<Integer> left = drain(queue);
        List<Integer> added = left.subList(Math.min(before.size(), left.size()), left.size());
        check(List.of(List.of(1, 2, 3), List.of(1, 3, 2), List.of(3, 1, 2)).contains(added), "left: " + left);
    }

    /** Three elements to two threads. */
    private static void polls() {
        History queue = new History(queueOf(2, List.of(1, 2, 3)), () -> new ArrayDeque<>(List.of(1, 2, 3)));
        Interleave.together(() -> {
            queue.call("poll");
            queue.call("poll");
        }, () -> queue.call("poll"));
        queue.call("poll");
        queue.check();
    }

    /** One element to two threads. */
    private static void pollsOne() {
        SegQueue<Integer> queue = queueOf(2, List.of(1));
        Integer[] got = new Integer[2];
        Interleave.together(() -> got[0] = queue.poll(), () -> got[1] = queue.poll());
        check(got[0] == null ^ got[1] == null, "one gets it");
    }

    /** Two want to add a segment. */
    private static void newSegment() {
        SegQueue<Integer> queue = queueOf(1, List.of(0));
        Interleave.together(() -> queue.offer(1), () -> queue.offer(2));
    }

    /** Elements go through while another thread polls: over the ends of three segments. */
    private static void passes() {
        History queue = new History(queueOf(1, List.of(1)), () -> new ArrayDeque<>(List.of(1)));
        Interleave.together(() -> {
            queue.call("offer", 2);
            queue.call("offer", 3);
            queue.call("poll");
        }, () -> queue.call("poll"));
        queue.call("poll");
        queue.call("poll");
        queue.check();
    }

    /** Two threads each change one end and look at the other: one of them sees what the other has done. */
    private static void emptyOrNot() {
        History queue = new History(queueOf(2, List.of(1)), () -> new ArrayDeque<>(List.of(1)));
        Interleave.together(() -> {
            queue.call("poll");
            queue.call("poll");
        }, () -> {
            queue.call("offer", 2);
            queue.call("peek");
        });
        queue.check();
    }

    /** The same with the second slot in another segment. */
    private static void emptyOrNotAtTheEnd() {
        History queue = new History(queueOf(1, List.of(1)), () -> new ArrayDeque<>(List.of(1)));
        Interleave.together(() -> {
            queue.call("poll");
            queue.call("isEmpty");
        }, () -> {
            queue.call("offer", 2);
            queue.call("peek");
        });
        queue.check();
    }

    private static void sizes() {
        History queue = new History(queueOf(2, List.of(1)), () -> new ArrayDeque<>(List.of(1)));
        Interleave.together(() -> {
            queue.call("poll");
            queue.call("offer", 2);
        }, () -> queue.call("size"));
        queue.check();
    }

    private static void sizesAtTheEnd() {
        History queue = new History(queueOf(1, List.of(1)), () -> new ArrayDeque<>(List.of(1)));
        Interleave.together(() -> {
            queue.call("offer", 2);
            queue.call("poll");
        }, () -> queue.call("size"));
        queue.call("size");
        queue.check();
    }

    /** The same element wanted twice, from the middle and from the head. */
    private static void removes() {
        History queue = new History(queueOf(1, List.of(1, 2)), () -> new ArrayDeque<>(List.of(1, 2)));
        Interleave.together(() -> {
            queue.call("remove", 2);
            queue.call("isEmpty");
        }, () -> {
            queue.call("poll");
            queue.call("poll");
        });
        queue.check();
    }

    /** Who has seen the gap does not count it. */
    private static void removesAndCounts() {
        History queue = new History(queueOf(2, List.of(1, 2, 3)), () -> new ArrayDeque<>(List.of(1, 2, 3)));
        Interleave.together(() -> queue.call("remove", 2), () -> {
            queue.call("contains", 2);
            queue.call("size");
        });
        queue.call("peek");
        queue.check();
    }

    /** An iterator sees what is there all the time, in order, and whole, though its segment is left behind. */
    private static void iterates() {
        SegQueue<int[]> queue = queueOf(1, List.of(new int[] {1}, new int[] {2}));
        List<Integer> seen = new ArrayList<>();
        Iterator<int[]> iterator = queue.iterator();
        Interleave.together(() -> {
            while (iterator.hasNext()) {
                seen.add(iterator.next()[0]);
            }
        }, () -> {
            queue.poll();
            queue.peek();
            queue.offer(new int[] {3});
        });
        check(seen.equals(List.of(1, 2)) || seen.equals(List.of(1, 2, 3)), "seen " + seen);
    }

    /** Who offers at a segment that others leave behind finds on; and what is left behind keeps nothing alive. */
    private static void leavesBehind() {
        SegQueue<Integer> queue = SegQueueAccess.small(1, 1);
        queue.offer(1);
        Object first = SegQueueAccess.head(queue);
        List<Integer> got = new ArrayList<>();
        Interleave.together(() -> queue.offer(2), () -> {
            queue.offer(3);
            for (int i = 0; i < 3; i++) {
                Integer e = queue.poll();
                if (e != null) {
                    got.add(e);
                }
            }
        });
        queue.offer(4);
        got.addAll(drain(queue));
        check(got.equals(List.of(1, 2, 3, 4)) || got.equals(List.of(1, 3, 2, 4)), "got " + got);
        check(SegQueueAccess.leadsNowhere(first), "the first segment still leads on");
    }

    /** Past a segment's end by one thread or the other, which may stop there for ever. */
    private static void stopsOffering() {
        SegQueue<Integer> queue = SegQueueAccess.small(1, 1);
        queue.offer(1);
        Interleave.together(() -> queue.offer(2), () -> {
            queue.poll();
            queue.poll();
            queue.offer(3);
        });
    }

    /** The same by polls. */
    private static void stopsPolling() {
        SegQueue<Integer> queue = SegQueueAccess.small(1, 1);
        queue.offer(1);
        queue.offer(2);
        Interleave.together(() -> {
            queue.poll();
            queue.poll();
        }, queue::poll);
    }

    /** Who has filled a slot may stop before he says so by the index. */
    private static void stopsFilling() {
        SegQueue<Integer> queue = queueOf(2, List.of());
        Interleave.together(() -> queue.offer(1), () -> queue.offer(2));
    }

    /** Who has taken one, too. */
    private static void stopsTaking() {
        SegQueue<Integer> queue = queueOf(2, List.of(1, 2));
        Interleave.together(queue::poll, queue::poll);
    }

    /** Two that offer, one that polls. */
    private static void three() {
        History queue = new History(queueOf(1, List.of()), ArrayDeque::new);
        Interleave.together(() -> queue.call("offer", 1), () -> queue.call("offer", 2), () -> {
            queue.call("poll");
            queue.call("poll");
        });
        queue.call("poll");
        queue.check();
    }
}
