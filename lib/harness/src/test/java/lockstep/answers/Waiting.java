package lockstep.answers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers to the fixture exercise 90.3, which has a long time limit: some wait for ever, some only look so for a while. */
public final class Waiting {

    private static final Executor LATER = CompletableFuture.delayedExecutor(1_800, TimeUnit.MILLISECONDS);

    private Waiting() {}

    /** Two threads wait for each other, and main waits for both. */
    public static class ForEachOther {
        public void run() throws InterruptedException {
            CountDownLatch one = new CountDownLatch(1);
            CountDownLatch other = new CountDownLatch(1);
            Thread first = new Thread(() -> awaitThenOpen(one, other));
            Thread second = new Thread(() -> awaitThenOpen(other, one));
            first.start();
            second.start();
            first.join();
            second.join();
        }

        private static void awaitThenOpen(CountDownLatch mine, CountDownLatch yours) {
            try {
                mine.await();
                yours.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for a thread that naps. */
    public static class ForANap {
        public void run() throws InterruptedException {
            Thread napping = new Thread(() -> {
                try {
                    Thread.sleep(1_800);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            napping.start();
            napping.join();
        }
    }

    /** Waits for a timer, in whose stack nothing of the answer stands as yet. */
    public static class ForATimer {
        public void run() throws InterruptedException {
            CountDownLatch latch = new CountDownLatch(1);
            LATER.execute(latch::countDown);
            latch.await();
        }
    }

    /** The same, spinning. */
    public static class SpinsForATimer {
        public void run() {
            AtomicBoolean done = new AtomicBoolean();
            LATER.execute(() -> done.set(true));
            while (!done.get()) {
                Thread.onSpinWait();
            }
        }
    }
}
