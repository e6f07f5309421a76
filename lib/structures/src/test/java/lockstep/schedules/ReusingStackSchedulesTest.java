package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import lockstep.epoch.Epoch;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress.Level;
import lockstep.interleave.Verdict;
import lockstep.stack.ReusingStack;
import org.junit.jupiter.api.Test;

public class ReusingStackSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public ReusingStackSchedulesTest() {
        super(ReusingStack.class);
        scenario("pairs", THREE, () -> StackScenarios.pairs(stack(new Epoch(2))));
        scenario("pops", BOUNDS.preemptions(2).surprises(1), () -> StackScenarios.pops(stack(new Epoch(2))));
        scenario("pushes", () -> StackScenarios.pushes(stack(new Epoch(2))));
        scenario("looks", BOUNDS.preemptions(2).surprises(1), () -> StackScenarios.looks(stack(new Epoch(2))));
        scenario("publishes", BOUNDS.preemptions(2).surprises(1), () -> StackScenarios.publishes(stack(new Epoch(2))));
        scenario("publishesToPeek", BOUNDS.preemptions(2).surprises(1), () -> StackScenarios.publishesToPeek(stack(new Epoch(2))));
        scenario("aba", THREE, ReusingStackSchedulesTest::aba);
        scenario("peeksWhileReused", THREE, ReusingStackSchedulesTest::peeksWhileReused);
        scenario("iteratesWhileReused", THREE, ReusingStackSchedulesTest::iteratesWhileReused);
        scenario("looksAtTwo", BOUNDS.preemptions(2).surprises(1), ReusingStackSchedulesTest::looksAtTwo);
        scenario("spares", BOUNDS.preemptions(2).surprises(1), ReusingStackSchedulesTest::spares);

        progress("push and pop", BOUNDS.preemptions(2).surprises(1), Level.LOCK_FREE, () -> StackScenarios.pushAndPop(stack(new Epoch(2))));

