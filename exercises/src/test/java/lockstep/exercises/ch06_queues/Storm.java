package lockstep.exercises.ch06_queues;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Trial;

/** Real threads, some that push and some that pop: all must come out, once, and each producer's in order. */
public final class Storm {

    /** For each producer. */
    private static final int EACH = 12;

    private Storm() {}

    public static void rage(int producers, int consumers, Plain.Queue queue) {
        AtomicInteger pushing = new AtomicInteger(producers);
        List<List<Integer>> popped = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            popped.add(new ArrayList<>());
        }
        Trial.together(producers + consumers, index -> {
            if (index < producers) {
                for (int i = 0; i < EACH; i++) {
                    while (!queue.push().test(index * EACH + i)) {
                        Thread.yield();
                    }
                }
                pushing.decrementAndGet();
                return;
            }
            List<Integer> mine = popped.get(index - producers);
            while (true) {
                boolean last = pushing.get() == 0; // asked before the pop: nothing is pushed after it
                Integer got = (Integer) queue.pop().get();
                if (got != null) {
                    mine.add(got);
                } else if (last) {
                    return;
                } else {
                    Thread.yield();
                }
            }
        });
        List<Integer> all = new ArrayList<>();
        for (List<Integer> mine : popped) {
            int[] before = new int[producers];
            for (int element : mine) {
                int producer = element / EACH;
                if (element % EACH + 1 <= before[producer]) {
                    fail("a producer pushed its elements in order; one consumer popped " + mine);
                }
                before[producer] = element % EACH + 1;
            }
            all.addAll(mine);
        }
        Collections.sort(all);
        for (int i = 0; i < producers * EACH; i++) {
            int element = i;
            long times = all.stream().filter(e -> e == element).count();
            if (times != 1) {
                fail(producers * EACH + " elements were pushed, all by now popped: element " + i + " came out " + times + " times");
            }
        }
    }
}
