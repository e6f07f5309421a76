package lockstep.harness.child;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** When nobody is left outside the answer who could change what those inside wait for, and when somebody is. */
class StuckThreadsTest {

    /** Plays the answer. */
    static final class Answer {
        static volatile boolean open;

        static void spin() {
            while (!open) {
                Thread.onSpinWait();
            }
        }
    }

    /** Runs on a thread of its own, which plays the check's main thread, and waits for a thread that spins in the answer. */
    private static StuckThreads check(Runnable beside) throws Exception {
        Answer.open = false;
        Set<Thread> own = Thread.getAllStackTraces().keySet();
        FutureTask<StuckThreads> made = new FutureTask<>(() -> new StuckThreads(Answer.class.getName()::equals, Map.of(), own));
        Thread main = new Thread(() -> {
            made.run();
            Thread spinner = new Thread(Answer::spin);
            spinner.start();
            beside.run();
        });
        main.setDaemon(true);
        main.start();
        return made.get();
    }

    /** No time is waited for but the one that the scheduler takes to get the threads where they belong. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allAreWithinWhoSpinInTheAnswerOrWait() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try {
            StuckThreads stuck = check(() -> waitFor(never));
            await(() -> stuck.look().allWithin());
        } finally {
            Answer.open = true;
            never.countDown();
        }
    }

    @Test
    void aCheckThatLooksAgainAndAgainIsOutside() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        StuckThreads stuck = check(() -> {
            try {
                asleep.countDown();
                while (!Answer.open) {
                    Thread.sleep(1);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            asleep.await();
            for (int i = 0; i < 200; i++) {
                assertFalse(stuck.look().allWithin());
            }
        } finally {
            Answer.open = true;
        }
    }

    @Test
    void aCheckThatComputesIsOutside() throws Exception {
        CountDownLatch computes = new CountDownLatch(1);
        StuckThreads stuck = check(() -> {
            computes.countDown();
            while (!Answer.open) {
                Thread.onSpinWait();
            }
        });
        try {
            computes.await();
            for (int i = 0; i < 200; i++) {
                assertFalse(stuck.look().allWithin());
            }
            assertTrue(stuck.look().anyRunnable());
        } finally {
            Answer.open = true;
        }
    }
}
