package lockstep.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lockstep.testing.Crew;
import lockstep.testing.Soak;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every element in, every element out, for a moment each; or for as long as {@link Soak} says.
 *
 * <p>Each thread pushes its own numbers, some at a time, and pops about as many. Of what goes in and what comes out the
 * count, the sum and a sum of hashes are compared: an element lost, doubled or made up shows in one of them.
 */
class StackSoakTest {

    /** Without a time given, so many, so that the test does not depend on the clock. */
    private static final int ROUNDS = Soak.isLong() ? Integer.MAX_VALUE : 300;

    @TestFactory
    Stream<DynamicTest> soak() {
        Map<String, Supplier<ConcurrentStack<Long>>> stacks = Map.of("TreiberStack", TreiberStack::new,
                "EliminationStack", EliminationStack::new, "ReusingStack", ReusingStack::new);
        return stacks.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> soak(e.getKey(), e.getValue().get(), Soak.end(stacks.size()))));
    }

    private static void soak(String name, ConcurrentStack<Long> stack, long end) {
        Tally in = new Tally();
        Tally out = new Tally();
        int threads = 2 * Crew.size(); // more than cores, so that they are interrupted anywhere
        Crew.together(threads, index -> {
            Tally pushed = new Tally();
            Tally popped = new Tally();
            long next = index;
            for (int round = 0; round < ROUNDS && !(Soak.isLong() && Soak.isOver(end)); round++) {
                int burst = 1 + (round * 31 + index) % 7;
                for (int i = 0; i < 200; i++) {
                    for (int k = 0; k < burst; k++) {
                        stack.push(next);
                        pushed.add(next);
                        next += threads;
                    }
                    for (int k = 0; k < burst; k++) {
                        Long element = stack.pop();
                        if (element != null) {
                            popped.add(element);
                        }
                    }
                }
            }
            in.add(pushed);
            out.add(popped);
        });
        Tally rest = new Tally();
        for (Long element = stack.pop(); element != null; element = stack.pop()) {
            rest.add(element);
        }
        out.add(rest);
        assertNull(stack.peek());
        assertEquals(in.toString(), out.toString());
        Soak.tell(name, out);
    }

    /** Count, sum and hash of a number of numbers, in any order. */
    private static final class Tally {
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong sum = new AtomicLong();
        private final AtomicLong hash = new AtomicLong();

        void add(long number) {
            count.setPlain(count.getPlain() + 1);
            sum.setPlain(sum.getPlain() + number);
            hash.setPlain(hash.getPlain() + mixed(number));
        }

        void add(Tally other) {
            count.addAndGet(other.count.getPlain());
            sum.addAndGet(other.sum.getPlain());
            hash.addAndGet(other.hash.getPlain());
        }

        private static long mixed(long number) {
            long z = (number + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 32) * 0xD6E8FEB86659FD93L;
            return z ^ z >>> 32;
        }

        @Override
        public String toString() {
            return count + " elements, sum " + sum + ", hash " + hash;
        }
    }
}
