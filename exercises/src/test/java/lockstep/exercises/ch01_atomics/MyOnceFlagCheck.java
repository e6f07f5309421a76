package lockstep.exercises.ch01_atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(
        id = "1.2",
        title = "A flag that is claimed once: swap",
        starter = MyOnceFlag.class,
        hints = {
            "If you first look and then write, another thread can look in between: both saw a free flag, both win. "
                    + "Looking and writing must be one step.",
            "AtomicBoolean.getAndSet(true) writes true and returns what stood there before, in one step. What did the winner's swap return?",
            "private final AtomicBoolean claimed = new AtomicBoolean(); claim: return !claimed.getAndSet(true);"
        })
@Tag("1.2")
class MyOnceFlagCheck {

    @Property(value = "lets the first caller win and no other",
            hint = "Only one thread is at work here. What does its first call return, what its second, and does any of them wait?")
    void firstWins() {
        MyOnceFlag flag = new MyOnceFlag();
        if (!flag.claim()) {
            fail("the first call of claim() on a new flag returned false: nobody won");
        }
        for (int call = 2; call <= 5; call++) {
            if (flag.claim()) {
                fail("call 1 of claim() had won; call " + call + " returned true as well");
            }
        }
    }

    @Property(value = "counts for itself: each flag has its own winner", hint = "A static field is shared by all flags.")
    void eachFlagHasItsWinner() {
        MyOnceFlag mine = new MyOnceFlag();
        MyOnceFlag yours = new MyOnceFlag();
        if (!mine.claim()) {
            fail("the first call of claim() on a new flag returned false: nobody won");
        }
        if (!yours.claim()) {
            fail("one flag was claimed; after that the first claim() of another flag returned false");
        }
    }

    @Property(value = "tells a later thread at once that it lost",
            hint = "The flag is one for all threads. And the loser must not wait: it returns false.")
    void laterThreadLoses() {
        MyOnceFlag flag = new MyOnceFlag();
        flag.claim();
        boolean[] won = new boolean[1];
        Trial.start("latecomer", () -> won[0] = flag.claim()).join();
        if (won[0]) {
            fail("one thread had won; later another thread got true from claim() as well");
        }
    }

    @Property(value = "in every schedule one of two callers wins, and only one",
            hint = "Two winners: something comes between the look and the write. No winner: an operation failed for no reason, as a weak one may, "
                    + "and nobody tried again.")
    @Interleaved(executions = 3_000)
    void everyScheduleHasOneWinner() {
        MyOnceFlag flag = new MyOnceFlag();
        boolean[] won = new boolean[2];
        Interleave.together(() -> won[0] = flag.claim(), () -> won[1] = flag.claim());
        assertTrue(won[0] || won[1], "two threads called claim(), and none got true");
        assertTrue(!won[0] || !won[1], "two threads called claim(), and both got true");
    }

    @Property(value = "in every schedule whoever lost never wins later",
            hint = "Once a call has returned false, somebody has won. What could make a later call of the same thread find the flag free?")
    @Interleaved(executions = 3_000)
    void everyScheduleKeepsItsWinner() {
        MyOnceFlag flag = new MyOnceFlag();
        int[] wins = new int[2];
        Interleave.together(
                () -> wins[0] += flag.claim() ? 1 : 0,
                () -> {
                    wins[1] += flag.claim() ? 1 : 0;
                    wins[1] += flag.claim() ? 1 : 0;
                });
        assertEquals(1, wins[0] + wins[1], "one thread called claim() once and another twice; the number of calls that won");
    }

    @Property("has exactly one winner when several threads claim at once")
    void exactlyOneWins() {
        int threads = Trial.threads();
        Trial.shaken(300, () -> {
            MyOnceFlag flag = new MyOnceFlag();
            AtomicInteger winners = new AtomicInteger();
            Trial.together(threads, index -> {
                if (flag.claim()) {
                    winners.incrementAndGet();
                }
            });
            int won = winners.get();
            if (won == 0) {
                fail("of " + threads + " threads that called claim() at once, none got true");
            }
            if (won > 1) {
                fail((won == 2 && threads == 2 ? "two threads both" : won + " of " + threads + " threads")
                        + " got true from claim()");
            }
        });
    }
}
