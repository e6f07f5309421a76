package lockstep.schedules;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;
import static lockstep.interleave.schedule.Failure.Kind.NOT_LINEARIZABLE;

import lockstep.interleave.Progress.Level;
import lockstep.stack.TreiberStack;

public class TreiberStackSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public TreiberStackSchedulesTest() {
        super(TreiberStack.class);
        scenario("pairs", () -> StackScenarios.pairs(new TreiberStack<>()));
        scenario("order", () -> StackScenarios.order(new TreiberStack<>()));
        scenario("pops", () -> StackScenarios.pops(new TreiberStack<>()));
        scenario("pushes", () -> StackScenarios.pushes(new TreiberStack<>()));
        scenario("looks", () -> StackScenarios.looks(new TreiberStack<>()));
        scenario("snapshot", () -> StackScenarios.snapshot(new TreiberStack<>()));
        scenario("three", THREE, () -> StackScenarios.three(new TreiberStack<>()));
        scenario("publishes", () -> StackScenarios.publishes(new TreiberStack<>()));
        scenario("publishesBelow", THREE, () -> StackScenarios.publishesBelow(new TreiberStack<>()));
        scenario("publishesToPeek", () -> StackScenarios.publishesToPeek(new TreiberStack<>()));
        scenario("publishesToIterator", () -> StackScenarios.publishesToIterator(new TreiberStack<>()));

        progress("push and pop", Level.LOCK_FREE, () -> StackScenarios.pushAndPop(new TreiberStack<>()));
        progress("looking", Level.LOCK_FREE, () -> StackScenarios.looks(new TreiberStack<>()));

        mutant("push does not release",
                "weakCompareAndSetRelease(this, node.next, node)", "weakCompareAndSetPlain(this, node.next, node)",
                "publishes", DATA_RACE);
        mutant("push acquires instead",
                "weakCompareAndSetRelease(this, node.next, node)", "weakCompareAndSetAcquire(this, node.next, node)",
                "publishes", DATA_RACE);
        mutant("the top is read without acquire", "TOP.getAcquire(this)", "TOP.getOpaque(this)", "publishes", DATA_RACE);
        mutant("peek reads without acquire",
                "Node<E> node = top(); return node == null", "Node<E> node = (Node<E>) TOP.getOpaque(this); return node == null",
                "publishesToPeek", DATA_RACE);
        mutant("an iterator reads without acquire",
                "new Elements<>(top())", "new Elements<E>((Node<E>) TOP.getOpaque(this))", "publishesToIterator", DATA_RACE);
        mutant("push by a store, volatile as it is",
                "while (!TOP.weakCompareAndSetRelease(this, node.next, node));", "while (false); TOP.setVolatile(this, node);",
                "pushes", NOT_LINEARIZABLE);
        mutant("pop by a store",
                "while (!TOP.weakCompareAndSetPlain(this, node, node.next));", "while (false); TOP.setVolatile(this, node.next);",
                "pops", NOT_LINEARIZABLE);
        mutant("push reads the top once, and tries for ever",
                "do { node.next = (Node<E>) TOP.getOpaque(this);", "node.next = (Node<E>) TOP.getOpaque(this); do {",
                "pushes", DEADLOCK, LIVELOCK);
        mutant("pop reads the top once, and tries for ever",
                "do { node = top(); if (node == null) { return null; }", "node = top(); if (node == null) { return null; } do {",
                "pops", DEADLOCK, LIVELOCK);
        mutant("push links after it has published",
                "do { node.next = (Node<E>) TOP.getOpaque(this); } while (!TOP.weakCompareAndSetRelease(this, node.next, node));",
                "Node<E> seen; do { seen = (Node<E>) TOP.getOpaque(this); } while (!TOP.weakCompareAndSetRelease(this, seen, node)); "
                        + "node.next = seen;",
                "publishes", DATA_RACE);
        mutant("push does not look whether it has won",
                "while (!TOP.weakCompareAndSetRelease(this, node.next, node));",
                "while (TOP.weakCompareAndSetRelease(this, node.next, node) & false);", "pushes", NOT_LINEARIZABLE);
        mutant("pop does not look whether it has won",
                "while (!TOP.weakCompareAndSetPlain(this, node, node.next));",
                "while (TOP.weakCompareAndSetPlain(this, node, node.next) & false);", "pops", NOT_LINEARIZABLE);
        mutant("pop says empty when it loses",
                "while (!TOP.weakCompareAndSetPlain(this, node, node.next)); return node.element;",
                "while (false); return TOP.compareAndSet(this, node, node.next) ? node.element : null;",
                "pops", NOT_LINEARIZABLE);
        mutant("pop takes next from one top and element from another",
                "while (!TOP.weakCompareAndSetPlain(this, node, node.next)); return node.element;",
                "while (!TOP.weakCompareAndSetPlain(this, node, node.next)); node = top(); return node == null ? null : node.element;",
                "pairs", NOT_LINEARIZABLE);
        mutant("pop reads the top again for its compare-and-set",
                "while (!TOP.weakCompareAndSetPlain(this, node, node.next));",
                "while (!TOP.weakCompareAndSetPlain(this, top(), node.next));", "pops", NOT_LINEARIZABLE, EXCEPTION);
        mutant("pop jumps over one",
                "weakCompareAndSetPlain(this, node, node.next)",
                "weakCompareAndSetPlain(this, node, node.next == null ? null : node.next.next)", "pops", NOT_LINEARIZABLE);
        mutant("peek takes it out",
                "return node == null ? null : node.element;", "return pop();", "looks", NOT_LINEARIZABLE);
        mutant("isEmpty looks at it the wrong way round",
                "(Node<?>) TOP.getOpaque(this) == null", "(Node<?>) TOP.getOpaque(this) != null", "looks", NOT_LINEARIZABLE);
        mutant("an iterator ends after the first",
                "node = node.next; return element;", "node = null; return element;", "snapshot", NOT_LINEARIZABLE);
    }
}
