package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("6.3")
@Exercise(
        id = "6.3",
        title = "A ring for many at both ends",
        starter = MyBoundedQueue.class,
        hints = {
            "Read the tail once and call it t. All else follows from t: the slot, the turn that you must find there, and the compare-and-set that makes t yours.",
            "push(): if the slot's turn is t, claim t by tail.compareAndSet(t, t + 1), fill the slot, and set its turn to t + 1, as a release. If the turn is "
                    + "smaller, it is full if t - head is the capacity; otherwise, and whenever you lose, begin again. pop(): its turn is h + 1, and it leaves h + capacity.",
            "while (true) { long t = tail.get(); int slot = (int) (t % slots.length); long turn = turns.getAcquire(slot); "
                    + "if (turn == t) { if (tail.compareAndSet(t, t + 1)) { slots[slot] = element; turns.setRelease(slot, t + 1); return true; } } "
                    + "else if (turn < t && t - head.get() >= slots.length) return false; Thread.onSpinWait(); }"
        })
class MyBoundedQueueCheck {

    /** More executions than any right answer known here needs. */
    private static final int PLENTY = 6_000;

    /** What is pushed, with something written in it before. */
    private static final class Letter {
        int text;
    }

    private static Plain.Queue made(int capacity) {
        MyBoundedQueue<Object> queue = new MyBoundedQueue<>(capacity);
        return new Plain.Queue(queue::push, queue::pop);
    }

    private static History history() {
        return new History(new MyBoundedQueue<Integer>(2), () -> new OneByOne(2));
    }

    @Property(
            value = "for one thread: what is pushed is popped, once, in the same order, however often the ring goes round",
            hint = "Who is next at slot i? After push number t, pop number t; after that, the push of the next lap, number t + capacity.")
    void keepsOrder() {
        for (int capacity : new int[] {2, 3, 4}) {
            Plain.keepsOrder(capacity, MyBoundedQueueCheck::made);
        }
    }

    @Property(
            value = "for one thread: it holds as many as its capacity says; then push() says false and changes nothing, and an empty one pops null",
            hint = "How many are in the queue? tail - head. When is that too many for one more, and when is it none?")
    void holds() {
        for (int capacity : new int[] {2, 3, 5}) {
            Plain.holds(capacity, MyBoundedQueueCheck::made);
        }
    }

    @Property(
            value = "what was popped is no longer held by the queue",
            hint = "A slot that still points to what was popped keeps it from the garbage collector, until somebody overwrites it: perhaps never.")
    void letsGo() {
        Plain.letsGo(3, MyBoundedQueueCheck::made);
    }

    @Property(
            value = "in every schedule who pops sees all that the other thread did before it pushed",
            hint = "Fill the slot first, then set its turn, as a release; read the turn as an acquire. Plain and opaque are neither.")
    @Interleaved(executions = PLENTY)
    void everyScheduleDelivers() {
        MyBoundedQueue<Letter> queue = new MyBoundedQueue<>(2);
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
            value = "in every schedule two producers get a slot each, and who has pushed is not told \"empty\"",
            hint = "Claim the number by compare-and-set, with the t that you looked at. And a turn that is behind need not mean empty: perhaps a push "
                    + "has claimed the slot and is still at work. The other index, read after yours, tells.")
    @Interleaved(executions = PLENTY)
    void everySchedulePushes() {
        History queue = history();
        Interleave.together(
                () -> queue.call("push", 1),
                () -> {
                    queue.call("push", 2);
                    queue.call("pop");
                });
        queue.call("pop");
        queue.call("pop");
        queue.check();
    }

    @Property(
            value = "in every schedule two consumers get an element each, and who has popped is not told \"full\"",
            hint = "A slot is free for the next lap only when its pop is done with it: set the turn last, as a release. And a turn that is behind need "
                    + "not mean full: perhaps a pop is still at work there. The other index, read after yours, tells.")
    @Interleaved(executions = PLENTY)
    void everySchedulePops() {
        History queue = history();
        queue.call("push", 1);
        queue.call("push", 2);
        Interleave.together(
                () -> queue.call("pop"),
                () -> {
                    queue.call("pop");
                    queue.call("push", 3);
                });
        queue.call("pop");
        queue.call("pop");
        queue.check();
    }

    @Property(
            value = "in every schedule where the ring goes round, each element comes out once, and what the calls return fits one order",
            hint = "Between your look at the slot and your claim, others may have gone round. The compare-and-set must be on the very number that you looked with.")
    @Interleaved(executions = PLENTY, preemptions = 2)
    void everyScheduleGoesRound() {
        History queue = history();
        queue.call("push", 1);
        Interleave.together(
                () -> {
                    queue.call("pop");
                    queue.call("push", 2);
                },
                () -> {
                    queue.call("pop");
                    queue.call("push", 3);
                });
        queue.call("pop");
        queue.call("pop");
        queue.check();
    }

    @Property("with real threads at both ends, all come out, once, and each producer's in order")
    void storm() {
        Trial.shaken(60, () -> Storm.rage(2, 2, made(2)));
    }
}
