package lockstep.stress;

import java.util.concurrent.atomic.AtomicReference;
import lockstep.epoch.Epoch;
import lockstep.epoch.EpochGuard;
import lockstep.stack.ConcurrentStack;
import lockstep.stack.EliminationStack;
import lockstep.stack.ReusingStack;
import lockstep.stack.TreiberStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The stacks and the epoch under jcstress. What it sees is still what this machine's processor does. */
public final class StackStress {

    private StackStress() {
    }

    /** A cell that is written plainly, in two places, before it is pushed. */
    static final class Cell {
        int one;
        int two;

        Cell(int number) {
            one = number;
            two = number;
        }

        /** The number, or -1 if it is not whole. */
        static int read(Cell cell) {
            return cell == null ? 0 : cell.one == cell.two ? cell.one : -1;
        }
    }

    /** Two that push and pop in turn: what comes out went in, once each, and nothing stays. */
    abstract static class Pairs {
        final ConcurrentStack<Cell> stack;

        Pairs(ConcurrentStack<Cell> stack) {
            this.stack = stack;
        }

        final int pair(int number) {
            stack.push(new Cell(number));
            return Cell.read(stack.pop());
        }
    }

    /** Treiber's. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "each gets one")
    @State
    public static class TreiberStackPairs extends Pairs {
        /** Empty. */
        public TreiberStackPairs() {
            super(new TreiberStack<>());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = pair(1);
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = pair(2);
        }
    }

    /** The library's. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "each gets one")
    @State
    public static class EliminationStackPairs extends Pairs {
        /** Empty. */
        public EliminationStackPairs() {
            super(new EliminationStack<>());
        }

        /** One. */
        @Actor
        public void first(II_Result r) {
            r.r1 = pair(1);
        }

        /** The other. */
        @Actor
        public void second(II_Result r) {
            r.r2 = pair(2);
        }
    }

    /** ABA, or not: one pops, the other one pops twice and pushes again. What is left tells. */
    @JCStressTest
    @Outcome(id = {"2, 1: 3", "3, 2 1:", "1, 2: 3", "0, 2 1: 3"}, expect = Expect.ACCEPTABLE, desc = "some order explains it")
    @State
    public static class ReusingStackAba {
        private final Epoch epoch = new Epoch(2);
        private final ReusingStack<Integer> stack = new ReusingStack<>(epoch, 1);
        private int first;
        private String others;

        /** Two elements. */
        public ReusingStackAba() {
            stack.push(1);
            stack.push(2);
        }

        private static int number(Integer element) {
            return element == null ? 0 : element;
        }

        /** Pops. */
        @Actor
        public void pops() {
            first = number(stack.pop());
        }

        /** Pops twice, and pushes in what may be the same node. */
        @Actor
        public void popsAndPushes() {
            int one = number(stack.pop());
            int other = number(stack.pop());
            epoch.flush();
            stack.push(3);
            others = other == 0 ? "" + one : one + " " + other;
        }

        /** What is left, too. */
        @Arbiter
        public void left(L_Result r) {
            StringBuilder left = new StringBuilder();
            for (Integer element = stack.pop(); element != null && left.length() < 20; element = stack.pop()) {
                left.append(' ').append(element);
            }
            r.r1 = first + ", " + others + ":" + left;
        }
    }

    /** One reads under a guard, the other one replaces, retires and flushes: nothing is spoilt while it is read. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the guard was open, and kept it")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "handed back after the guard, or the reader found the new one")
    @State
    public static class EpochReplaces {
        private final Epoch epoch = new Epoch(2);
        private final AtomicReference<Cell> shared = new AtomicReference<>(new Cell(1));
        private int handedBack;

        /** Reads. */
        @Actor
        public void reads(II_Result r) {
            try (EpochGuard guard = epoch.pin()) {
                r.r1 = Cell.read(shared.getAcquire());
            }
        }

        /** Replaces. */
        @Actor
        public void replaces(II_Result r) {
            try (EpochGuard guard = epoch.pin()) {
                Cell old = shared.getAcquire();
                shared.setRelease(new Cell(1));
                guard.retire(old, this::spoil);
            }
            epoch.flush();
            r.r2 = handedBack;
        }

        private void spoil(Cell cell) {
            cell.one = -2;
            cell.two = -3;
            handedBack++;
        }
    }
}
