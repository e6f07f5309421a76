package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("6.2")
@Exercise(
        id = "6.2",
        title = "One slot, for anybody",
        starter = MySingleQueue.class,
        hints = {
            "Two pushes find the slot empty. Only one may write. Which operation changes EMPTY to BUSY for one of them only, and tells both?",
            "push(): compare-and-set EMPTY to BUSY; if it succeeds, write the element, then set FULL, as a release. If it fails: FULL means false, "
                    + "BUSY means look again. pop() goes the other way round, and clears the element.",
            "while (true) { int found = state.compareAndExchange(EMPTY, BUSY); if (found == EMPTY) { this.element = element; state.setRelease(FULL); "
                    + "return true; } if (found == FULL) return false; Thread.onSpinWait(); }"
        })
class MySingleQueueCheck {

    /** More executions than any right answer known here needs. */
    private static final int PLENTY = 6_000;

    /** What is pushed, with something written in it before. */
    private static final class Letter {
        int text;
    }

    private static Plain.Queue made(int capacity) {
        MySingleQueue<Object> queue = new MySingleQueue<>();
        return new Plain.Queue(queue::push, queue::pop);
    }

    private static History history() {
        return new History(new MySingleQueue<Integer>(), () -> new OneByOne(1));
    }

    @Property(
            value = "for one thread: it takes one element, refuses the next, and gives it back once",
            hint = "Follow the state: EMPTY, BUSY, FULL after a push that succeeds; FULL, BUSY, EMPTY after a pop that does.")
    void holdsOne() {
        Plain.holds(1, MySingleQueueCheck::made);
    }

    @Property(
            value = "what was popped is no longer held by the queue",
            hint = "The field that still points to what was popped keeps it from the garbage collector.")
    void letsGo() {
        Plain.letsGo(1, MySingleQueueCheck::made);
    }

    @Property(
            value = "in every schedule who pops sees all that the other thread did before it pushed",
            hint = "Say FULL last, and as a release; claim it by an acquire (compareAndSet is one). Then who finds FULL finds the element, and what is in it.")
    @Interleaved(executions = PLENTY)
    void everyScheduleDelivers() {
        MySingleQueue<Letter> queue = new MySingleQueue<>();
        Interleave.together(
                () -> {
                    Letter letter = new Letter();
                    letter.text = 1;
                    queue.push(letter);
                },
                () -> {
                    Letter letter = queue.pop();
                    if (letter != null) {
                        assertEquals(1, letter.text, "a letter was popped, and what its producer had written in it");
                    }
                });
    }

    @Property(
            value = "in every schedule of two pushes one of them gets the slot, and the other is told so",
            hint = "Look and claim must be one step, and only a claimed slot may be written. A weak compare-and-set may fail for no reason: it needs a loop.")
    @Interleaved(executions = PLENTY)
    void everySchedulePushes() {
        History queue = history();
        Interleave.together(
                () -> queue.call("push", 1),
                () -> queue.call("push", 2));
        queue.call("pop");
        queue.call("pop");
        queue.check();
    }

    @Property(
            value = "in every schedule of two pops one of them gets the element, and what the calls return fits one order",
            hint = "The slot is free only when the pop is done with it: say EMPTY last, and as a release. Busy is neither full nor empty: who finds it so looks again.")
    @Interleaved(executions = PLENTY)
    void everySchedulePops() {
        History queue = history();
        queue.call("push", 1);
        Interleave.together(
                () -> queue.call("pop"),
                () -> {
                    queue.call("pop");
                    queue.call("push", 2);
                });
        queue.call("pop");
        queue.call("pop");
        queue.check();
    }

    @Property("with real threads at both ends, all come out, once and in order")
    void storm() {
        Trial.shaken(60, () -> Storm.rage(2, 2, made(1)));
    }
}