        mutant("a popped node is a spare at once", "guard.retire(node, this::keep);", "keep(node);",
                "aba", NOT_LINEARIZABLE, DATA_RACE);
        mutant("pop opens its guard when it has popped",
                m -> {
                    m.edit(ReusingStack.class, "public E pop() { try (EpochGuard guard = epoch.pin()) {", "public E pop() { {");
                    m.edit(ReusingStack.class, "guard.retire(node, this::keep);",
                            "try (EpochGuard guard = epoch.pin()) { guard.retire(node, this::keep); }");
                }, "aba", NOT_LINEARIZABLE, DATA_RACE);
        mutant("peek opens no guard",
                "public E peek() { try (EpochGuard guard = epoch.pin()) {", "public E peek() { {",
                "peeksWhileReused", NOT_LINEARIZABLE, DATA_RACE);
        mutant("peek does not look whether the node was popped",
                "if (element != null) { return element; } } }", "return element; } }", "looksAtTwo", NOT_LINEARIZABLE);
        mutant("an iterator opens no guard",
                "new ArrayList<>(); try (EpochGuard guard = epoch.pin()) {", "new ArrayList<>(); {",
                "iteratesWhileReused", DATA_RACE);
        mutant("push does not release",
                "weakCompareAndSetRelease(this, node.next, node)", "weakCompareAndSetPlain(this, node.next, node)",
                "publishes", DATA_RACE);
        mutant("the top is read without acquire", "TOP.getAcquire(this)", "TOP.getOpaque(this)", "publishes", DATA_RACE);
        mutant("a spare is taken without a swap",
                "Node<E> node = spares.getAndSet(i, null);", "Node<E> node = spares.get(i); spares.set(i, null);",
                "spares", NOT_LINEARIZABLE, DATA_RACE, EXCEPTION);
        mutant("the element is cleared plainly", "ELEMENT.setOpaque(node, (Object) null);", "node.element = null;",
                "looks", DATA_RACE);
    }

    private static ReusingStack<Integer> stack(Epoch epoch) {
        return new ReusingStack<>(epoch, 1);
    }

    /** One pops, and is delayed; the other pops both and pushes again, in the first one's node, if it may. */
    private static void aba() {
        Epoch epoch = new Epoch(2);
        ReusingStack<Integer> stack = stack(epoch);
        stack.push(1);
        stack.push(2);
        History history = new History(stack, () -> new StackScenarios.Plain(1, 2));
        Interleave.together(() -> history.call("pop"), () -> {
            history.call("pop");
            history.call("pop");
            epoch.flush();
            history.call("push", 3);
        });
        history.call("pop");
        history.call("pop");
        history.check();
    }

    private static void peeksWhileReused() {
        Epoch epoch = new Epoch(2);
        ReusingStack<Integer> stack = stack(epoch);
        stack.push(1);
        History history = new History(stack, () -> new StackScenarios.Plain(1));
        Interleave.together(() -> history.call("peek"), () -> {
            history.call("pop");
            epoch.flush();
            history.call("push", 3);
        });
        history.check();
    }

    /** An iterator meets what was in, or in part, or what is in now; never what is now where something was. */
    private static void iteratesWhileReused() {
        Epoch epoch = new Epoch(2);
        ReusingStack<Integer> stack = stack(epoch);
        stack.push(1);
        stack.push(2);
        List<Integer> met = new ArrayList<>();
        Interleave.together(() -> {
            for (Integer element : stack) {
                met.add(element);
            }
        }, () -> {
            stack.pop();
            stack.pop();
            epoch.flush();
            stack.push(3);
        });
        check(List.of(List.of(2, 1), List.of(2), List.of(1), List.of(), List.of(3)).contains(met), "met " + met);
    }

    /** There is always something in: a peek must not say that there is nothing. */
    private static void looksAtTwo() {
        ReusingStack<Integer> stack = stack(new Epoch(2));
        stack.push(1);
        stack.push(2);
        History history = new History(stack, () -> new StackScenarios.Plain(1, 2));
        Interleave.together(() -> history.call("peek"), () -> history.call("pop"));
        history.check();
    }

    /** Two push at once, and there is one spare node. */
    private static void spares() {
        Epoch epoch = new Epoch(2);
        ReusingStack<Integer> stack = stack(epoch);
        stack.push(0);
        stack.pop();
        epoch.flush();
        StackScenarios.pushes(stack);
    }

    /** What becomes of it without epochs, and without reuse. The schedule is the one that chapter 05 tells. */
    @Test
    void withoutEpochs() {
        Verdict wrong = Interleave.explore(BOUNDS, () -> abaOf(new AbaStack(true)));
        assertFalse(wrong.passed(), wrong::toString);
        assertEquals(NOT_LINEARIZABLE, wrong.kind(), wrong::toString);
        if (Boolean.getBoolean("lockstep.show")) {
            System.out.println(wrong);
        }
        // A to B, twice, with the same A and the same B: the second one should have failed.
        long swaps = wrong.toString().lines().filter(line -> line.contains("top.compareAndSet(Node#2, Node#1) → true")).count();
        assertEquals(2, swaps, wrong::toString);
        Verdict again = Interleave.replay(BOUNDS, wrong.token(), () -> abaOf(new AbaStack(true)));
        assertEquals(wrong.kind(), again.kind(), again::toString);
        Verdict right = Interleave.explore(BOUNDS, () -> abaOf(new AbaStack(false))).orThrow();
        assertTrue(right.coverage().startsWith("all schedules"), right::toString);
    }

    private static void abaOf(AbaStack stack) {
        stack.push(1);
        stack.push(2);
        History history = new History(stack, () -> new StackScenarios.Plain(1, 2));
        Interleave.together(() -> history.call("pop"), () -> {
            history.call("pop");
            history.call("pop");
            history.call("push", 3);
        });
        history.call("pop");
        history.call("pop");
        history.check();
    }
}
