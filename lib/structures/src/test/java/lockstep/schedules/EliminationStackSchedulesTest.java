package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import java.util.concurrent.ThreadLocalRandom;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress.Level;
import lockstep.stack.EliminationStack;
import lockstep.stack.MorePlaces;

/**
 * A compare-and-set that fails for no reason, twice in a run at most, sends even two threads past the top, to where they
 * meet. The checker's machine has two processors, hence one place; scenarios with two ask for them. Where a thread goes is
 * random, and in the checker the same in every execution: threads that first throw away some numbers go elsewhere.
 */
public class EliminationStackSchedulesTest extends Schedules {

    /** So many random numbers thrown away, and a thread goes to the second of two places at first, or to the first one. */
    private static final int SECOND = 0;
    private static final int FIRST = 1;

    /** Scenarios, mutants, progress. */
    public EliminationStackSchedulesTest() {
        super(EliminationStack.class);
        scenario("pairs", BOUNDS.preemptions(2), () -> StackScenarios.pairs(new EliminationStack<>()));
        scenario("order", BOUNDS.preemptions(2), () -> StackScenarios.order(new EliminationStack<>()));
        scenario("pops", () -> StackScenarios.pops(new EliminationStack<>()));
        scenario("pushes", () -> StackScenarios.pushes(new EliminationStack<>()));
        scenario("looks", BOUNDS.preemptions(2), () -> StackScenarios.looks(new EliminationStack<>()));
        scenario("snapshot", BOUNDS.preemptions(2), () -> StackScenarios.snapshot(new EliminationStack<>()));
        scenario("three", THREE, () -> StackScenarios.three(new EliminationStack<>()));
        scenario("meet", EliminationStackSchedulesTest::meet);
        scenario("meetWithNews", EliminationStackSchedulesTest::meetWithNews);
        scenario("meetInTheFirst", () -> meetInOneOfTwo(FIRST, FIRST));
        scenario("meetInTheSecond", () -> meetInOneOfTwo(SECOND, SECOND));
        scenario("miss", () -> meetInOneOfTwo(FIRST, SECOND));
        scenario("twoOffers", () -> offersInTwo(FIRST, SECOND));
        scenario("publishes", BOUNDS.preemptions(2), () -> StackScenarios.publishes(new EliminationStack<>()));
        scenario("publishesToPeek", () -> StackScenarios.publishesToPeek(new EliminationStack<>()));
        scenario("publishesToIterator", () -> StackScenarios.publishesToIterator(new EliminationStack<>()));

        progress("two pushes", Level.LOCK_FREE, () -> StackScenarios.pushes(new EliminationStack<>()));
        progress("two pops", Level.LOCK_FREE, () -> StackScenarios.pops(new EliminationStack<>()));
        progress("who offers and who accepts", Level.LOCK_FREE, EliminationStackSchedulesTest::meet);

        mutant("link does not release",
                "weakCompareAndSetRelease((Top<E>) this, node.next, node)", "weakCompareAndSetPlain((Top<E>) this, node.next, node)",
                "publishes", DATA_RACE);
        mutant("the top is read without acquire", "TOP.getAcquire(", "TOP.getOpaque(", "publishes", DATA_RACE);
        mutant("peek reads without acquire",
                "Node<E> node = top(); return node == null", "Node<E> node = (Node<E>) TOP.getOpaque((Top<E>) this); return node == null",
                "publishesToPeek", DATA_RACE);
        mutant("an iterator reads without acquire",
                "new Elements<>(top())", "new Elements<E>((Node<E>) TOP.getOpaque((Top<E>) this))", "publishesToIterator", DATA_RACE);
        mutant("link by a store",
                "return TOP.weakCompareAndSetRelease((Top<E>) this, node.next, node);",
                "TOP.setVolatile((Top<E>) this, node); return true;", "pushes", NOT_LINEARIZABLE);
        mutant("pop says empty when it loses",
                "node = accept(limit); if (node != null) { return node.element; }", "return null;", "pops", NOT_LINEARIZABLE);
        mutant("offers without release",
                "weakCompareAndSetRelease(places, place, (Node<?>) null, node)", "weakCompareAndSetPlain(places, place, (Node<?>) null, node)",
                "meetWithNews", DATA_RACE);
        mutant("accepts without acquire",
                "weakCompareAndSetAcquire(places, place, node, (Node<?>) null)",
                "weakCompareAndSetRelease(places, place, node, (Node<?>) null)", "meetWithNews", DATA_RACE);
        mutant("accepts by reading alone",
                "if (node != null && PLACE.weakCompareAndSetAcquire(places, place, node, (Node<?>) null))",
                "if (node != null)", "meet", NOT_LINEARIZABLE);
        mutant("accepts by a store: the push may have withdrawn",
                "if (node != null && PLACE.weakCompareAndSetAcquire(places, place, node, (Node<?>) null)) { return node; }",
                "if (node != null) { PLACE.setVolatile(places, place, (Node<?>) null); return node; }", "meet", NOT_LINEARIZABLE);
        mutant("withdraws by a store: a pop may have accepted",
                "return offered && !PLACE.compareAndSet(places, place, node, (Node<?>) null);",
                "PLACE.setVolatile(places, place, (Node<?>) null); return false;",
                "meet", NOT_LINEARIZABLE);
        mutant("withdraws weakly: fails for no reason, and thinks that a pop has accepted",
                "!PLACE.compareAndSet(places, place, node, (Node<?>) null)", "!PLACE.weakCompareAndSet(places, place, node, (Node<?>) null)",
                "pushes", NOT_LINEARIZABLE);
        mutant("an offer is taken for accepted",
                "return offered && !PLACE.compareAndSet(places, place, node, (Node<?>) null);", "return offered;",
                "pushes", NOT_LINEARIZABLE);
        mutant("an accepted offer is pushed all the same",
                "return offered && !PLACE.compareAndSet(places, place, node, (Node<?>) null);",
                "PLACE.compareAndSet(places, place, node, (Node<?>) null); return false;", "meet", NOT_LINEARIZABLE);
        mutant("no offer, and still it is taken for accepted",
                "return offered && !", "return !", "pushes", NOT_LINEARIZABLE);
        mutant("offers over another's offer",
                "(Node<?>) PLACE.getOpaque(places, place) == null && PLACE.weakCompareAndSetRelease(places, place, (Node<?>) null, node);",
                "true; PLACE.setRelease(places, place, node);", "pushes", NOT_LINEARIZABLE);
        mutant("the last place lies behind the array's end",
                "(1 + ThreadLocalRandom.current().nextInt(pairs))", "(2 + ThreadLocalRandom.current().nextInt(pairs))",
                "meetInTheSecond", NOT_LINEARIZABLE);
        mutant("withdraws from any place, and thinks that a pop has accepted",
                "!PLACE.compareAndSet(places, place, node,", "!PLACE.compareAndSet(places, anyPlace(), node,", "twoOffers", NOT_LINEARIZABLE);
        mutant("accepts by reading alone, in the second place",
                "if (node != null && PLACE.weakCompareAndSetAcquire(places, place, node, (Node<?>) null))",
                "if (node != null)", "meetInTheSecond", NOT_LINEARIZABLE);
        mutant("accepts from one place and empties another",
                "if (node != null && PLACE.weakCompareAndSetAcquire(places, place, node, (Node<?>) null)) { return node; }",
                "if (node != null) { PLACE.setVolatile(places, 3 * STRIDE - place, (Node<?>) null); return node; }",
                "meetInTheFirst", NOT_LINEARIZABLE);
        mutant("accepts what it has not taken",
                "return node; } pause(limit); return null;", "return node; } pause(limit); return node;",
                "meet", NOT_LINEARIZABLE);
        mutant("isEmpty looks at it the wrong way round",
                "(Node<?>) TOP.getOpaque((Top<E>) this) == null", "(Node<?>) TOP.getOpaque((Top<E>) this) != null",
                "looks", NOT_LINEARIZABLE);
        mutant("an iterator ends after the first",
                "node = node.next; return element;", "node = null; return element;", "snapshot", NOT_LINEARIZABLE);
    }

