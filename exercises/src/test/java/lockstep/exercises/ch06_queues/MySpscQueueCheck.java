package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("6.1")
@Exercise(
        id = "6.1",
        title = "A ring for one producer and one consumer",
        starter = MySpscQueue.class,
        hints = {
            "Only the producer writes the tail, only the consumer the head: each knows its own. What must push() ask the head, and pop() the tail?",
            "push(): full if tail - head is the capacity; else write the slot, and then the tail, as a release. pop(): empty if head is tail; else "
                    + "read the slot, empty it, and then write the head, as a release. Each reads the other's index as an acquire.",
            "push: long t = tail.getPlain(); if (t - head.getAcquire() == slots.length) return false; slots[(int) (t % slots.length)] = element; "
                    + "tail.setRelease(t + 1); return true;  pop: the same with h, tail.getAcquire(), and slots[…] = null before head.setRelease(h + 1)."
        })
class MySpscQueueCheck {

    /** More executions than any right answer known here needs. */
    private static final int PLENTY = 6_000;

    /** What is pushed, with something written in it before. */
    private static final class Letter {
        int text;
    }

    private static Plain.Queue made(int capacity) {
        MySpscQueue<Object> queue = new MySpscQueue<>(capacity);
        return new Plain.Queue(queue::push, queue::pop);
    }

    @Property(
            value = "for one thread: what is pushed is popped, once, in the same order, however often the ring goes round",
            hint = "The indices count on for ever. Which slot does number t belong to, if there are only `capacity` slots?")
    void keepsOrder() {
        for (int capacity : new int[] {1, 3, 4}) {
            Plain.keepsOrder(capacity, MySpscQueueCheck::made);
        }
    }

    @Property(
            value = "for one thread: it holds as many as its capacity says; then push() says false and changes nothing, and an empty one pops null",
            hint = "How many are in the queue? tail - head. When is that too many for one more, and when is it none?")
    void holds() {
        for (int capacity : new int[] {1, 2, 3, 5}) {
            Plain.holds(capacity, MySpscQueueCheck::made);
        }
    }

    @Property(
            value = "what was popped is no longer held by the queue",
            hint = "A slot that still points to what was popped keeps it from the garbage collector, until somebody overwrites it: perhaps never.")
    void letsGo() {
        Plain.letsGo(3, MySpscQueueCheck::made);
    }

    @Property(
            value = "in every schedule the consumer sees all that the producer did before it pushed",
            hint = "Fill the slot first, then move the tail. The tail is written as a release and read as an acquire: who sees it then sees the "
                    + "element, and what is in it. Plain and opaque are neither.")
    @Interleaved(executions = PLENTY)
    void everyScheduleDelivers() {
        MySpscQueue<Letter> queue = new MySpscQueue<>(2);
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
            value = "in every schedule each element comes out once and in order, though the producer follows close behind the consumer",
            hint = "The slot that the consumer gives back is at once the producer's. The consumer must be done with it before it moves the head, "
                    + "and the head must be a release, read as an acquire.")
    @Interleaved(executions = PLENTY)
    void everyScheduleGoesRound() {
        History queue = new History(new MySpscQueue<Integer>(1), () -> new OneByOne(1));
        queue.call("push", 1);
        Interleave.together(
                () -> {
                    queue.call("push", 2);
                    queue.call("push", 3);
                },
                () -> {
                    queue.call("pop");
                    queue.call("pop");
                });
        queue.call("pop");
        queue.call("pop");
        queue.check();
    }

    @Property(
            value = "in every schedule with room for two, nothing is lost, nothing comes twice, and a push that finds room succeeds",
            hint = "Find the step in the schedule after which an element was gone, or there twice. Who wrote that number, and who else?")
    @Interleaved(executions = PLENTY)
    void everyScheduleKeepsAll() {
        MySpscQueue<Integer> queue = new MySpscQueue<>(2);
        queue.push(1);
        boolean[] pushed = new boolean[2];
        Integer[] got = new Integer[2];
        Interleave.together(
                () -> {
                    pushed[0] = queue.push(2);
                    pushed[1] = queue.push(3);
                },
                () -> {
                    got[0] = queue.pop();
                    got[1] = queue.pop();
                });
        assertTrue(pushed[0], "there was room for two and one was in it, and push(2) said false");
        List<Integer> in = new ArrayList<>(List.of(1, 2));
        if (pushed[1]) {
            in.add(3);
        }
        List<Integer> out = new ArrayList<>(Arrays.asList(got));
        out.add(queue.pop());
        out.add(queue.pop());
        out.removeIf(element -> element == null);
        assertEquals(in, out, "1 was in the queue, one thread pushed and another popped, and then the rest was popped. What came out");
    }

    @Property(
            value = "neither waits for the other: wherever one thread stops for good, the other's calls come back",
            hint = "No lock, and no loop: a thread that is stopped inside would stop the other one, too. Here one writer for each index is enough.")
    @Interleaved(executions = PLENTY, progress = Progress.Level.LOCK_FREE)
    void neverWaits() {
        MySpscQueue<Integer> queue = new MySpscQueue<>(1);
        queue.push(1);
        Interleave.together(() -> queue.push(2), () -> {
            queue.pop();
            queue.pop();
        });
    }

    @Property("with two real threads, all come out, once and in order")
    void storm() {
        Trial.shaken(100, () -> Storm.rage(1, 1, made(2)));
    }
}