    /** Both may lose at the top, and meet in one of two places, or miss each other. */
    private static void meetInOneOfTwo(int push, int pop) {
        EliminationStack<Integer> stack = MorePlaces.stack(2);
        stack.push(0);
        History history = new History(stack, () -> new StackScenarios.Plain(0));
        Interleave.together(() -> {
            throwAway(push);
            history.call("push", 1);
        }, () -> {
            throwAway(pop);
            history.call("pop");
        });
        history.call("pop");
        history.call("pop");
        history.check();
    }

    /** Both may lose at the top, and offer, each in a place of its own. */
    private static void offersInTwo(int one, int other) {
        EliminationStack<Integer> stack = MorePlaces.stack(2);
        History history = new History(stack, StackScenarios.Plain::new);
        Interleave.together(() -> {
            throwAway(one);
            history.call("push", 1);
        }, () -> {
            throwAway(other);
            history.call("push", 2);
        });
        history.call("pop");
        history.call("pop");
        history.check();
    }

    private static void throwAway(int numbers) {
        for (int i = 0; i < numbers; i++) {
            ThreadLocalRandom.current().nextInt(2);
        }
    }

    /** Both may lose at the top, and meet beside it. */
    private static void meet() {
        EliminationStack<Integer> stack = new EliminationStack<>();
        stack.push(0);
        History history = new History(stack, () -> new StackScenarios.Plain(0));
        Interleave.together(() -> history.call("push", 1), () -> history.call("pop"));
        history.call("pop");
        history.call("pop");
        history.check();
    }

    /** The same; and who pops an element may read what was written before it was pushed. */
    private static void meetWithNews() {
        EliminationStack<Integer> stack = new EliminationStack<>();
        int[] news = new int[3];
        StackScenarios.push(stack, 1, news);
        Interleave.together(() -> StackScenarios.push(stack, 2, news), () -> StackScenarios.read(stack.pop(), news));
    }
}
